import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foundSession } from '../sync/index.ts'
import { randomBytes } from '../sync/testing/device.ts'
import { assetIdOf } from './asset-id.ts'
import { chooseEvictions } from './eviction.ts'
import { hashOfText, markOfNumber } from './testing/names.ts'

const { room } = foundSession(randomBytes)
const kept = fc
  .array(fc.record({ bytes: fc.nat(1000), usedAtMs: fc.nat(100), isSafe: fc.boolean() }))
  .map((rows) =>
    rows.map((row, index) => {
      const id = assetIdOf(markOfNumber(index), hashOfText(String(index)))
      return { room, entry: { ...row, id, mime: 'image/png' } }
    }),
  )

describe('making room', () => {
  test('gives up what was used longest ago, no more than it takes, and never what was not uploaded', () => {
    fc.assert(
      fc.property(kept, fc.nat(5000), fc.nat(1000), (assets, budget, needed) => {
        const chosen = chooseEvictions(assets, budget, needed)
        expect(chosen.every(({ entry }) => entry.isSafe)).toBe(true)
        const total = (some: typeof chosen) => some.reduce((sum, { entry }) => sum + entry.bytes, 0)
        const left = assets.filter((asset) => !chosen.includes(asset))
        const isEnough = total(left) + needed <= budget
        expect(isEnough || left.every(({ entry }) => !entry.isSafe)).toBe(true)
        const [last] = chosen.slice(-1)
        if (last !== undefined)
          expect(total(left) + last.entry.bytes + needed).toBeGreaterThan(budget)
        const newestGone = Math.max(-1, ...chosen.map(({ entry }) => entry.usedAtMs))
        const safeLeft = left.filter(({ entry }) => entry.isSafe)
        expect(safeLeft.every(({ entry }) => entry.usedAtMs >= newestGone)).toBe(true)
      }),
    )
  })
})
