import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverAt, covers, noCover, type Cover, type CoverDeed } from './cover.ts'

function box(deed: CoverDeed, left: number, top: number, right: number, bottom: number) {
  const outline = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
  return { id: `${deed} ${left}`, deed, outline }
}

describe('what a GM covers by hand', () => {
  test('is nothing at first: eyes decide', () => {
    expect(covers(noCover)).toBe(false)
    expect(coverAt(noCover, 3, 3)).toBe('open')
  })

  test('the latest area over a place decides, and beside all of them the ground', () => {
    const cover: Cover = {
      isAll: true,
      areas: [box('reveal', 0, 0, 10, 10), box('hide', 2, 2, 4, 4), box('sight', 3, 3, 8, 8)],
    }
    expect(coverAt(cover, 1, 1)).toBe('revealed')
    expect(coverAt(cover, 2.5, 2.5)).toBe('hidden')
    expect(coverAt(cover, 3.5, 3.5)).toBe('open')
    expect(coverAt(cover, 20, 20)).toBe('hidden')
  })

  test('an area of any rectangle holds what lies between its sides, and nothing else', () => {
    const side = fc.integer({ min: -50, max: 50 })
    fc.assert(
      fc.property(side, side, side, side, side, side, (left, top, width, height, x, y) => {
        const [right, bottom] = [left + Math.abs(width) + 1, top + Math.abs(height) + 1]
        const cover = { isAll: false, areas: [box('hide', left, top, right, bottom)] }
        const [atX, atY] = [x + 0.5, y + 0.5]
        const isBetween = atX > left && atX < right && atY > top && atY < bottom
        expect(coverAt(cover, atX, atY)).toBe(isBetween ? 'hidden' : 'open')
      }),
    )
  })
})
