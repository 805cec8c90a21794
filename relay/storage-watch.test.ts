import { expect, test } from 'vitest'
import { StorageFull } from './storage/storage.ts'
import { createStorageWatch } from './storage-watch.ts'

test('as long as writes succeed nothing is asked', async () => {
  const { state, asked } = watched()
  expect(await state()).toBe('ok')
  expect(asked()).toBe(0)
})

test('after one that failed the storage is asked until it can write again, once a second', async () => {
  const { state, asked, world } = watched()
  world.failure = new Error('no more')
  world.answer = new StorageFull()
  expect([await state(), await state()]).toEqual(['full', 'full'])
  expect(asked()).toBe(1)
  world.answer = new Error('bad sector')
  world.nowMs += 1000
  expect(await state()).toBe('failing')
  world.answer = undefined
  world.nowMs += 1000
  expect(await state()).toBe('ok')
  expect(asked()).toBe(3)
})

function watched() {
  const world = {
    failure: undefined as unknown,
    answer: undefined as Error | undefined,
    nowMs: 0,
  }
  let asked = 0
  const state = createStorageWatch({
    storage: {
      check() {
        asked += 1
        return world.answer === undefined ? Promise.resolve() : Promise.reject(world.answer)
      },
    },
    lastFailure: () => world.failure,
    now: () => world.nowMs,
  })
  return { state, asked: () => asked, world }
}
