import { reachAlong, stretchesOf } from './stretch.ts'
import type { Stretch } from './stretch.ts'
import { alongTurn, cross, sliver, turnOf, wholeTurn } from './turn.ts'
import type { Point } from './wall.ts'

/**
 * What an eye sees of the floor: the circle of its range, cut by what stands in the way. It is exact:
 * sectors sorted by turn, each ending on a wall (`isArc` false) or on the circle (`isArc` true).
 */
export interface SightArea {
  readonly eye: Point
  /** In cells. */
  readonly range: number
  readonly sectors: readonly Sector[]
}

/** From the eye to a straight line or to an arc of the range, between two turns; relative to the eye. */
export interface Sector {
  readonly startTurn: number
  readonly endTurn: number
  readonly startX: number
  readonly startY: number
  readonly endX: number
  readonly endY: number
  readonly isArc: boolean
}

/** Cuts the circle of a range by stretches that are sorted by turn and do not overlap. */
export function areaBehind(eye: Point, range: number, stretches: readonly Stretch[]): SightArea {
  const sectors: Sector[] = []
  let turn = 0
  for (const stretch of stretches) {
    if (stretch.start.turn > turn + sliver) addArcs(sectors, range, turn, stretch.start.turn)
    addStretch(sectors, range, stretch)
    turn = stretch.end.turn
  }
  if (turn < wholeTurn - sliver) addArcs(sectors, range, turn, wholeTurn)
  return { eye, range, sectors }
}

/** The same view with a shorter range: what a lamp lights brightly of what it lights at all. */
export function narrowed(area: SightArea, range: number): SightArea {
  if (range >= area.range) return area
  const straight = area.sectors.filter(({ isArc }) => !isArc)
  return areaBehind(area.eye, range, straight.flatMap(sectorStretch))
}

/** Whether a place lies in the area, its border included. */
export function areaContains(area: SightArea, x: number, y: number): boolean {
  const awayX = x - area.eye.x
  const awayY = y - area.eye.y
  const squared = awayX * awayX + awayY * awayY
  if (squared > area.range * area.range * (1 + margin)) return false
  if (squared === 0) return area.range > 0
  const sector = area.sectors[sectorAt(area.sectors, turnOf(awayX, awayY))]
  if (sector === undefined) return false
  if (sector.isArc) return true
  const beyond = cross(
    sector.endX - sector.startX,
    sector.endY - sector.startY,
    awayX - sector.startX,
    awayY - sector.startY,
  )
  const size = Math.abs(sector.endX - sector.startX) + Math.abs(sector.endY - sector.startY)
  return beyond >= -margin * size * (1 + Math.sqrt(squared))
}

/** How far the eye sees along a direction, in cells. The direction must have a length. */
export function reachTowards(area: SightArea, directionX: number, directionY: number): number {
  const sector = area.sectors[sectorAt(area.sectors, turnOf(directionX, directionY))]
  if (sector === undefined || sector.isArc) return area.range
  const alongX = sector.endX - sector.startX
  const alongY = sector.endY - sector.startY
  const times =
    cross(sector.startX, sector.startY, alongX, alongY) /
    cross(directionX, directionY, alongX, alongY)
  return times * Math.hypot(directionX, directionY)
}

/** How much floor is seen, in square cells. */
export function areaSize(area: SightArea): number {
  return area.sectors.reduce((sum, sector) => {
    const { startX, startY, endX, endY, isArc } = sector
    const doubled = cross(startX, startY, endX, endY)
    if (!isArc) return sum + doubled / 2
    const angle = Math.atan2(doubled, startX * endX + startY * endY)
    return sum + (angle * area.range * area.range) / 2
  }, 0)
}

/** The line a straight sector ends on, as seen from the eye; none for what is edge-on. */
export function sectorStretch(sector: Sector): Stretch[] {
  const whole = stretchesOf(sector.startX, sector.startY, sector.endX, sector.endY)
  // Rounding may carry an end across the turn 0: the sector's own turns say where it lies.
  return whole.filter(({ start }) => Math.abs(start.turn - sector.startTurn) < 2)
}

function addStretch(sectors: Sector[], range: number, stretch: Stretch): void {
  const { start, end } = stretch
  const atStart = reachAlong(stretch, start)
  const atEnd = reachAlong(stretch, end)
  const startX = start.x * atStart
  const startY = start.y * atStart
  const endX = end.x * atEnd
  const endY = end.y * atEnd
  if (stretch.farSquared <= range * range) {
    sectors.push(sectorBetween(start.turn, end.turn, startX, startY, endX, endY))
    return
  }
  const inside = partWithin(startX, startY, endX, endY, range)
  if (inside === undefined) return addArcs(sectors, range, start.turn, end.turn)
  const [low, high] = inside
  const lowX = startX + (endX - startX) * low
  const lowY = startY + (endY - startY) * low
  const highX = startX + (endX - startX) * high
  const highY = startY + (endY - startY) * high
  const lowTurn = low === 0 ? start.turn : clamp(turnOf(lowX, lowY), start.turn, end.turn)
  const highTurn = high === 1 ? end.turn : clamp(turnOf(highX, highY), lowTurn, end.turn)
  if (lowTurn > start.turn) addArcs(sectors, range, start.turn, lowTurn)
  if (highTurn > lowTurn) {
    sectors.push(sectorBetween(lowTurn, highTurn, lowX, lowY, highX, highY))
  }
  if (end.turn > highTurn) addArcs(sectors, range, highTurn, end.turn)
}

/** Arcs end at quarters, so that no sector is wider than one. */
function addArcs(sectors: Sector[], range: number, startTurn: number, endTurn: number): void {
  for (let turn = startTurn; turn < endTurn;) {
    const next = Math.min(endTurn, Math.floor(turn) + 1)
    const [startX, startY] = onCircle(turn, range)
    const [endX, endY] = onCircle(next, range)
    sectors.push({ startTurn: turn, endTurn: next, startX, startY, endX, endY, isArc: true })
    turn = next
  }
}

function sectorBetween(
  startTurn: number,
  endTurn: number,
  startX: number,
  startY: number,
  endX: number,
  endY: number,
): Sector {
  return { startTurn, endTurn, startX, startY, endX, endY, isArc: false }
}

/** The index of the sector a turn lies in. */
export function sectorAt(sectors: readonly Sector[], turn: number): number {
  let low = 0
  let high = sectors.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sectors[middle]?.endTurn ?? Infinity) > turn) high = middle
    else low = middle + 1
  }
  return low
}

/** The part of a straight line within a distance of the eye, as parts of its length. */
function partWithin(
  startX: number,
  startY: number,
  endX: number,
  endY: number,
  range: number,
): readonly [number, number] | undefined {
  const alongX = endX - startX
  const alongY = endY - startY
  const squared = alongX * alongX + alongY * alongY
  const middle = -(startX * alongX + startY * alongY) / squared
  const offset = cross(startX, startY, alongX, alongY)
  const half = (range * range * squared - offset * offset) / (squared * squared)
  if (!(half > 0)) return undefined
  const low = Math.max(0, middle - Math.sqrt(half))
  const high = Math.min(1, middle + Math.sqrt(half))
  return low < high ? [low, high] : undefined
}

function onCircle(turn: number, range: number): readonly [number, number] {
  const [x, y] = alongTurn(turn)
  const stretch = range / Math.hypot(x, y)
  return [x * stretch, y * stretch]
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

/** Relative room for rounding at borders. */
const margin = 1e-9
