import { createEnvelope } from './envelope.ts'
import type { Envelope } from './envelope.ts'
import { areaBehind } from './sight-area.ts'
import type { SightArea } from './sight-area.ts'
import { stretchesOf } from './stretch.ts'
import { turnOf, wholeTurn } from './turn.ts'
import { hindranceFor } from './wall-index.ts'
import type { WallIndex } from './wall-index.ts'
import type { Point } from './wall.ts'

/**
 * What an eye sees among walls within a range in cells: exact, whatever the walls cross, touch or share.
 * A wall the eye stands on is seen edge-on and hides nothing: `offTheWalls` finds it a better place.
 *
 * Buckets are visited in rings from the near to the far. One that lies behind what was found is skipped,
 * so the cost follows what is seen and not how many walls there are.
 */
export function sightFrom(index: WallIndex, eye: Point, range: number): SightArea {
  if (!Number.isFinite(range)) {
    throw new RangeError(
      'A range of sight must be finite: use the diagonal of the map for all of it.',
    )
  }
  if (range <= 0) return { eye, range: 0, sectors: [] }
  const nearest = createEnvelope()
  const firstTerrain = createEnvelope()
  const isMet = new Uint8Array(index.walls.length)

  function meet(number: number): void {
    const wall = index.walls[number]
    if (wall === undefined || isMet[number] === 1) return
    isMet[number] = 1
    const hindrance = hindranceFor(wall, eye)
    if (hindrance === 'none') return
    const { from, to } = wall
    for (const stretch of stretchesOf(from.x - eye.x, from.y - eye.y, to.x - eye.x, to.y - eye.y)) {
      if (hindrance === 'solid') nearest.add(stretch)
      // Terrain behind other terrain hides like a wall.
      else firstTerrain.add(stretch, (hidden) => nearest.add(hidden))
    }
  }

  function visit(column: number, row: number): void {
    const numbers = index.inBucket(column, row)
    if (numbers.length === 0 || isHidden(nearest, index, eye, column, row, range)) return
    for (const number of numbers) meet(number)
  }

  const { side, columns, rows } = index
  const column = Math.floor((eye.x - index.left) / side)
  const row = Math.floor((eye.y - index.top) / side)
  const first = Math.max(0, -column, column - columns + 1, -row, row - rows + 1)
  const farthest = Math.max(column, columns - 1 - column, row, rows - 1 - row)
  const last = Math.min(farthest, Math.floor(range / side) + 1)
  for (let distance = first; distance <= last; distance += 1) {
    forEachInRing(index, column, row, distance, visit)
    if (nearest.hides(0, wholeTurn, (distance * side) ** 2)) break
  }
  return areaBehind(eye, range, nearest.stretches)
}

/** Visits the buckets that are so many away from one, as far as the index has them. */
function forEachInRing(
  { columns, rows }: WallIndex,
  column: number,
  row: number,
  distance: number,
  visit: (column: number, row: number) => void,
): void {
  const left = Math.max(column - distance, 0)
  const right = Math.min(column + distance, columns - 1)
  for (let y = Math.max(row - distance, 0); y <= Math.min(row + distance, rows - 1); y += 1) {
    if (Math.abs(y - row) === distance) {
      for (let x = left; x <= right; x += 1) visit(x, y)
    } else {
      if (column - distance === left) visit(left, y)
      if (column + distance === right) visit(right, y)
    }
  }
}

/** Whether a bucket lies out of range or behind what is seen already. */
function isHidden(
  nearest: Envelope,
  index: WallIndex,
  eye: Point,
  column: number,
  row: number,
  range: number,
): boolean {
  // Grown a little, because a wall may touch its bucket from just outside.
  const room = index.side * 1e-5
  const left = index.left + column * index.side - eye.x - room
  const top = index.top + row * index.side - eye.y - room
  const right = left + index.side + 2 * room
  const bottom = top + index.side + 2 * room
  const nearX = Math.max(left, -right, 0)
  const nearY = Math.max(top, -bottom, 0)
  const squared = nearX * nearX + nearY * nearY
  if (squared === 0) return false
  if (squared > range * range) return true
  const corners = [
    turnOf(left, top),
    turnOf(right, top),
    turnOf(left, bottom),
    turnOf(right, bottom),
  ]
  if (left > 0 && top <= 0 && bottom >= 0) {
    // Across the turn 0: above the axis and below it.
    const below = Math.max(turnOf(left, bottom), turnOf(right, bottom))
    const above = Math.min(turnOf(left, top), turnOf(right, top))
    return nearest.hides(0, below, squared) && nearest.hides(above, wholeTurn, squared)
  }
  return nearest.hides(Math.min(...corners), Math.max(...corners), squared)
}
