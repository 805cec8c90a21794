import { describe, expect, test } from 'vitest'
import { alignedSettings, arrangementOf, settingsOf } from './arrangement.ts'

const asset = { id: 'x' as never, mime: 'image/png', bytes: 1, width: 3000, height: 2000 }
const scene = {
  columns: 30,
  rows: 20,
  grid: 'square',
  cellFeet: 5,
  picture: { asset, x: 0, y: 0, width: 30, height: 20 },
} as const

describe('a grid set by numbers', () => {
  test('that is not changed changes nothing', () => {
    expect(arrangementOf(scene, settingsOf(scene))).toEqual(scene)
  })

  test('scales and moves the picture under it', () => {
    const settings = { ...settingsOf(scene), cellPixels: 50, offsetX: 25, offsetY: 10 }
    expect(arrangementOf(scene, settings)).toMatchObject({
      columns: 60,
      rows: 40,
      picture: { x: -0.5, y: -0.2, width: 60, height: 40 },
    })
    expect(settingsOf({ ...scene, ...arrangementOf(scene, settings) })).toMatchObject({
      cellPixels: 50,
      offsetX: 25,
      offsetY: 10,
    })
  })

  test('holds nonsense off', () => {
    const settings = { ...settingsOf(scene), cellPixels: NaN, cellFeet: -3 }
    const { columns, cellFeet, picture } = arrangementOf(scene, settings)
    expect(columns).toBeLessThanOrEqual(500)
    expect(cellFeet).toBeGreaterThan(0)
    expect(Number.isFinite(picture?.width)).toBe(true)
  })

  test('takes an alignment by hand over', () => {
    const aligned = {
      type: 'aligned',
      cellPixels: 70,
      offset: { x: 12, y: 30 },
      errorPixels: 0,
    } as const
    expect(alignedSettings(settingsOf(scene), aligned)).toMatchObject({
      cellPixels: 70,
      offsetX: 12,
      offsetY: 30,
    })
  })
})
