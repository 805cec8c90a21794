import { describe, expect, test } from 'vitest'
import { guessCellPixels } from './guess-grid.ts'

describe('pixels a cell', () => {
  test.each([
    ['Crypt 30x20.png', 3000, 2000, 100],
    ['Crypt_[44x32]_day.webp', 3080, 2240, 70],
    ['forest 140dpi.jpg', 999, 777, 140],
    ['unnamed.png', 4200, 2800, 140],
    ['unnamed.png', 3000, 2000, 100],
  ])('of %s with %d by %d pixels are %d', (name, width, height, pixels) => {
    expect(guessCellPixels(name, width, height)).toBe(pixels)
  })

  test('are a thirtieth of the longer side when nothing tells', () => {
    expect(guessCellPixels('IMG_2031.jpg', 4031, 3023)).toBe(134)
  })

  test('are not taken from a size in pixels that the name tells', () => {
    expect(guessCellPixels('wall 1920x1080.png', 1920, 1080)).toBeGreaterThan(8)
  })
})
