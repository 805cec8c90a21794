import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keepInside, snap } from './grid.ts'
import { inDrawingOrder, rectangleBetween, tokenAt, tokensCentredIn, tokensIn } from './hit-test.ts'
import { dragGroup, pickBox, pickToken } from './selection.ts'

const cell = fc.double({ min: -40, max: 80, noNaN: true })
const points = fc.record({ x: cell, y: cell })
const footprints = fc.record({
  x: cell,
  y: cell,
  size: fc.integer({ min: 1, max: 4 }),
  defeated: fc.boolean(),
})

describe('the grid', () => {
  test('snapping goes to a whole cell at most half a cell away, and stays there', () => {
    fc.assert(
      fc.property(points, (corner) => {
        const snapped = snap(corner)
        expect(Number.isInteger(snapped.x) && Number.isInteger(snapped.y)).toBe(true)
        expect(Math.abs(snapped.x - corner.x)).toBeLessThanOrEqual(0.5)
        expect(Math.abs(snapped.y - corner.y)).toBeLessThanOrEqual(0.5)
        expect(snap(snapped)).toEqual(snapped)
      }),
    )
  })

  test('a token kept inside lies inside as a whole', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 4 }), (corner, size) => {
        const inside = keepInside(corner, size, { columns: 30, rows: 20 })
        expect(inside.x).toBeGreaterThanOrEqual(0)
        expect(inside.y).toBeGreaterThanOrEqual(0)
        expect(inside.x + size).toBeLessThanOrEqual(30)
        expect(inside.y + size).toBeLessThanOrEqual(20)
      }),
    )
  })
})

describe('picking on the map', () => {
  const large = { id: 'ogre', x: 2, y: 2, size: 2, defeated: false }
  const small = { id: 'rat', x: 2, y: 2, size: 1, defeated: false }

  test('the small token on top of the large one is the one that is hit', () => {
    const drawn = inDrawingOrder([small, large])
    expect(tokenAt(drawn, { x: 2.5, y: 2.5 })?.id).toBe('rat')
    expect(tokenAt(drawn, { x: 3.3, y: 3.3 })?.id).toBe('ogre')
  })

  test('the corner of the cell beside a round token is floor, unless a finger is forgiven', () => {
    expect(tokenAt([small], { x: 2.02, y: 2.02 })).toBeUndefined()
    expect(tokenAt([small], { x: 2.02, y: 2.02 }, 0.25)?.id).toBe('rat')
  })

  test('every token is hit in its middle when it is the only one', () => {
    fc.assert(
      fc.property(footprints, (token) => {
        const middle = { x: token.x + token.size / 2, y: token.y + token.size / 2 }
        expect(tokenAt([token], middle)).toBe(token)
      }),
    )
  })

  test('whatever can be hit on the screen is drawn on the screen', () => {
    fc.assert(
      fc.property(fc.array(footprints), points, (tokens, point) => {
        const hit = tokenAt(tokens, point)
        const screen = { x: point.x - 5, y: point.y - 5, width: 10, height: 10 }
        if (hit !== undefined) expect(tokensIn(tokens, screen)).toContain(hit)
      }),
    )
  })

  test('a box picks the same tokens whichever corner it was begun at', () => {
    fc.assert(
      fc.property(fc.array(footprints), points, points, (tokens, a, b) => {
        const boxed = tokensCentredIn(tokens, rectangleBetween(a, b))
        expect(tokensCentredIn(tokens, rectangleBetween(b, a))).toEqual(boxed)
      }),
    )
  })

  test('the fallen lie below the standing', () => {
    const fallen = { ...small, id: 'fallen', defeated: true }
    expect(inDrawingOrder([small, fallen, large]).map((token) => token.id)).toEqual([
      'fallen',
      'ogre',
      'rat',
    ])
  })
})

describe('selection', () => {
  test('a click picks one alone, shift adds and takes out again', () => {
    expect(pickToken(['a', 'b'], 'c', false)).toEqual(['c'])
    expect(pickToken(['a'], 'b', true)).toEqual(['a', 'b'])
    expect(pickToken(['a', 'b'], 'b', true)).toEqual(['a'])
  })

  test('a box replaces the selection, with shift it adds without doubling', () => {
    expect(pickBox(['a'], ['b'], false)).toEqual(['b'])
    expect(pickBox(['a', 'b'], ['b', 'c'], true)).toEqual(['a', 'b', 'c'])
  })

  test('dragging one of the selected takes along all that may be moved', () => {
    const canMove = (id: string) => id !== 'locked'
    expect(dragGroup(['a', 'locked', 'b'], 'a', canMove)).toEqual(['a', 'b'])
    expect(dragGroup(['a', 'b'], 'c', canMove)).toEqual(['c'])
    expect(dragGroup([], 'locked', canMove)).toEqual([])
  })
})
