import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignGrid, dragSpan } from './alignment.ts'
import type { AlignmentDrag } from './alignment.ts'
import { centreOf, cornersOf } from './grid.ts'

const grids = fc.constantFrom('square' as const, 'hex-pointy' as const, 'hex-flat' as const)
const cell = fc.integer({ min: 0, max: 30 })
const starts = fc.array(fc.record({ column: cell, row: cell }), { minLength: 1, maxLength: 5 })

describe('aligning a grid by drags over three cells', () => {
  test('finds size and offset exactly from exact drags, wherever they are', () => {
    const sizes = fc.double({ min: 20, max: 400, noNaN: true })
    const offsets = fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(grids, sizes, offsets, starts, (grid, cellPixels, part, at) => {
        const span = dragSpan(grid)
        const origin = { x: part.x * cellPixels, y: part.y * cellPixels }
        const drags = at.map((start): AlignmentDrag => {
          const corners = cornersOf(grid, start)
          const left = Math.min(...corners.map(({ x }) => x))
          const top = Math.min(...corners.map(({ y }) => y))
          return {
            from: { x: origin.x + left * cellPixels, y: origin.y + top * cellPixels },
            to: {
              x: origin.x + (left + span.across) * cellPixels,
              y: origin.y + (top + span.down) * cellPixels,
            },
          }
        })
        const found = alignGrid(grid, drags)
        if (found.type === 'refused') throw new Error(found.because)
        expect(found.cellPixels).toBeCloseTo(cellPixels, 6)
        expect(found.errorPixels).toBeLessThan(1e-6 * cellPixels)
        const first = at[0] ?? { column: 0, row: 0 }
        const middle = centreOf(grid, first)
        const shown = {
          x: (origin.x + middle.x * cellPixels - found.offset.x) / found.cellPixels,
          y: (origin.y + middle.y * cellPixels - found.offset.y) / found.cellPixels,
        }
        expect(distanceToMiddle(grid, shown)).toBeLessThan(1e-6)
      }),
    )
  })

  test('a second drag far away makes a shaky hand precise', () => {
    const near = { from: { x: 12, y: 9 }, to: { x: 221, y: 219 } }
    const far = {
      from: { x: 10 + 70 * 40 + 1, y: 10 + 70 * 30 - 1 },
      to: { x: 10 + 70 * 43, y: 10 + 70 * 33 },
    }
    const one = alignGrid('square', [near])
    const both = alignGrid('square', [far, near])
    if (one.type === 'refused' || both.type === 'refused') throw new Error('They should align.')
    expect(Math.abs(both.cellPixels - 70)).toBeLessThan(0.05)
    expect(Math.abs(both.cellPixels - 70)).toBeLessThan(Math.abs(one.cellPixels - 70))
    expect(both.errorPixels).toBeGreaterThan(0)
  })

  test('a drag in any direction means the same', () => {
    const drag = { from: { x: 10, y: 20 }, to: { x: 160, y: 170 } }
    expect(alignGrid('square', [{ from: drag.to, to: drag.from }])).toEqual(
      alignGrid('square', [drag]),
    )
    expect(alignGrid('square', [drag])).toEqual({
      type: 'aligned',
      cellPixels: 50,
      offset: { x: 10, y: 20 },
      errorPixels: 0,
    })
  })

  test('no drag, or one over next to nothing, is refused in words', () => {
    expect(alignGrid('square', [])).toMatchObject({ because: 'Drag over three cells first.' })
    const dot = { from: { x: 5, y: 5 }, to: { x: 6, y: 6 } }
    expect(alignGrid('square', [dot])).toMatchObject({ type: 'refused' })
  })
})

/** How far a place is from the middle of some cell, in cells; columns and rows are tried all round. */
function distanceToMiddle(
  grid: 'square' | 'hex-pointy' | 'hex-flat',
  place: { x: number; y: number },
): number {
  let least = Infinity
  for (let column = -40; column <= 80; column += 1) {
    for (let row = -40; row <= 80; row += 1) {
      const middle = centreOf(grid, { column, row })
      least = Math.min(least, Math.hypot(middle.x - place.x, middle.y - place.y))
    }
  }
  return least
}
