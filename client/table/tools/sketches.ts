import type { DrawingStyle, DrawingView } from '../../world/index.ts'
import type { Point } from '../camera.ts'
import { areaToRim, flatten } from './drawing-geometry.ts'
import { simplify } from './simplify.ts'
import type { AreaShape, AreaTemplate, Draft, PenShape } from './tool.ts'

/** A line through points: as drawn by hand, with no more points than it needs, or straight. */
export function lineOf(
  type: 'stroke' | 'line',
  points: readonly Point[],
  style: DrawingStyle,
): Draft {
  const place = onHundredths(points[0] ?? { x: 0, y: 0 })
  const simple = type === 'stroke' ? simplify(points, 0.03, 400) : points
  const whole = simple.length > 1 ? simple : [place, { x: place.x + 0.01, y: place.y }]
  return { ...place, shape: { type, points: flatten(whole, place) }, style }
}

/** A polygon of these corners; of one corner a dot. */
export function polygonOf(corners: readonly Point[], style: DrawingStyle): Draft {
  const place = onHundredths(corners[0] ?? { x: 0, y: 0 })
  const whole = corners.length > 1 ? corners : [place, place]
  return { ...place, shape: { type: 'polygon', points: flatten(whole, place) }, style }
}

/** What a pen draws from one place to another. */
export function shapedBetween(pen: PenShape, from: Point, to: Point, style: DrawingStyle): Draft {
  if (pen !== 'rectangle' && pen !== 'ellipse') return lineOf('line', [from, to], style)
  const place = onHundredths({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y) })
  const size = onHundredths({ x: Math.abs(to.x - from.x), y: Math.abs(to.y - from.y) })
  return { ...place, shape: { type: pen, width: size.x, height: size.y }, style }
}

/** An area from its place towards another; as long as asked for until the hand has gone some way. */
export function areaBetween(
  wanted: {
    readonly template: AreaShape
    readonly length: number
    /** Of lines. */
    readonly width: number
  },
  from: Point,
  to: Point | undefined,
  style: DrawingStyle,
): Draft {
  const area: AreaTemplate = { type: 'template', ...wanted, direction: 0 }
  const isSpread = to !== undefined && Math.hypot(to.x - from.x, to.y - from.y) > 0.5
  return { ...from, shape: isSpread ? areaToRim(from, area, to) : area, style }
}

/** What is shown on the way need not be exact, but must fit into a message. */
export function shortened(draft: Draft): Draft {
  const { shape } = draft
  if (shape.type !== 'stroke' || shape.points.length <= 400) return draft
  return { ...draft, shape: { ...shape, points: shape.points.slice(-400) } }
}

/** A drawing as the draft that changes it. */
export function draftOf({ id, x, y, shape, style }: DrawingView): Draft {
  return { of: id, x, y, shape, style }
}

/** Areas sit on corners and middles of cells. */
export function onHalves({ x, y }: Point): Point {
  return { x: Math.round(x * 2) / 2, y: Math.round(y * 2) / 2 }
}

/** Finer than a pixel. */
export function onHundredths({ x, y }: Point): Point {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 }
}

/** Whether two places are one. */
export function isSame(one: Point, other: Point): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < 0.01
}

/** Whether two places are that near. */
export function isNear(one: Point, other: Point, reach: number): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) <= reach
}
