import type { MapToken } from '../model.ts'
import type { Picture } from './picture.ts'

/** Auras lie under every token, the widest first; most tokens have none, and cost one look each. */
export function paintAuras(picture: Picture, tokens: readonly MapToken[]): void {
  const { context, camera, pixelRatio, cellFeet, shownAt } = picture
  const scale = camera.zoom * pixelRatio
  const { width, height } = context.canvas
  for (const token of tokens) {
    const { auras = none, size } = token
    if (auras.length === 0) continue
    const at = shownAt(token)
    const x = (at.x + size / 2 - camera.x) * scale
    const y = (at.y + size / 2 - camera.y) * scale
    for (const { radius, colour } of [...auras].sort((one, other) => other.radius - one.radius)) {
      const reach = (size / 2 + radius / cellFeet) * scale
      if (x + reach < 0 || y + reach < 0 || x - reach > width || y - reach > height) continue
      context.beginPath()
      context.arc(x, y, reach, 0, Math.PI * 2)
      context.fillStyle = `${colour}2e`
      context.fill()
      context.strokeStyle = `${colour}c0`
      context.lineWidth = 1.5 * pixelRatio
      context.stroke()
    }
  }
}

const none: NonNullable<MapToken['auras']> = []
