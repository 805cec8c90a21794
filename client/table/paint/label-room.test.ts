import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLabelRoom } from './label-room.ts'

test('a label that would hide another is left out, its neighbours are not', () => {
  const room = createLabelRoom()
  expect(room.take({ x: 0, y: 0, width: 70, height: 18 })).toBe(true)
  expect(room.take({ x: 40, y: 10, width: 70, height: 18 })).toBe(false)
  expect(room.take({ x: 70, y: 0, width: 70, height: 18 })).toBe(true)
  expect(room.take({ x: 0, y: 18, width: 70, height: 18 })).toBe(true)
})

test('room that is kept is no label’s, also where two things keep it', () => {
  const room = createLabelRoom()
  room.keep({ x: 0, y: 0, width: 20, height: 20 })
  room.keep({ x: 10, y: 0, width: 20, height: 20 })
  expect(room.take({ x: 25, y: 5, width: 70, height: 18 })).toBe(false)
  expect(room.take({ x: 30, y: 5, width: 70, height: 18 })).toBe(true)
})

test('no two labels that found room overlap, and none is left out without cause', () => {
  const label = fc.record({
    x: fc.integer({ min: -200, max: 200 }),
    y: fc.integer({ min: -200, max: 200 }),
    width: fc.integer({ min: 1, max: 120 }),
    height: fc.integer({ min: 1, max: 150 }),
  })
  fc.assert(
    fc.property(fc.array(label, { maxLength: 40 }), (labels) => {
      const room = createLabelRoom()
      const taken: typeof labels = []
      for (const one of labels) {
        const isFree = taken.every(
          (other) =>
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y,
        )
        expect(room.take(one)).toBe(isFree)
        if (isFree) taken.push(one)
      }
    }),
  )
})
