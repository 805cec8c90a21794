import { afterAll, expect } from 'vitest'

/** What a test might put something else in place of. */
const names = [
  ...['BroadcastChannel', 'Date', 'WebSocket', 'Worker', 'crypto', 'document', 'fetch'],
  ...['indexedDB', 'localStorage', 'matchMedia', 'navigator', 'performance', 'queueMicrotask'],
  ...['requestAnimationFrame', 'setInterval', 'setTimeout', 'window'],
]
const before = names.map(valueOf)

// Files that are tested together share their globals: one that changes them would fail another by chance.
afterAll(() => {
  const changed = names.filter((name, index) => valueOf(name) !== before[index])
  const advice = 'This file changes globals: list it in `changeGlobals` of vite.config.ts.'
  expect(changed, advice).toEqual([])
})

function valueOf(name: string): unknown {
  return Object.getOwnPropertyDescriptor(globalThis, name) && Reflect.get(globalThis, name)
}
