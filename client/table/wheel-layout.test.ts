import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layWheel, placePanel } from './wheel-layout.ts'

const free = { x: 68, y: 0, width: 1000, height: 850 }
const anchors = fc.record({
  x: fc.integer({ min: 0, max: 1200 }),
  y: fc.integer({ min: 0, max: 900 }),
  radius: fc.integer({ min: 4, max: 60 }),
  free: fc.constant(free),
})
const counts = fc.integer({ min: 1, max: 5 })

test('petals never lie on each other and never on the token', () => {
  fc.assert(
    fc.property(anchors, counts, counts, (anchor, deeds, rest) => {
      const layout = layWheel(anchor, deeds, rest)
      const petals = [...layout.deeds, ...layout.rest]
      petals.forEach((petal, index) => {
        const lap = petals.slice(index + 1).filter((other) => {
          return other.side === petal.side && Math.abs(other.y - petal.y) < 44
        })
        expect(lap).toEqual([])
        expect(Math.hypot(petal.x, petal.y)).toBeGreaterThan(anchor.radius)
      })
    }),
  )
})

test('wherever the token stands, no petal leaves the free part of the screen', () => {
  fc.assert(
    fc.property(anchors, counts, counts, (anchor, deeds, rest) => {
      const { middle, ...layout } = layWheel(anchor, deeds, rest)
      for (const { x, y, side } of [...layout.deeds, ...layout.rest]) {
        const outer = middle.x + x + (side === 'right' ? 120 : -120)
        expect(outer).toBeGreaterThanOrEqual(free.x)
        expect(outer).toBeLessThanOrEqual(free.x + free.width)
        expect(middle.y + y - 22).toBeGreaterThanOrEqual(free.y - 2)
        expect(middle.y + y + 22).toBeLessThanOrEqual(free.y + free.height)
      }
    }),
  )
})

test('with room around it a token has deeds on its right and the rest on its left', () => {
  const layout = layWheel({ x: 560, y: 400, radius: 30, free }, 3, 4)
  expect(layout.middle).toEqual({ x: 560, y: 400 })
  expect(layout.deeds.every(({ side, x }) => side === 'right' && x > 0)).toBe(true)
  expect(layout.rest.every(({ side, x }) => side === 'left' && x < 0)).toBe(true)
})

test('at an edge all petals open to the side that is free, and the wheel stays on the token', () => {
  const layout = layWheel({ x: 200, y: 400, radius: 30, free }, 3, 4)
  expect(layout.middle.x).toBe(200)
  expect([...layout.deeds, ...layout.rest].every(({ side }) => side === 'right')).toBe(true)
})

test('a panel lies on the token, or beside it where it would leave the screen', () => {
  const size = { width: 340, height: 380 }
  expect(placePanel({ x: 560, y: 400, radius: 30, free }, size)).toEqual({ x: 560, y: 400 })
  expect(placePanel({ x: 80, y: 20, radius: 30, free }, size)).toEqual({ x: 238, y: 190 })
})
