import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSharedClock } from './shared-clock.ts'
import { createMemoryStore } from './store/memory-store.ts'

const relayMs = 1_000_000_000_000
const yearMs = 31_536_000_000

test('a clock that runs ahead is corrected by the relay, and offline as well after the next start', async () => {
  const store = createMemoryStore()
  const before = createSharedClock(store, () => relayMs + yearMs)
  await before.load()
  expect(before.now()).toBe(relayMs + yearMs)
  before.heard(relayMs, relayMs + yearMs)
  expect(before.now()).toBe(relayMs)

  const after = createSharedClock(store, () => relayMs + yearMs + 5_000)
  await after.load()
  expect(after.now()).toBe(relayMs + 5_000)
})

test('a clock that was put right since is believed again', async () => {
  const store = createMemoryStore()
  createSharedClock(store, () => relayMs + yearMs).heard(relayMs, relayMs + yearMs)
  const after = createSharedClock(store, () => relayMs + 5_000)
  await after.load()
  expect(after.now()).toBe(relayMs + 5_000)
})

test('a clock that stood a year behind and was put right does not make this device write in the future', async () => {
  const store = createMemoryStore()
  createSharedClock(store, () => relayMs - yearMs).heard(relayMs, relayMs - yearMs)
  const after = createSharedClock(store, () => relayMs + 5_000)
  await after.load()
  expect(after.now()).toBe(relayMs + 5_000)
})

test('a clock that is right stays right, however long answers lie unread', () => {
  let deviceMs = relayMs
  const clock = createSharedClock(createMemoryStore(), () => deviceMs)
  for (const unreadMs of [900, 5, 12_000, 0]) {
    const askedMs = deviceMs
    deviceMs += unreadMs
    clock.heard(askedMs + unreadMs / 4, askedMs)
    expect(clock.now()).toBe(deviceMs)
  }
})

test('a wrong clock is never made worse, and is as exact as the quickest answer', () => {
  const way = fc.record({ pauseMs: fc.nat(60_000), thereMs: fc.nat(3_000), backMs: fc.nat(3_000) })
  const error = fc.integer({ min: -yearMs, max: yearMs })
  fc.assert(
    fc.property(error, fc.array(way, { minLength: 1, maxLength: 8 }), (errorMs, ways) => {
      let trueMs = relayMs
      const clock = createSharedClock(createMemoryStore(), () => trueMs + errorMs)
      const wrongMs = () => Math.abs(clock.now() - trueMs)
      for (const { pauseMs, thereMs, backMs } of ways) {
        trueMs += pauseMs
        const [before, askedMs] = [wrongMs(), trueMs + errorMs]
        const relayTimeMs = trueMs + thereMs
        trueMs = relayTimeMs + backMs
        clock.heard(relayTimeMs, askedMs)
        expect(wrongMs()).toBeLessThanOrEqual(before)
        expect(wrongMs()).toBeLessThanOrEqual(Math.max(thereMs, backMs))
      }
    }),
  )
})
