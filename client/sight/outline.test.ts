import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outlineOf, traceArea } from './outline.ts'
import { areaContains, areaSize, narrowed } from './sight-area.ts'
import { sightFrom } from './sight-from.ts'
import {
  anyCells,
  arbitraryPlace,
  arbitraryWalls,
  halfCells,
  wholeCells,
} from './testing/arbitrary-walls.ts'
import { indexWalls } from './wall-index.ts'
import type { Point } from './wall.ts'

function sizeOf(outline: readonly Point[]): number {
  const doubled = outline.map(({ x, y }, number) => {
    const next = outline[(number + 1) % outline.length]
    return next === undefined ? 0 : x * next.y - y * next.x
  })
  return doubled.reduce((sum, part) => sum + part, 0) / 2
}

describe('the border of what is seen', () => {
  test('a polygon holds all of the area but what its chords cut off', () => {
    fc.assert(
      fc.property(arbitraryWalls(wholeCells), arbitraryPlace(halfCells), (walls, eye) => {
        const area = sightFrom(indexWalls(walls), eye, 9)
        const size = sizeOf(outlineOf(area, 0.001))
        expect(size).toBeLessThanOrEqual(areaSize(area) + 1e-6)
        expect(size).toBeGreaterThanOrEqual(areaSize(area) - 2 * Math.PI * 9 * 0.001)
      }),
    )
  })

  test('a drawing of a free view is four quarters of a circle', () => {
    const drawn: string[] = []
    traceArea(sightFrom(indexWalls([]), { x: 3, y: 4 }, 2), {
      moveTo: (x, y) => drawn.push(`move ${x} ${y}`),
      lineTo: () => undefined,
      arc: (x, y, radius, start, end) =>
        drawn.push(`arc ${x} ${y} ${radius} ${((end - start) / Math.PI).toFixed(3)}`),
      closePath: () => drawn.push('close'),
    })
    expect(drawn).toEqual(['move 5 4', ...Array<string>(4).fill('arc 3 4 2 0.500'), 'close'])
  })

  test('a view with a shorter range is the same as looking that far', () => {
    const places = fc.array(arbitraryPlace(anyCells), { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(
        arbitraryWalls(wholeCells),
        arbitraryPlace(anyCells),
        places,
        (walls, eye, tries) => {
          const index = indexWalls(walls)
          const short = sightFrom(index, eye, 6)
          const cut = narrowed(sightFrom(index, eye, 14), 6)
          expect(areaSize(cut)).toBeCloseTo(areaSize(short), 6)
          for (const { x, y } of tries) {
            expect(areaContains(cut, x, y)).toBe(areaContains(short, x, y))
          }
        },
      ),
    )
  })
})
