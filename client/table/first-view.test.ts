import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapToScreen, type Viewport } from './camera.ts'
import { firstView } from './first-view.ts'

const phone = screen(390, 844)
const scene = { x: 0, y: 0, width: 30, height: 20 }
const heroes = [at(8, 5), at(9, 5), at(9, 6), at(10, 6)]
const monsters = [at(24, 5), at(27, 9)]

test('a scene without tokens is shown whole', () => {
  const camera = firstView(scene, [], screen(1440, 900))
  const corner = mapToScreen(camera, { x: 0, y: 0 })
  const end = mapToScreen(camera, { x: 30, y: 20 })
  expect(corner.x >= 0 && corner.y >= 0 && end.x <= 1440 && end.y <= 900).toBe(true)
})

test('on a laptop the whole scene is in sight beside the drawer, on a tablet all tokens are', () => {
  const beside = firstView(scene, [...heroes, ...monsters], screen(1440, 848, 380))
  const corner = mapToScreen(beside, { x: 0, y: 0 })
  const end = mapToScreen(beside, { x: 30, y: 20 })
  expect(corner.x >= 0 && corner.y >= 0 && end.x <= 1440 - 380 && end.y <= 848).toBe(true)

  const tablet = firstView(scene, [...heroes, ...monsters], screen(1024, 716, 380))
  expect(tablet.zoom).toBeGreaterThanOrEqual(22)
  for (const token of [...heroes, ...monsters]) {
    const { x, y } = mapToScreen(tablet, token)
    expect(x >= 0 && y >= 0 && x < 1024 - 380 && y < 716).toBe(true)
  }
})

test('on a phone the largest group is in sight, large enough to know their faces', () => {
  const camera = firstView(scene, [...heroes, ...monsters], phone)
  expect(camera.zoom).toBeGreaterThanOrEqual(34)
  for (const token of heroes) {
    const { x, y } = mapToScreen(camera, token)
    expect(x >= 0 && y >= 0 && x < 390 && y < 844).toBe(true)
  }
})

test('wherever tokens stand, some of them are in sight', () => {
  const cell = fc.integer({ min: 0, max: 29 })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (places) => {
      const tokens = places.map(([x, y]) => at(x, y))
      const camera = firstView({ x: 0, y: 0, width: 30, height: 30 }, tokens, phone)
      const seen = tokens.filter((token) => {
        const { x, y } = mapToScreen(camera, { x: token.x + 0.5, y: token.y + 0.5 })
        return x >= 0 && y >= 0 && x <= 390 && y <= 844
      })
      expect(seen.length).toBeGreaterThan(0)
    }),
  )
})

function screen(width: number, height: number, right = 0): Viewport {
  return { width, height, insets: { top: 0, right, bottom: 0, left: 0 } }
}

function at(x: number, y: number) {
  return { x, y, size: 1 }
}
