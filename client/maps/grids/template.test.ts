import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centreOf } from './grid.ts'
import type { GridKind } from './grid.ts'
import { cellsInTemplate, isInTemplate } from './template.ts'
import type { Template } from './template.ts'
import type { DistanceRule } from './distance.ts'

function count(template: Template, rule: DistanceRule, grid: GridKind = 'square'): number {
  return cellsInTemplate(template, { grid, rule }).length
}

const middle = { x: 10.5, y: 10.5 }
const place = fc.record({
  x: fc.double({ min: 0, max: 20, noNaN: true }),
  y: fc.double({ min: 0, max: 20, noNaN: true }),
})
const length = fc.double({ min: 0, max: 8, noNaN: true })
const direction = fc.double({ min: -7, max: 7, noNaN: true })
const templates: fc.Arbitrary<Template> = fc.oneof(
  fc.record({ shape: fc.constant('circle' as const), centre: place, radius: length }),
  fc.record({ shape: fc.constant('cone' as const), apex: place, direction, length }),
  fc.record({ shape: fc.constant('line' as const), from: place, direction, length, width: length }),
  fc.record({ shape: fc.constant('square' as const), centre: place, side: length, direction }),
)
const measures = fc.record({
  grid: fc.constantFrom<GridKind>('square', 'hex-pointy', 'hex-flat', 'none'),
  rule: fc.constantFrom<DistanceRule>(
    'equal-diagonals',
    'alternating-diagonals',
    'euclidean',
    'manhattan',
  ),
})

describe('templates', () => {
  test('a circle of 2 cells holds what the rule of the system reaches', () => {
    const circle: Template = { shape: 'circle', centre: middle, radius: 2 }
    expect(count(circle, 'equal-diagonals')).toBe(25)
    expect(count(circle, 'alternating-diagonals')).toBe(21)
    expect(count(circle, 'euclidean')).toBe(13)
    expect(count(circle, 'manhattan')).toBe(13)
    expect(count({ ...circle, radius: 3 }, 'alternating-diagonals')).toBe(37)
    expect(count({ ...circle, radius: 3 }, 'euclidean')).toBe(29)
    expect(count({ ...circle, radius: 3 }, 'manhattan')).toBe(25)
  })

  test('a burst round a corner of cells holds the squares that rulebooks draw for it', () => {
    const burst: Template = { shape: 'circle', centre: { x: 10, y: 10 }, radius: 2 }
    expect(count(burst, 'alternating-diagonals')).toBe(12)
    expect(count({ ...burst, radius: 4 }, 'alternating-diagonals')).toBe(44)
    expect(count({ ...burst, radius: 4 }, 'equal-diagonals')).toBe(64)
  })

  test('a circle of 2 hexes holds 19 of them', () => {
    for (const grid of ['hex-pointy', 'hex-flat'] as const) {
      const circle: Template = {
        shape: 'circle',
        centre: centreOf(grid, { column: 4, row: 4 }),
        radius: 2,
      }
      expect(count(circle, 'equal-diagonals', grid)).toBe(19)
    }
  })

  test('a cone is as wide as it is far, a line as wide as asked, a square turns', () => {
    const cone: Template = { shape: 'cone', apex: { x: 0, y: 5 }, direction: 0, length: 4 }
    const inCone = (x: number, y: number): boolean =>
      isInTemplate(cone, { grid: 'square', rule: 'euclidean' }, { x, y })
    expect([inCone(3, 6.4), inCone(3, 6.6), inCone(-1, 5), inCone(4.1, 5)]).toEqual([
      true,
      false,
      false,
      false,
    ])
    const line: Template = {
      shape: 'line',
      from: { x: 0, y: 0.5 },
      direction: 0,
      length: 6,
      width: 1,
    }
    expect(count(line, 'equal-diagonals')).toBe(6)
    const square: Template = { shape: 'square', centre: { x: 5, y: 5 }, side: 4, direction: 0 }
    expect(count(square, 'equal-diagonals')).toBe(16)
    expect(count({ ...square, direction: Math.PI / 4 }, 'equal-diagonals')).toBe(12)
  })

  test('the cells told are all those whose middle lies inside, and no others', () => {
    fc.assert(
      fc.property(templates, measures, (template, measure) => {
        const told = new Set(
          cellsInTemplate(template, measure).map(({ column, row }) => `${column} ${row}`),
        )
        let inside = 0
        for (let column = -40; column <= 60; column += 1) {
          for (let row = -40; row <= 60; row += 1) {
            if (!isInTemplate(template, measure, centreOf(measure.grid, { column, row }))) continue
            inside += 1
            expect(told.has(`${column} ${row}`)).toBe(true)
          }
        }
        expect(told.size).toBe(inside)
      }),
    )
  })

  test('larger ones than any map are refused aloud', () => {
    const huge: Template = { shape: 'circle', centre: middle, radius: 1e9 }
    expect(() => count(huge, 'euclidean')).toThrow('A template reaches at most 1000 cells')
  })
})
