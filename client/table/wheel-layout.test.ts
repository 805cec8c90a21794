import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layPetals, placeWheel, PETAL_WIDTH } from './wheel-layout.ts'

const anchors = fc.record({
  x: fc.integer({ min: -500, max: 3000 }),
  y: fc.integer({ min: -500, max: 3000 }),
  radius: fc.integer({ min: 4, max: 120 }),
})

test('petals never lie on each other and never on the token', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 4, max: 60 }),
      (count, radius) => {
        const petals = layPetals(count, radius, 'right')
        petals.forEach((petal, index) => {
          const next = petals[index + 1]
          if (next !== undefined) expect(next.y - petal.y).toBeGreaterThanOrEqual(44)
          expect(Math.hypot(petal.x, petal.y)).toBeGreaterThan(radius)
        })
      },
    ),
  )
})

test('the left side mirrors the right', () => {
  const right = layPetals(3, 30, 'right')
  const left = layPetals(3, 30, 'left')
  expect(left.map(({ x, y }) => [-x, y])).toEqual(right.map(({ x, y }) => [x, y]))
})

test('wherever the token stands, the wheel is on the screen', () => {
  fc.assert(
    fc.property(anchors, (anchor) => {
      const at = placeWheel(anchor, { width: 1440, height: 900 }, 4)
      expect(at.x - PETAL_WIDTH).toBeGreaterThan(0)
      expect(at.x + PETAL_WIDTH).toBeLessThan(1440)
      expect(at.y).toBeGreaterThan(0)
      expect(at.y).toBeLessThan(900)
    }),
  )
})

test('a token with room around it has its wheel right round it', () => {
  const anchor = { x: 700, y: 450, radius: 30 }
  expect(placeWheel(anchor, { width: 1440, height: 900 }, 4)).toEqual({ x: 700, y: 450 })
})
