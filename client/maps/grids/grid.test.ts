import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pointDistance, routeDistance } from './distance.ts'
import type { DistanceRule } from './distance.ts'
import { cellOf, centreOf, cornersOf, neighboursOf, snapMiddle } from './grid.ts'
import type { Cell, GridKind } from './grid.ts'

const divided = fc.constantFrom<GridKind>('square', 'hex-pointy', 'hex-flat')
const hexes = fc.constantFrom('hex-pointy' as const, 'hex-flat' as const)
const rules = fc.constantFrom<DistanceRule>(
  'equal-diagonals',
  'alternating-diagonals',
  'euclidean',
  'manhattan',
)
const number = fc.integer({ min: -30, max: 30 })
const cells: fc.Arbitrary<Cell> = fc.record({ column: number, row: number })
const coordinate = fc.double({ min: -30, max: 30, noNaN: true })
const places = fc.record({ x: coordinate, y: coordinate })

describe('cells', () => {
  test('the middle of a cell lies in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<GridKind>('square', 'hex-pointy', 'hex-flat', 'none'),
        cells,
        (grid, cell) => {
          expect(cellOf(grid, centreOf(grid, cell))).toEqual(cell)
        },
      ),
    )
  })

  test('on hexes a place lies in the cell whose middle is nearest', () => {
    fc.assert(
      fc.property(hexes, places, (grid, place) => {
        const cell = cellOf(grid, place)
        const own = pointDistance({ grid, rule: 'euclidean' }, place, centreOf(grid, cell))
        for (const other of neighboursOf(grid, cell)) {
          const theirs = pointDistance({ grid, rule: 'euclidean' }, place, centreOf(grid, other))
          expect(own).toBeLessThanOrEqual(theirs + 1e-9)
        }
      }),
    )
  })

  test('have 8 neighbours on squares, 6 on hexes, each mutual and one unit away but for diagonals', () => {
    fc.assert(
      fc.property(divided, cells, (grid, cell) => {
        const around = neighboursOf(grid, cell)
        expect(around).toHaveLength(grid === 'square' ? 8 : 6)
        for (const other of around) {
          expect(neighboursOf(grid, other)).toContainEqual(cell)
          const away = pointDistance(
            { grid, rule: 'euclidean' },
            centreOf(grid, cell),
            centreOf(grid, other),
          )
          expect(away).toBeCloseTo(
            grid === 'square' && other.column !== cell.column && other.row !== cell.row
              ? Math.SQRT2
              : 1,
            9,
          )
        }
      }),
    )
    expect(neighboursOf('none', { column: 0, row: 0 })).toEqual([])
  })

  test('the first cell begins at the corner of the map on every grid', () => {
    for (const grid of ['square', 'hex-pointy', 'hex-flat', 'none'] as const) {
      const corners = cornersOf(grid, { column: 0, row: 0 })
      expect(Math.min(...corners.map(({ x }) => x))).toBeCloseTo(0, 12)
      expect(Math.min(...corners.map(({ y }) => y))).toBeCloseTo(0, 12)
    }
  })
})

describe('snapping', () => {
  test('puts tokens of odd size on the middle of their cell, and keeps them there', () => {
    fc.assert(
      fc.property(divided, places, fc.constantFrom(0.5, 1, 3), (grid, place, size) => {
        const snapped = snapMiddle(grid, place, size)
        expect(snapped).toEqual(centreOf(grid, cellOf(grid, place)))
        expect(snapMiddle(grid, snapped, size)).toEqual(snapped)
      }),
    )
  })

  test('puts tokens of even size on the nearest corner of cells', () => {
    expect(snapMiddle('square', { x: 3.4, y: 7.6 }, 2)).toEqual({ x: 3, y: 8 })
    fc.assert(
      fc.property(divided, places, (grid, place) => {
        const snapped = snapMiddle(grid, place, 2)
        const away = Math.hypot(snapped.x - place.x, snapped.y - place.y)
        expect(away).toBeLessThanOrEqual(Math.SQRT1_2 + 1e-9)
        const corners = cornersOf(grid, cellOf(grid, place))
        expect(corners).toContainEqual(snapped)
      }),
    )
  })

  test('without a grid leaves tokens where they are', () => {
    expect(snapMiddle('none', { x: 3.21, y: 4.56 }, 1)).toEqual({ x: 3.21, y: 4.56 })
  })
})

describe('distance', () => {
  test.each([
    ['equal-diagonals', 4],
    ['alternating-diagonals', 5],
    ['euclidean', 5],
    ['manhattan', 7],
  ] as const)('four across and three down is by %s %d cells', (rule, expected) => {
    const route = [
      { column: 1, row: 1 },
      { column: 5, row: 4 },
    ]
    expect(routeDistance({ grid: 'square', rule }, route)).toBe(expected)
  })

  test('every second diagonal counts double all along a route, not anew at each waypoint', () => {
    const route = [0, 1, 2, 3].map((step) => ({ column: step, row: step }))
    expect(routeDistance({ grid: 'square', rule: 'alternating-diagonals' }, route)).toBe(4)
  })

  test('on hexes is the number of steps', () => {
    const route = [
      { column: 0, row: 0 },
      { column: 3, row: -1 },
      { column: 3, row: 4 },
    ]
    for (const grid of ['hex-pointy', 'hex-flat'] as const) {
      expect(routeDistance({ grid, rule: 'equal-diagonals' }, route)).toBe(8)
    }
  })

  test('is the least number of steps from neighbour to neighbour', () => {
    fc.assert(
      fc.property(divided, cells, cells, (grid, from, to) => {
        const measure = { grid, rule: 'equal-diagonals' as const }
        const steps = routeDistance(measure, [from, to])
        if (steps === 0) return expect(from).toEqual(to)
        const nearer = neighboursOf(grid, from).map((next) => routeDistance(measure, [next, to]))
        expect(Math.min(...nearer)).toBe(steps - 1)
      }),
    )
  })

  test('is the same both ways, and, where diagonals are not counted in turns, never longer by a straight way', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<GridKind>('square', 'hex-pointy', 'hex-flat', 'none'),
        rules,
        places,
        places,
        places,
        (grid, rule, one, two, three) => {
          const measure = { grid, rule }
          const there = pointDistance(measure, one, two)
          expect(pointDistance(measure, two, one)).toBeCloseTo(there, 9)
          const around = pointDistance(measure, one, three) + pointDistance(measure, three, two)
          expect(there).toBeLessThanOrEqual(around + 1e-9)
        },
      ),
    )
  })
})
