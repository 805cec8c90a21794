import { cross } from './turn.ts'
import type { WallIndex } from './wall-index.ts'
import { countsFrom, hindersMovement } from './wall.ts'
import type { Point, Wall } from './wall.ts'

/**
 * The first wall that stops a straight walk, touching one with the end or a corner included, so that
 * nobody slips between two walls that meet. Where the walk begins and walls it runs along do not stop it.
 */
export function firstBarrier(index: WallIndex, from: Point, to: Point): Wall | undefined {
  let nearest: Wall | undefined
  let nearestPart = Infinity
  for (const wall of wallsIn(index, from, to)) {
    if (!hindersMovement(wall) || !countsFrom(wall, from)) continue
    const part = meetingPart(from, to, wall)
    if (part === undefined || part >= nearestPart) continue
    nearest = wall
    nearestPart = part
  }
  return nearest
}

/**
 * A place for an eye that would stand on a wall: a thousandth of a cell towards where it belongs, such as
 * the place it came from. Elsewhere the place itself. Without this an eye on a wall sees both its sides.
 */
export function offTheWalls(index: WallIndex, place: Point, towards: Point): Point {
  const isOnWall = wallsIn(index, place, place).some((wall) => isOn(wall, place))
  const distance = Math.hypot(towards.x - place.x, towards.y - place.y)
  if (!isOnWall || distance === 0) return place
  const part = Math.min(1, aside / distance)
  return {
    x: place.x + (towards.x - place.x) * part,
    y: place.y + (towards.y - place.y) * part,
  }
}

/** The walls in the buckets under a rectangle between two places. */
function wallsIn(index: WallIndex, one: Point, other: Point): Wall[] {
  const numbers = new Set<number>()
  const firstRow = bucketOf(Math.min(one.y, other.y) - near, index.top, index.side, index.rows)
  const lastRow = bucketOf(Math.max(one.y, other.y) + near, index.top, index.side, index.rows)
  const first = bucketOf(Math.min(one.x, other.x) - near, index.left, index.side, index.columns)
  const last = bucketOf(Math.max(one.x, other.x) + near, index.left, index.side, index.columns)
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = first; column <= last; column += 1) {
      for (const number of index.inBucket(column, row)) numbers.add(number)
    }
  }
  return [...numbers].flatMap((number) => index.walls[number] ?? [])
}

function bucketOf(value: number, start: number, side: number, count: number): number {
  return Math.min(Math.max(Math.floor((value - start) / side), 0), count - 1)
}

/** Which part of the walk lies before the wall; undefined when they do not meet, or only at its start. */
function meetingPart(from: Point, to: Point, wall: Wall): number | undefined {
  const walkX = to.x - from.x
  const walkY = to.y - from.y
  const wallX = wall.to.x - wall.from.x
  const wallY = wall.to.y - wall.from.y
  const slant = cross(walkX, walkY, wallX, wallY)
  if (slant === 0) return undefined
  const part = cross(wall.from.x - from.x, wall.from.y - from.y, wallX, wallY) / slant
  const along = cross(wall.from.x - from.x, wall.from.y - from.y, walkX, walkY) / slant
  const meets = part > near && part <= 1 + near && along >= -near && along <= 1 + near
  return meets ? part : undefined
}

function isOn(wall: Wall, place: Point): boolean {
  const alongX = wall.to.x - wall.from.x
  const alongY = wall.to.y - wall.from.y
  const squared = alongX * alongX + alongY * alongY
  const dot = (place.x - wall.from.x) * alongX + (place.y - wall.from.y) * alongY
  const part = Math.min(Math.max(dot / squared, 0), 1)
  const awayX = wall.from.x + alongX * part - place.x
  const awayY = wall.from.y + alongY * part - place.y
  return awayX * awayX + awayY * awayY <= near * near
}

/** In cells, and as part of a walk: room for rounding. */
const near = 1e-9
/** In cells. */
const aside = 1e-3
