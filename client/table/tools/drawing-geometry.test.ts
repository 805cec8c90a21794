import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaToRim, rimOf, templateAt, tokensInside, touches } from './drawing-geometry.ts'
import { simplify, distanceToSpan } from './simplify.ts'
import { lineOf } from './sketches.ts'
import type { AreaTemplate } from './tool.ts'

const style = { colour: '#e69f00', breadth: 10, filled: false }
const circle: AreaTemplate = {
  type: 'template',
  template: 'circle',
  length: 4,
  width: 1,
  direction: 0,
}
const squares = { grid: 'square', rule: 'equal-diagonals' } as const

describe('who is inside an area', () => {
  const goblin = { id: 'goblin', x: 8, y: 5, size: 1 }
  const ogre = { id: 'ogre', x: 8.5, y: 8, size: 2 }
  const centre = { x: 5, y: 5 }
  const names = (area: AreaTemplate, rule: 'equal-diagonals' | 'euclidean') =>
    tokensInside(templateAt(centre, area), { grid: 'square', rule }, [goblin, ogre]).map(
      ({ id }) => id,
    )

  test('is counted as the game system counts diagonals', () => {
    expect(names(circle, 'equal-diagonals')).toEqual(['goblin', 'ogre'])
    expect(names(circle, 'euclidean')).toEqual(['goblin'])
  })

  test('a large token is inside with any of its cells', () => {
    const beside = [{ id: 'ogre', x: 8, y: 4, size: 2 }]
    expect(tokensInside(templateAt(centre, circle), squares, beside)).toHaveLength(1)
  })
})

describe('the rim of an area', () => {
  test('dragged to where it is leaves the area as it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('circle', 'cone', 'line', 'square'),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: -35, max: 35 }),
        (template, length, steps) => {
          const area = { ...circle, template, length, direction: (steps * Math.PI) / 36 } as const
          const place = { x: 3, y: 7 }
          const again = areaToRim(place, area, rimOf(place, area))
          expect(again.length).toBe(length)
          expect(again.direction).toBeCloseTo(area.direction)
        },
      ),
    )
  })
})

describe('a line drawn by hand', () => {
  const cell = fc.double({ min: 0, max: 30, noNaN: true })
  const lines = fc.array(fc.record({ x: cell, y: cell }), { minLength: 2, maxLength: 200 })

  test('keeps its ends and stays within the tolerance with fewer points', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const simple = simplify(line, 0.1, 1000)
        expect(simple[0]).toBe(line[0])
        expect(simple.at(-1)).toBe(line.at(-1))
        for (const point of line) {
          const away = simple.map((from, i) => distanceToSpan(point, from, simple[i + 1] ?? from))
          expect(Math.min(...away)).toBeLessThanOrEqual(0.1 + 1e-9)
        }
      }),
    )
  })

  test('has never more points than may be kept', () => {
    fc.assert(
      fc.property(lines, (line) => {
        expect(simplify(line, 0.001, 20).length).toBeLessThanOrEqual(20)
      }),
    )
  })

  test('is touched where it runs and nowhere else', () => {
    const drawing = lineOf(
      'stroke',
      [
        { x: 1, y: 1 },
        { x: 5, y: 1 },
        { x: 5, y: 4 },
      ],
      style,
    )
    expect(touches(drawing, { x: 3, y: 1.1 }, 0.2)).toBe(true)
    expect(touches(drawing, { x: 3, y: 2 }, 0.2)).toBe(false)
  })
})
