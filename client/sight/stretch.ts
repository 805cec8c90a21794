import { cross, sliver, turnOf, wholeTurn } from './turn.ts'

/** A direction from the eye: any vector that points there, and its turn. */
export interface Direction {
  readonly turn: number
  readonly x: number
  readonly y: number
}

/**
 * The part of a wall seen between two directions, relative to the eye. It lies on the line from
 * (ax, ay) to (bx, by), which passes the eye in growing turns, and does not cross the turn 0.
 */
export interface Stretch {
  readonly start: Direction
  readonly end: Direction
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
  /** The square of the distance of its farther end. */
  readonly farSquared: number
}

/** The direction to a place relative to the eye. */
export function directionTo(x: number, y: number): Direction {
  return { turn: turnOf(x, y), x, y }
}

/**
 * A wall as seen from the eye it is relative to: one stretch, or two where it crosses the turn 0. None
 * when it is seen edge-on, which also holds for a wall the eye stands on: it hides nothing.
 */
export function stretchesOf(ax: number, ay: number, bx: number, by: number): Stretch[] {
  const spread = cross(ax, ay, bx, by)
  // The cross product is the line's distance from the eye times the wall's length.
  if (Math.abs(spread) <= edgeOnCells * Math.hypot(bx - ax, by - ay)) return []
  return spread > 0 ? forwards(ax, ay, bx, by) : forwards(bx, by, ax, ay)
}

/** The same wall between two other directions; undefined when next to nothing lies between. */
export function between(whole: Stretch, start: Direction, end: Direction): Stretch | undefined {
  if (end.turn - start.turn <= sliver) return undefined
  if (start === whole.start && end === whole.end) return whole
  return createStretch(start, end, whole.ax, whole.ay, whole.bx, whole.by)
}

/** How many times the direction's vector leads from the eye to the line of the stretch. */
export function reachAlong(stretch: Stretch, towards: Direction): number {
  const alongX = stretch.bx - stretch.ax
  const alongY = stretch.by - stretch.ay
  return cross(stretch.ax, stretch.ay, alongX, alongY) / cross(towards.x, towards.y, alongX, alongY)
}

/** Whether two stretches lie on the very same wall. */
export function isSameLine(one: Stretch, other: Stretch): boolean {
  return one.ax === other.ax && one.ay === other.ay && one.bx === other.bx && one.by === other.by
}

/** Where the lines of two stretches cross, as a direction; undefined when they are parallel. */
export function crossing(one: Stretch, other: Stretch): Direction | undefined {
  const oneX = one.bx - one.ax
  const oneY = one.by - one.ay
  const otherX = other.bx - other.ax
  const otherY = other.by - other.ay
  const slant = cross(oneX, oneY, otherX, otherY)
  if (slant === 0) return undefined
  const part = cross(other.ax - one.ax, other.ay - one.ay, otherX, otherY) / slant
  return directionTo(one.ax + oneX * part, one.ay + oneY * part)
}

function forwards(ax: number, ay: number, bx: number, by: number): Stretch[] {
  const start = directionTo(ax, ay)
  const end = directionTo(bx, by)
  if (start.turn < end.turn) return [createStretch(start, end, ax, ay, bx, by)]
  const before = createStretch(start, lastDirection, ax, ay, bx, by)
  return end.turn <= sliver
    ? [before]
    : [before, createStretch(firstDirection, end, ax, ay, bx, by)]
}

function createStretch(
  start: Direction,
  end: Direction,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): Stretch {
  const line = { start, end, ax, ay, bx, by, farSquared: 0 }
  const atStart = reachAlong(line, start)
  const atEnd = reachAlong(line, end)
  line.farSquared = Math.max(
    atStart * atStart * (start.x * start.x + start.y * start.y),
    atEnd * atEnd * (end.x * end.x + end.y * end.y),
  )
  return line
}

/** An eye nearer to a wall's line than this stands on it: what is left is rounding. */
const edgeOnCells = 1e-9
const firstDirection: Direction = { turn: 0, x: 1, y: 0 }
const lastDirection: Direction = { turn: wholeTurn, x: 1, y: 0 }
