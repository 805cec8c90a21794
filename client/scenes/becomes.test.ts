import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssetId } from '../assets/index.ts'
import { becomesOf, underlayOf } from './becomes.ts'

const empty = { shapes: [], walls: [], doors: [], lamps: [] }
const wall = { id: 'walls.w/0', kind: 'wall', from: { x: 0, y: 0 }, to: { x: 1, y: 0 } } as const
const asset = {
  id: 'a'.repeat(64) as AssetId,
  mime: 'image/png',
  bytes: 1,
  width: 2800,
  height: 1400,
}
const picture = { asset, x: 0, y: 0, width: 20, height: 10 }
const plain = { name: 'Old mill.png', widthPixels: 2800, heightPixels: 1400, isCutOut: false }

describe('a bare picture', () => {
  test('is the map, or the picture that a map with walls lacks', () => {
    expect(becomesOf(plain, undefined)).toBe('map')
    expect(becomesOf(plain, empty)).toBe('map')
    expect(becomesOf(plain, { ...empty, walls: [wall] })).toBe('underlay')
    expect(becomesOf(plain, { ...empty, walls: [wall], picture })).toBe('map')
    // A drawn dungeon has its floor and lacks nothing.
    expect(becomesOf(plain, { ...empty, shapes: [{}], walls: [wall] })).toBe('map')
  })

  test('of a few cells or cut out is a token, unless its name says that it is a map', () => {
    const small = { ...plain, widthPixels: 400, heightPixels: 400 }
    expect(becomesOf(small, { ...empty, picture })).toBe('token')
    expect(
      becomesOf({ ...small, widthPixels: 560, heightPixels: 560 }, { ...empty, picture }),
    ).toBe('map')
    expect(becomesOf({ ...small, name: 'cellar 4x4.png' }, { ...empty, picture })).toBe('map')
    const cutOut = { ...plain, widthPixels: 1024, heightPixels: 1024, isCutOut: true }
    expect(becomesOf(cutOut, { ...empty, walls: [wall] })).toBe('token')
    expect(becomesOf({ ...cutOut, widthPixels: 8000, heightPixels: 6000 }, empty)).toBe('map')
  })

  test('laid under a map lies within its size and keeps its shape', () => {
    expect(underlayOf({ columns: 20, rows: 10 }, { width: 1401, height: 700 })).toEqual({
      x: 0,
      y: 0,
      width: 20,
      height: 10,
    })
    const side = fc.integer({ min: 1, max: 500 })
    const pixels = fc.integer({ min: 1, max: 12_000 })
    fc.assert(
      fc.property(side, side, pixels, pixels, (columns, rows, width, height) => {
        const laid = underlayOf({ columns, rows }, { width, height })
        expect(laid.width).toBeLessThanOrEqual(columns + 1e-9)
        expect(laid.height).toBeLessThanOrEqual(rows + 1e-9)
        expect(Math.abs(laid.width / laid.height / (width / height) - 1)).toBeLessThan(0.006)
        expect(Math.max(laid.width / columns, laid.height / rows)).toBeCloseTo(1)
      }),
    )
  })
})
