import type { Point } from '../camera.ts'
import type { MapToken } from '../model.ts'
import { drawSprite } from './atlas.ts'
import type { Picture } from './picture.ts'

/** Where a token faces, how high it is, and whether it is locked in place. */
export function paintTokenMarks(picture: Picture, token: MapToken, at: Point): void {
  const { context, camera, pixelRatio, palette, sprites } = picture
  const { rotation = 0, elevation = 0, locked = false } = token
  const scale = camera.zoom * pixelRatio
  const middle = {
    x: (at.x + token.size / 2 - camera.x) * scale,
    y: (at.y + token.size / 2 - camera.y) * scale,
  }
  const radius = (token.size * scale) / 2
  if (rotation % 360 !== 0) {
    const side = Math.max(radius * 0.22, 5 * pixelRatio)
    context.save()
    context.translate(middle.x, middle.y)
    context.rotate((rotation * Math.PI) / 180)
    context.beginPath()
    context.moveTo(0, -radius - side * 0.9)
    context.lineTo(side, -radius + side * 0.35)
    context.quadraticCurveTo(0, -radius - side * 0.1, -side, -radius + side * 0.35)
    context.closePath()
    context.fillStyle = token.player ?? palette.colours['token-ring']
    context.strokeStyle = 'rgb(12 8 6 / 0.85)'
    context.lineWidth = 1.5 * pixelRatio
    context.fill()
    context.stroke()
    context.restore()
  }
  if (elevation === 0 && !locked) return
  const words = elevation === 0 ? '' : `${elevation > 0 ? '▲' : '▼'} ${Math.abs(elevation)}`
  const text = locked ? `${words} ⚿`.trim() : words
  const label = sprites.label(text, Math.round(10.5 * pixelRatio))
  const x = middle.x - radius * 0.75 - label.width / 2
  drawSprite(context, label, Math.round(x), Math.round(middle.y - radius * 0.8 - label.height / 2))
}
