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
  before.heard(relayMs)
  expect(before.now()).toBe(relayMs)

  const after = createSharedClock(store, () => relayMs + yearMs + 5_000)
  await after.load()
  expect(after.now()).toBe(relayMs + 5_000)
})

test('a clock that was put right since is believed again', async () => {
  const store = createMemoryStore()
  createSharedClock(store, () => relayMs + yearMs).heard(relayMs)
  const after = createSharedClock(store, () => relayMs + 5_000)
  await after.load()
  expect(after.now()).toBe(relayMs + 5_000)
})

test('a clock that stood a year behind and was put right does not make this device write in the future', async () => {
  const store = createMemoryStore()
  createSharedClock(store, () => relayMs - yearMs).heard(relayMs)
  const after = createSharedClock(store, () => relayMs + 5_000)
  await after.load()
  expect(after.now()).toBe(relayMs + 5_000)
})
