import type { Point } from '../camera.ts'
import { toPixels, type Easel } from './paint-drawings.ts'

/** A route with its length in words. */
export interface RulerLine {
  readonly route: readonly Point[]
  readonly label: string
  readonly colour: string
  /** How far above its end the words stand, in CSS pixels. */
  readonly lift?: number
}

/** A ring that spreads where somebody points; `share` of its time has gone by. */
export interface Ripple {
  readonly at: Point
  readonly name: string
  readonly colour: string
  readonly share: number
}

/** Places a pointer passed, newest last; `share` of each one's time has gone by. */
export interface Comet {
  readonly colour: string
  readonly places: readonly { readonly at: Point; readonly share: number }[]
}

/** A route: a dashed line with dots at its waypoints and the whole length at its end. */
export function paintRuler(easel: Easel, { route, label, colour, lift = 24 }: RulerLine): void {
  const { context, pixelRatio } = easel
  const places = route.map((place) => toPixels(easel, place))
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const [paint, width] of [
    ['rgb(0 0 0 / 0.55)', 6],
    [colour, 3],
  ] as const) {
    context.strokeStyle = paint
    context.lineWidth = width * pixelRatio
    context.setLineDash([9 * pixelRatio, 7 * pixelRatio])
    context.beginPath()
    places.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
    context.stroke()
  }
  context.setLineDash([])
  for (const { x, y } of places) {
    context.beginPath()
    context.arc(x, y, 5 * pixelRatio, 0, Math.PI * 2)
    context.fillStyle = colour
    context.fill()
    context.strokeStyle = 'rgb(0 0 0 / 0.7)'
    context.lineWidth = 1.5 * pixelRatio
    context.stroke()
  }
  const end = places.at(-1)
  if (end !== undefined) paintPill(easel, label, { x: end.x, y: end.y - lift * pixelRatio })
}

/** Three rings, one after the other, and the name of who points; without motion it stands still. */
export function paintRipple(easel: Easel, ripple: Ripple, isStill: boolean): void {
  const { context, camera, pixelRatio } = easel
  const { x, y } = toPixels(easel, ripple.at)
  const reach = Math.max(camera.zoom * 1.4, 60) * pixelRatio
  for (const delay of [0, 0.18, 0.36]) {
    const share = isStill ? 0.4 + delay : (ripple.share - delay) / (1 - delay)
    if (share <= 0 || share >= 1) continue
    context.globalAlpha = (1 - share) ** 1.4
    context.strokeStyle = ripple.colour
    context.lineWidth = (2 + 4 * (1 - share)) * pixelRatio
    context.beginPath()
    context.arc(x, y, reach * share, 0, Math.PI * 2)
    context.stroke()
  }
  context.globalAlpha = 1
  context.fillStyle = ripple.colour
  context.beginPath()
  context.arc(x, y, 5 * pixelRatio, 0, Math.PI * 2)
  context.fill()
  if (ripple.name !== '') paintPill(easel, ripple.name, { x, y: y + 22 * pixelRatio })
}

/** A trail that thins out towards where the pointer was. */
export function paintComet(easel: Easel, { colour, places }: Comet): void {
  const { context, pixelRatio } = easel
  context.lineCap = 'round'
  context.strokeStyle = colour
  places.forEach(({ at, share }, index) => {
    const before = places[index - 1]
    if (before === undefined) return
    const [from, to] = [toPixels(easel, before.at), toPixels(easel, at)]
    context.globalAlpha = Math.max(0, 1 - share)
    context.lineWidth = (1 + 7 * Math.max(0, 1 - share)) * pixelRatio
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.stroke()
  })
  context.globalAlpha = 1
}

/** Where the keyboard is. */
export function paintCrosshair(easel: Easel, at: Point): void {
  const { context, pixelRatio, palette } = easel
  const { x, y } = toPixels(easel, at)
  const reach = 12 * pixelRatio
  for (const [paint, width] of [
    ['rgb(0 0 0 / 0.6)', 5],
    [palette.colours['token-selected'], 2.5],
  ] as const) {
    context.strokeStyle = paint
    context.lineWidth = width * pixelRatio
    context.beginPath()
    context.moveTo(x - reach, y)
    context.lineTo(x + reach, y)
    context.moveTo(x, y - reach)
    context.lineTo(x, y + reach)
    context.stroke()
  }
}

/** Words on a dark pill, in the middle of a place in device pixels. */
export function paintPill({ context, pixelRatio, palette }: Easel, text: string, at: Point): void {
  context.font = `600 ${14 * pixelRatio}px ${palette.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const width = context.measureText(text).width + 18 * pixelRatio
  const height = 26 * pixelRatio
  context.fillStyle = palette.colours['map-label-ground']
  context.beginPath()
  context.roundRect(at.x - width / 2, at.y - height / 2, width, height, height / 2)
  context.fill()
  context.fillStyle = palette.colours['map-label']
  context.fillText(text, at.x, at.y + pixelRatio)
}
