import { describe, expect, test } from 'vitest'
import { menuPlace } from './menu-place.ts'

describe('a menu opens', () => {
  test('below its button where there is room', () => {
    expect(menuPlace({ top: 20, bottom: 64 }, 200, 900)).toMatchObject({ upwards: false })
  })

  test('above a button at the bottom of the window', () => {
    expect(menuPlace({ top: 812, bottom: 856 }, 96, 900)).toMatchObject({ upwards: true })
  })

  test('where there is more room when it fits nowhere, no higher than that', () => {
    const low = menuPlace({ top: 200, bottom: 244 }, 500, 400)
    expect(low.upwards).toBe(true)
    expect(low.maxHeight).toBeLessThanOrEqual(200)
    const high = menuPlace({ top: 100, bottom: 144 }, 500, 400)
    expect(high.upwards).toBe(false)
    expect(high.maxHeight).toBeLessThanOrEqual(256)
  })

  test('never higher than most of the window', () => {
    expect(menuPlace({ top: 0, bottom: 44 }, 5000, 1000).maxHeight).toBe(700)
  })
})
