import fc from 'fast-check'
import type { Point, Wall, WallNature } from '../wall.ts'

/** Places with both coordinates drawn from the same numbers. */
export function arbitraryPlace(coordinate: fc.Arbitrary<number>): fc.Arbitrary<Point> {
  return fc.record({ x: coordinate, y: coordinate })
}

/** Walls of every kind, some hindering from one side only, with ids of their own. */
export function arbitraryWalls(coordinate: fc.Arbitrary<number>): fc.Arbitrary<Wall[]> {
  const place = arbitraryPlace(coordinate)
  const wall = fc
    .tuple(nature, place, place, side)
    .map(([what, from, to, hinders]) => ({ ...what, from, to, side: hinders }))
  return fc
    .array(wall, { maxLength: 30 })
    .map((walls) => walls.map((each, number) => ({ ...each, id: `w${number}` })))
}

/** Whole cells: walls that share ends, meet in a T, cross, lie on one line, or are doubled. */
export const wholeCells = fc.integer({ min: -8, max: 8 })

/** Whole and half cells, where eyes stand on walls, on their ends and in line with them. */
export const halfCells = fc.integer({ min: -16, max: 16 }).map((half) => half / 2)

/** Thousandths of a cell, where hardly anything lines up. */
export const anyCells = fc.integer({ min: -20_000, max: 20_000 }).map((part) => part / 1000)

const nature: fc.Arbitrary<WallNature> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<WallNature>({ kind: 'wall' }) },
  { weight: 3, arbitrary: fc.constant<WallNature>({ kind: 'terrain' }) },
  { weight: 1, arbitrary: fc.constant<WallNature>({ kind: 'window' }) },
  fc.record({ kind: fc.constant('door' as const), isOpen: fc.boolean() }),
)
const side = fc.constantFrom<Wall['side'][]>(undefined, 'both', 'both', 'left', 'right')
