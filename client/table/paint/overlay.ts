import type { Point, Rectangle } from '../camera.ts'
import type { Float } from '../floats.ts'
import type { MapToken } from '../model.ts'
import { drawSprite } from './atlas.ts'
import { withAlpha } from './pen.ts'
import type { Picture } from './picture.ts'

/** A drag under way, as its own hand sees it. */
export interface DragLine {
  /** Where each dragged token would land. */
  readonly landings: readonly Rectangle[]
}

/** Another member's pointer. */
export interface Cursor {
  readonly at: Point
  readonly name: string
  readonly colour: string
}

/** A token that another member is dragging. */
export interface Held {
  readonly token: MapToken
  readonly colour: string
  readonly name: string
}

/** What floats over the tokens in one frame. */
export interface Overlay {
  readonly drag: DragLine | undefined
  readonly box: Rectangle | undefined
  /** Where a pick would land: a footprint, or the line from who acts to who is aimed at. */
  readonly aim:
    | { readonly footprint: Rectangle }
    | {
        readonly from: Point | undefined
        readonly to: Point
        readonly target: MapToken | undefined
      }
    | undefined
  /** Where tokens came from a moment ago. */
  readonly trails: readonly { readonly route: readonly Point[]; readonly colour: string }[]
  readonly cursors: readonly Cursor[]
  readonly held: readonly Held[]
  readonly floats: readonly (Float & { readonly on: MapToken })[]
}

/** Paints everything that floats over the tokens. */
export function paintOverlay(picture: Picture, overlay: Overlay): void {
  for (const trail of overlay.trails) paintTrail(picture, trail)
  if (overlay.drag !== undefined) paintDrag(picture, overlay.drag)
  if (overlay.box !== undefined) {
    paintRectangle(picture, overlay.box, picture.palette.colours['token-selected'], [6, 4])
  }
  if (overlay.aim !== undefined) paintAim(picture, overlay.aim)
  for (const held of overlay.held) paintHeld(picture, held)
  for (const float of overlay.floats) paintFloat(picture, float)
  for (const cursor of overlay.cursors) paintCursor(picture, cursor)
}

function paintDrag(picture: Picture, drag: DragLine): void {
  const colour = picture.palette.colours['token-selected']
  for (const landing of drag.landings) paintRectangle(picture, landing, colour, [])
}

/** Footsteps from where a token stood to where it stands. */
function paintTrail(picture: Picture, { route, colour }: Overlay['trails'][number]): void {
  const { context, pixelRatio } = picture
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.beginPath()
  route.forEach((place, index) => {
    const { x, y } = toPixels(picture, place)
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  })
  for (const [paint, width] of [
    ['rgb(0 0 0 / 0.45)', 6],
    [colour, 3.5],
  ] as const) {
    context.strokeStyle = paint
    context.lineWidth = width * pixelRatio
    context.setLineDash([0.1, 10 * pixelRatio])
    context.stroke()
  }
  context.setLineDash([])
}

function paintAim(picture: Picture, aim: NonNullable<Overlay['aim']>): void {
  const { context, palette, pixelRatio, camera } = picture
  const accent = palette.colours['token-selected']
  if ('footprint' in aim) return paintRectangle(picture, aim.footprint, accent, [])
  const red = palette.colours['health-low']
  const at = toPixels(picture, aim.target === undefined ? aim.to : middleOf(picture, aim.target))
  if (aim.from !== undefined) {
    const from = toPixels(picture, aim.from)
    const line = context.createLinearGradient(from.x, from.y, at.x, at.y)
    line.addColorStop(0, withAlpha(red, 0.1))
    line.addColorStop(1, withAlpha(red, 0.95))
    context.strokeStyle = line
    context.lineWidth = 3 * pixelRatio
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(at.x, at.y)
    context.stroke()
  }
  const radius =
    aim.target === undefined
      ? 12 * pixelRatio
      : ((aim.target.size * camera.zoom) / 2 + 4) * pixelRatio
  context.strokeStyle = red
  context.lineWidth = 3 * pixelRatio
  context.beginPath()
  context.arc(at.x, at.y, radius, 0, Math.PI * 2)
  for (const [x, y] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(at.x + x * (radius - 5 * pixelRatio), at.y + y * (radius - 5 * pixelRatio))
    context.lineTo(at.x + x * (radius + 7 * pixelRatio), at.y + y * (radius + 7 * pixelRatio))
  }
  context.stroke()
}

function paintHeld(picture: Picture, { token, colour, name }: Held): void {
  const { context, camera, pixelRatio } = picture
  const middle = toPixels(picture, middleOf(picture, token))
  const radius = ((token.size * camera.zoom) / 2) * pixelRatio
  context.strokeStyle = colour
  context.lineWidth = 3 * pixelRatio
  context.setLineDash([8 * pixelRatio, 5 * pixelRatio])
  context.beginPath()
  context.arc(middle.x, middle.y, radius + 3 * pixelRatio, 0, Math.PI * 2)
  context.stroke()
  context.setLineDash([])
  paintLabel(picture, name, { x: middle.x, y: middle.y - radius - 16 * pixelRatio }, 11)
}

/** Rises and fades; who wants less motion sees it stand and fade. */
/** Nothing flashes any more, and nothing fades yet. */
const STILL_SHARE = 0.35

function paintFloat(picture: Picture, float: Float & { readonly on: MapToken }): void {
  const { context, palette, pixelRatio, camera } = picture
  const { on, text, tone, stacked } = float
  // Whoever wants less motion sees the number stand there until it is gone.
  const share = picture.isStill ? STILL_SHARE : float.share
  const middle = toPixels(picture, middleOf(picture, on))
  const colour = palette.colours[tone]
  const flash = Math.max(0, 1 - share * 3)
  if (flash > 0) {
    context.globalAlpha = flash * 0.7
    context.strokeStyle = colour
    context.lineWidth = 5 * pixelRatio
    context.beginPath()
    const reach = ((on.size * camera.zoom) / 2) * (1 + (1 - flash) * 0.35)
    context.arc(middle.x, middle.y, reach * pixelRatio, 0, Math.PI * 2)
    context.stroke()
  }
  const size = Math.max(Math.min(camera.zoom * 0.55, 40), 20) * pixelRatio
  const rise = 0.35 + (1 - (1 - share) ** 2) * 0.9
  const x = middle.x + ((stacked % 3) - (stacked > 0 ? 1 : 0)) * size * 0.9
  const y = middle.y - rise * Math.max(on.size * camera.zoom, 44) * pixelRatio * 0.6
  context.globalAlpha = Math.min(1, (1 - share) * 2.4)
  context.font = `800 ${size}px ${palette.displayFont}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.strokeStyle = palette.colours['map-label-ground']
  context.lineWidth = size * 0.2
  context.strokeText(text, x, y)
  context.fillStyle = palette.colours[tone]
  context.fillText(text, x, y)
  context.globalAlpha = 1
}

function paintCursor(picture: Picture, { at, name, colour }: Cursor): void {
  const { context, pixelRatio } = picture
  const tip = toPixels(picture, at)
  context.save()
  context.translate(tip.x, tip.y)
  context.scale(pixelRatio, pixelRatio)
  context.fillStyle = colour
  context.strokeStyle = 'rgb(20 12 6 / 0.9)'
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(0, 0)
  context.lineTo(0, 17)
  context.lineTo(4.6, 13)
  context.lineTo(8, 20)
  context.lineTo(11, 18.6)
  context.lineTo(7.8, 11.8)
  context.lineTo(13, 11)
  context.closePath()
  context.fill()
  context.stroke()
  context.restore()
  const label = picture.sprites.label(name, Math.round(11 * pixelRatio))
  const x = Math.round(tip.x + 12 * pixelRatio)
  const y = Math.round(tip.y + 18 * pixelRatio)
  drawSprite(context, label, x, y)
  context.fillStyle = colour
  context.fillRect(
    x + label.height / 2,
    y + label.height,
    label.width - label.height,
    pixelRatio * 2,
  )
}

function paintLabel(picture: Picture, text: string, at: Point, pixels: number): void {
  const label = picture.sprites.label(text, Math.round(pixels * picture.pixelRatio))
  const x = Math.round(at.x - label.width / 2)
  drawSprite(picture.context, label, x, Math.round(at.y - label.height / 2))
}

function paintRectangle(
  picture: Picture,
  { x, y, width, height }: Rectangle,
  colour: string,
  dash: readonly number[],
): void {
  const { context, camera, pixelRatio } = picture
  const corner = toPixels(picture, { x, y })
  const scale = camera.zoom * pixelRatio
  context.beginPath()
  context.roundRect(corner.x, corner.y, width * scale, height * scale, 4 * pixelRatio)
  context.fillStyle = withAlpha(colour, 0.16)
  context.fill()
  context.strokeStyle = colour
  context.lineWidth = 2 * pixelRatio
  context.setLineDash(dash.map((length) => length * pixelRatio))
  context.stroke()
  context.setLineDash([])
}

function middleOf(picture: Picture, token: MapToken): Point {
  const at = picture.shownAt(token)
  return { x: at.x + token.size / 2, y: at.y + token.size / 2 }
}

function toPixels({ camera, pixelRatio }: Picture, { x, y }: Point): Point {
  return {
    x: (x - camera.x) * camera.zoom * pixelRatio,
    y: (y - camera.y) * camera.zoom * pixelRatio,
  }
}
