import { expect, test } from 'vitest'
import { createGapGuard } from './gap-guard.ts'

test('after one update that had no room nothing is added until the whole was put down', () => {
  let hasRoom = true
  const guard = createGapGuard(() => hasRoom)
  expect(guard.lets()).toBe(true)
  hasRoom = false
  expect(guard.lets()).toBe(false)
  hasRoom = true
  expect(guard.lets()).toBe(false)
  const failed = guard.whole()
  expect(guard.lets()).toBe(true)
  failed()
  expect(guard.lets()).toBe(false)
  guard.whole()
  expect(guard.lets()).toBe(true)
})
