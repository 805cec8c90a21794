import { countsFrom, sightHindrance } from './wall.ts'
import type { Hindrance, Point, Wall } from './wall.ts'

/** Walls in a grid of buckets, so that only those near somebody are looked at. */
export interface WallIndex {
  readonly walls: readonly Wall[]
  /** The left top corner of the buckets and their side, in cells. */
  readonly left: number
  readonly top: number
  readonly side: number
  readonly columns: number
  readonly rows: number
  /** The numbers of the walls that touch a bucket. */
  inBucket(column: number, row: number): readonly number[]
}

/**
 * Builds the index; walls without length are left out of it, for they hide nothing. An index of the same
 * stretches, such as the one from before a door was opened, saves the work.
 */
export function indexWalls(walls: readonly Wall[], former?: WallIndex): WallIndex {
  if (former !== undefined && isSamePlan(walls, former.walls)) return { ...former, walls }
  const lasting = walls
    .map((wall, number) => ({ wall, number }))
    .filter(({ wall }) => hasLength(wall))
  const [left, right] = extent(lasting.flatMap(({ wall }) => [wall.from.x, wall.to.x]))
  const [top, bottom] = extent(lasting.flatMap(({ wall }) => [wall.from.y, wall.to.y]))
  const side = bucketSide(right - left, bottom - top, lasting.length)
  const columns = Math.floor((right - left) / side) + 1
  const rows = Math.floor((bottom - top) / side) + 1
  const buckets = new Array<number[] | undefined>(columns * rows)

  for (const { wall, number } of lasting) {
    forEachBucket(wall, { left, top, side, columns, rows }, (bucket) => {
      const there = buckets[bucket]
      if (there === undefined) buckets[bucket] = [number]
      else there.push(number)
    })
  }
  function inBucket(column: number, row: number): readonly number[] {
    return buckets[row * columns + column] ?? nothing
  }
  return { walls, left, top, side, columns, rows, inBucket }
}

/** How a wall treats an eye at a place, its side taken into account. */
export function hindranceFor(wall: Wall, eye: Point): Hindrance {
  return countsFrom(wall, eye) ? sightHindrance(wall) : 'none'
}

interface Buckets {
  readonly left: number
  readonly top: number
  readonly side: number
  readonly columns: number
  readonly rows: number
}

/** Every bucket a wall passes, row by row; neighbours it only touches are included. */
function forEachBucket(wall: Wall, buckets: Buckets, visit: (bucket: number) => void): void {
  const { left, top, side, columns, rows } = buckets
  const [upper, lower] = wall.from.y <= wall.to.y ? [wall.from, wall.to] : [wall.to, wall.from]
  const firstRow = clampIndex((upper.y - top) / side - slack, rows)
  const lastRow = clampIndex((lower.y - top) / side + slack, rows)
  const slope = lower.y === upper.y ? undefined : (lower.x - upper.x) / (lower.y - upper.y)
  for (let row = firstRow; row <= lastRow; row += 1) {
    const enterY = Math.max(upper.y, top + (row - slack) * side)
    const leaveY = Math.min(lower.y, top + (row + 1 + slack) * side)
    const enterX = slope === undefined ? upper.x : upper.x + (enterY - upper.y) * slope
    const leaveX = slope === undefined ? lower.x : upper.x + (leaveY - upper.y) * slope
    const first = clampIndex((Math.min(enterX, leaveX) - left) / side - slack, columns)
    const last = clampIndex((Math.max(enterX, leaveX) - left) / side + slack, columns)
    for (let column = first; column <= last; column += 1) visit(row * columns + column)
  }
}

function bucketSide(width: number, height: number, count: number): number {
  const fair = Math.sqrt((width * height) / Math.max(count, 1))
  const side = Math.max(fair, width / mostBuckets, height / mostBuckets)
  return Math.max(side, leastBucketCells)
}

function extent(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 0]
  return [
    values.reduce((least, value) => Math.min(least, value)),
    values.reduce((greatest, value) => Math.max(greatest, value)),
  ]
}

function isSamePlan(walls: readonly Wall[], former: readonly Wall[]): boolean {
  return (
    walls.length === former.length &&
    walls.every((wall, number) => {
      const before = former[number]
      return (
        before !== undefined &&
        isSamePlace(wall.from, before.from) &&
        isSamePlace(wall.to, before.to)
      )
    })
  )
}

function isSamePlace(one: Point, other: Point): boolean {
  return one.x === other.x && one.y === other.y
}

function hasLength({ from, to }: Wall): boolean {
  return from.x !== to.x || from.y !== to.y
}

function clampIndex(value: number, count: number): number {
  return Math.min(Math.max(Math.floor(value), 0), count - 1)
}

/** Smaller ones would hold next to nothing, and be too many to walk through. */
const leastBucketCells = 0.25
/** Along one side of the grid. */
const mostBuckets = 1024
/** Part of a bucket's side by which a wall counts as touching the next one: rounding must lose none. */
const slack = 1e-6
const nothing: readonly number[] = []
