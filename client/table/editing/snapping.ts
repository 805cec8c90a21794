import { cellOf, cornersOf, type GridKind } from '../../maps/index.ts'
import type { Wall } from '../../sight/index.ts'
import type { Point } from '../camera.ts'
import { distanceToSpan } from '../tools/simplify.ts'

/** Where a place of a wall goes: to an end that is near, onto a wall, to a corner of the grid, or nowhere. */
export interface Snapping {
  readonly walls: readonly Wall[]
  readonly grid: GridKind
  /** Ends and walls catch from this far, in cells. */
  readonly reach: number
  /** Whether walls catch along all of their length, as for doors. */
  readonly ontoWalls: boolean
  /** Nothing but ends catches. */
  readonly isFree: boolean
}

/** Corners of the grid catch from this far, in cells. */
const CORNER_REACH = 0.36

/** The place that is meant by one that was pointed at, to hundredths of a cell. */
export function snapped(at: Point, { walls, grid, reach, ontoWalls, isFree }: Snapping): Point {
  const end = nearestEnd(walls, at, reach)
  if (end !== undefined) return end
  const corner = isFree || grid === 'none' ? undefined : nearestCorner(grid, at)
  const wall = ontoWalls ? nearestWall(walls, at, reach) : undefined
  if (wall !== undefined) {
    const along = corner === undefined ? at : corner
    const onWall = projected(distanceToSpan(along, wall.from, wall.to) < 0.02 ? along : at, wall)
    return tidy(onWall)
  }
  return tidy(corner ?? at)
}

/** The end of a wall that is nearest to a place, within reach. */
export function nearestEnd(walls: readonly Wall[], at: Point, reach: number): Point | undefined {
  let nearest: Point | undefined
  let away = reach
  for (const { from, to } of walls) {
    for (const end of [from, to]) {
      const distance = Math.hypot(end.x - at.x, end.y - at.y)
      if (distance > away) continue
      away = distance
      nearest = end
    }
  }
  return nearest
}

/** The wall that is nearest to a place, within reach; of several as near the one added last. */
export function nearestWall(walls: readonly Wall[], at: Point, reach: number): Wall | undefined {
  let nearest: Wall | undefined
  let away = reach
  for (const wall of walls) {
    const distance = distanceToSpan(at, wall.from, wall.to)
    if (distance > away) continue
    away = distance
    nearest = wall
  }
  return nearest
}

/** The corner of the grid that catches a place, if any. */
export function nearestCorner(grid: GridKind, at: Point, reach = CORNER_REACH): Point | undefined {
  if (grid === 'none') return undefined
  const corners = cornersOf(grid, cellOf(grid, at))
  const away = (corner: Point) => Math.hypot(corner.x - at.x, corner.y - at.y)
  const [first, ...others] = corners
  if (first === undefined) return undefined
  const nearest = others.reduce((best, one) => (away(one) < away(best) ? one : best), first)
  return away(nearest) <= reach ? nearest : undefined
}

function projected(at: Point, { from, to }: Wall): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const squared = dx * dx + dy * dy
  if (squared === 0) return from
  const part = ((at.x - from.x) * dx + (at.y - from.y) * dy) / squared
  const along = Math.min(Math.max(part, 0), 1)
  return { x: from.x + dx * along, y: from.y + dy * along }
}

function tidy({ x, y }: Point): Point {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 }
}
