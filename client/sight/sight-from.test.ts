import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaContains, areaSize, reachTowards } from './sight-area.ts'
import { sightFrom } from './sight-from.ts'
import {
  anyCells,
  arbitraryPlace,
  arbitraryWalls,
  halfCells,
  wholeCells,
} from './testing/arbitrary-walls.ts'
import { castRay } from './testing/cast-ray.ts'
import { createCaves, createRooms, createThicket, seededRandom } from './testing/dungeon.ts'
import { indexWalls } from './wall-index.ts'
import type { Point, Wall } from './wall.ts'

/** Directions that meet no corner of a lattice, all round. */
const directions = Array.from({ length: 97 }, (_, i) => {
  const angle = (i / 97) * 2 * Math.PI + 0.0123456789
  return { x: Math.cos(angle), y: Math.sin(angle) }
})

function expectAsCast(walls: readonly Wall[], eye: Point, range: number): void {
  const area = sightFrom(indexWalls(walls), eye, range)
  for (const direction of directions) {
    const cast = castRay(walls, eye, direction, range)
    const reach = reachTowards(area, direction.x, direction.y)
    expect(Math.abs(reach - cast)).toBeLessThanOrEqual(1e-6 * Math.max(1, cast))
    if (cast < 0.001) continue
    const at = (distance: number): Point => ({
      x: eye.x + direction.x * distance,
      y: eye.y + direction.y * distance,
    })
    const [before, behind] = [at(cast * 0.999), at(cast * 1.001 + 0.05)]
    expect(areaContains(area, before.x, before.y)).toBe(true)
    expect(areaContains(area, behind.x, behind.y)).toBe(false)
  }
}

describe('what an eye sees is what rays find', () => {
  test('among walls anywhere', () => {
    fc.assert(
      fc.property(arbitraryWalls(anyCells), arbitraryPlace(anyCells), (walls, eye) => {
        expectAsCast(walls, eye, 15)
      }),
      { numRuns: 150 },
    )
  })

  test('among walls that share ends, meet in a T, cross, lie on one line or are doubled', () => {
    fc.assert(
      fc.property(arbitraryWalls(wholeCells), arbitraryPlace(anyCells), (walls, eye) => {
        expectAsCast(walls, eye, 12)
      }),
      { numRuns: 150 },
    )
  })

  test('for an eye on walls, on their ends and in line with them', () => {
    fc.assert(
      fc.property(
        arbitraryWalls(wholeCells),
        arbitraryPlace(halfCells),
        fc.integer({ min: 1, max: 40 }),
        expectAsCast,
      ),
      { numRuns: 250 },
    )
  })

  test('a million cells from the corner of the map', () => {
    const far = halfCells.map((half) => 1_048_576 + half)
    fc.assert(
      fc.property(arbitraryWalls(far), arbitraryPlace(far), (walls, eye) => {
        expectAsCast(walls, eye, 20)
      }),
    )
  })

  test('on maps a hundred thousand cells across', () => {
    const huge = fc.integer({ min: -50_000, max: 50_000 })
    fc.assert(
      fc.property(arbitraryWalls(huge), arbitraryPlace(huge), (walls, eye) => {
        expectAsCast(walls, eye, 80_000)
      }),
    )
  })

  test.each([
    ['rooms', createRooms(2000, seededRandom(1)), 95],
    ['caves', createCaves(2000, seededRandom(2)), 95],
    ['a thicket', createThicket(2000, 100, seededRandom(3)), 95],
  ])('in %s of 2,000 walls, near and far', (_name, walls, sideCells) => {
    const random = seededRandom(4)
    for (let i = 0; i < 12; i += 1) {
      const eye = { x: random() * sideCells, y: random() * sideCells }
      expectAsCast(walls, eye, i % 2 === 0 ? 12 : 150)
    }
  })
})

describe('what an eye sees, in cells', () => {
  const room: Wall[] = [
    wall('north', 0, 0, 4, 0),
    wall('east', 4, 0, 4, 4),
    wall('south', 4, 4, 0, 4),
    wall('west', 0, 4, 0, 0),
  ]

  test('all of a closed room and nothing else', () => {
    const area = sightFrom(indexWalls(room), { x: 1, y: 3 }, 60)
    expect(areaSize(area)).toBeCloseTo(16, 9)
    expect(areaContains(area, 3.99, 0.01)).toBe(true)
    expect(areaContains(area, 4.01, 2)).toBe(false)
  })

  test('the whole circle of its range where no wall stands', () => {
    expect(areaSize(sightFrom(indexWalls([]), { x: 5, y: 5 }, 3))).toBeCloseTo(9 * Math.PI, 9)
  })

  test('a wall through the range leaves the circle on this side of it', () => {
    const area = sightFrom(indexWalls([wall('w', -10, 1, 10, 1)]), { x: 0, y: 0 }, 2)
    const cap = 4 * Math.acos(1 / 2) - Math.sqrt(3)
    expect(areaSize(area)).toBeCloseTo(4 * Math.PI - cap, 9)
  })

  test('two walls that only touch leave no gap to peep through', () => {
    const walls = [wall('a', -5, 1, 0.1 + 0.2, 1), wall('b', 0.3, 1, 5, 1)]
    const area = sightFrom(indexWalls(walls), { x: 0.3, y: 0 }, 4)
    expect(areaContains(area, 0.3, 1.001)).toBe(false)
  })

  test('a wall it stands on hides neither side, and the room is as large as without it', () => {
    const split = sightFrom(indexWalls([...room, wall('split', 2, 1, 2, 3)]), { x: 2, y: 2 }, 60)
    expect(areaSize(split)).toBeCloseTo(16, 9)
  })

  test('nothing with a range of 0', () => {
    const area = sightFrom(indexWalls(room), { x: 1, y: 1 }, 0)
    expect(areaSize(area)).toBe(0)
    expect(areaContains(area, 1, 1)).toBe(false)
  })

  test('an endless range is a mistake that says what to do', () => {
    expect(() => sightFrom(indexWalls([]), { x: 1, y: 1 }, Infinity)).toThrow('use the diagonal')
  })
})

function wall(id: string, x: number, y: number, toX: number, toY: number): Wall {
  return { id, kind: 'wall', from: { x, y }, to: { x: toX, y: toY } }
}
