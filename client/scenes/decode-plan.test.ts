import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePlan, roomFor } from './decode-plan.ts'

const size = fc
  .record({
    width: fc.integer({ min: 1, max: 60_000 }),
    height: fc.integer({ min: 1, max: 60_000 }),
  })
  .filter(({ width, height }) => width * height <= 144_000_000)

test('144 megapixels are whole on a laptop, in parts over an overview; a phone gets them reduced', () => {
  const square = { width: 12_000, height: 12_000 }
  const laptop = decodePlan(square, roomFor.wide)
  expect(laptop.partSide).toBe(1024)
  expect(laptop.sizes[0]).toEqual({ width: 4000, height: 4000 })
  const phone = decodePlan(square, roomFor.narrow)
  expect(phone.partSide).toBeUndefined()
  expect(phone.sizes[0]).toEqual({ width: 3464, height: 3464 })
})

test('what the device bears is kept at its own size', () => {
  const plan = decodePlan({ width: 4096, height: 2048 }, roomFor.wide)
  expect(plan.partSide).toBeUndefined()
  expect(plan.sizes).toEqual([
    { width: 4096, height: 2048 },
    { width: 2048, height: 1024 },
    { width: 1024, height: 512 },
  ])
})

test('no size is larger than the device bears, none loses the shape, the smallest is quick to draw', () => {
  fc.assert(
    fc.property(size, fc.constantFrom('wide', 'narrow'), (picture, device) => {
      const room = roomFor[device]
      const { sizes, partSide } = decodePlan(picture, room)
      const [largest] = sizes
      if (largest === undefined) throw new Error('There is always one size.')
      // Half a pixel is rounded on each side.
      const rounding = (largest.width + largest.height) / 2 + 1
      expect(largest.width * largest.height).toBeLessThanOrEqual(room.whole + rounding)
      expect(Math.max(largest.width, largest.height)).toBeLessThanOrEqual(8192)
      const isWhole = largest.width === picture.width && largest.height === picture.height
      expect(partSide !== undefined).toBe(!isWhole && device === 'wide')
      const last = sizes.at(-1)
      expect(last?.width ?? 0).toBeLessThanOrEqual(Math.max(1024, (last?.height ?? 0) * 8192))
    }),
  )
})
