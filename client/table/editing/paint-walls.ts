import type { Wall } from '../../sight/index.ts'
import type { BarrierKind } from '../../world/index.ts'
import type { Point } from '../camera.ts'
import { toPixels, type Easel } from '../tools/paint-drawings.ts'

/** What a GM sees of walls while the tool for them is in hand. */
export interface WallsShown {
  readonly walls: readonly Wall[]
  /** The ids of those that are picked. */
  readonly picked: readonly string[]
  readonly drawn:
    { readonly kind: BarrierKind; readonly from: Point; readonly to: Point } | undefined
  readonly moved: readonly { readonly from: Point; readonly to: Point }[]
  /** Where the next press would land. */
  readonly at: Point | undefined
}

/** Each kind has its colour and its stroke, so that the colour is not the only sign. */
const looks: Readonly<
  Record<BarrierKind, { colour: string; dash: readonly number[]; width: number }>
> = {
  wall: { colour: '#ffb454', dash: [], width: 3.5 },
  door: { colour: '#d7a6ff', dash: [], width: 6 },
  window: { colour: '#7fd4ff', dash: [9, 6], width: 3.5 },
  terrain: { colour: '#9be38a', dash: [2, 6], width: 4 },
}

/** Paints every wall in sight, its ends, and what is being drawn or moved. */
export function paintWalls(easel: Easel, shown: WallsShown): void {
  const { context } = easel
  const picked = new Set(shown.picked)
  const seen = shown.walls.filter((wall) => isInSight(easel, wall))
  context.lineCap = 'round'
  for (const wall of seen) paintStretch(easel, wall, wall.kind, picked.has(wall.id))
  for (const { from, to } of seen) for (const end of [from, to]) paintEnd(easel, end, false)
  if (shown.drawn !== undefined) {
    const { kind, from, to } = shown.drawn
    context.globalAlpha = 0.75
    paintStretch(easel, { from, to }, kind, true)
    context.globalAlpha = 1
    paintEnd(easel, from, true)
  }
  for (const { to } of shown.moved) paintEnd(easel, to, true)
  if (shown.at !== undefined) paintEnd(easel, shown.at, true)
}

function paintStretch(
  easel: Easel,
  { from, to }: { readonly from: Point; readonly to: Point },
  kind: BarrierKind,
  isPicked: boolean,
): void {
  const { context, pixelRatio } = easel
  const { colour, dash, width } = looks[kind]
  const [start, end] = [toPixels(easel, from), toPixels(easel, to)]
  context.beginPath()
  context.moveTo(start.x, start.y)
  context.lineTo(end.x, end.y)
  context.setLineDash([])
  context.strokeStyle = isPicked ? '#ffffff' : 'rgb(0 0 0 / 0.7)'
  context.lineWidth = (width + (isPicked ? 5 : 3)) * pixelRatio
  context.stroke()
  context.strokeStyle = colour
  context.lineWidth = width * pixelRatio
  context.setLineDash(dash.map((length) => length * pixelRatio))
  context.stroke()
  context.setLineDash([])
}

function paintEnd(easel: Easel, place: Point, isNoted: boolean): void {
  const { context, pixelRatio } = easel
  const { x, y } = toPixels(easel, place)
  context.beginPath()
  context.arc(x, y, (isNoted ? 6.5 : 4) * pixelRatio, 0, Math.PI * 2)
  context.fillStyle = isNoted ? '#ffffff' : '#ffe6c2'
  context.fill()
  context.strokeStyle = 'rgb(0 0 0 / 0.85)'
  context.lineWidth = 1.5 * pixelRatio
  context.stroke()
}

function isInSight(easel: Easel, { from, to }: Wall): boolean {
  const [start, end] = [toPixels(easel, from), toPixels(easel, to)]
  const { width, height } = easel.context.canvas
  return (
    Math.max(start.x, end.x) > -20 &&
    Math.max(start.y, end.y) > -20 &&
    Math.min(start.x, end.x) < width + 20 &&
    Math.min(start.y, end.y) < height + 20
  )
}
