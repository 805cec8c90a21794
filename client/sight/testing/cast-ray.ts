import { countsFrom, sightHindrance } from '../wall.ts'
import type { Point, Wall } from '../wall.ts'

/**
 * How far an eye sees in a direction of length 1, by looking at every wall: slow and plain, to test by.
 * Walls met edge-on hide nothing.
 */
export function castRay(
  walls: readonly Wall[],
  eye: Point,
  direction: Point,
  range: number,
): number {
  const solid: number[] = [range]
  const terrain: number[] = []
  for (const wall of walls) {
    const distance = distanceAlong(wall, eye, direction)
    if (distance === undefined || !countsFrom(wall, eye)) continue
    const hindrance = sightHindrance(wall)
    if (hindrance === 'solid') solid.push(distance)
    if (hindrance === 'terrain') terrain.push(distance)
  }
  terrain.sort((one, other) => one - other)
  return Math.min(...solid, terrain[1] ?? Infinity)
}

function distanceAlong(wall: Wall, eye: Point, direction: Point): number | undefined {
  const wallX = wall.to.x - wall.from.x
  const wallY = wall.to.y - wall.from.y
  const awayX = wall.from.x - eye.x
  const awayY = wall.from.y - eye.y
  const edge = awayX * wallY - awayY * wallX
  if (Math.abs(edge) <= 1e-9 * Math.hypot(wallX, wallY)) return undefined
  const slant = direction.x * wallY - direction.y * wallX
  if (slant === 0) return undefined
  const distance = edge / slant
  const along = (awayX * direction.y - awayY * direction.x) / slant
  return distance > 0 && along >= 0 && along <= 1 ? distance : undefined
}
