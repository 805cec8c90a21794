import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCarefulStore, lastOfEachRow } from './careful-store.ts'
import { drop, put, type Change, type DeviceStore } from './device-store.ts'
import { createMemoryStore } from './memory-store.ts'

function createFillingStore() {
  const timers: (() => void)[] = []
  const memory = createMemoryStore()
  let isFull = false
  let commits = 0
  const store: DeviceStore = {
    ...memory,
    saved: { state: 'device' },
    async commit(changes) {
      commits += 1
      if (isFull) throw new DOMException('The disk is full.', 'QuotaExceededError')
      await memory.commit(changes)
    },
  }
  const careful = createCarefulStore(store, {
    schedule: (delayMs, run) => {
      if (delayMs < shortest) return runSoon(run)
      timers.push(run)
      return () => undefined
    },
  })
  return {
    memory,
    careful,
    setFull: (full: boolean) => {
      isFull = full
    },
    get commits() {
      return commits
    },
    retry: async () => {
      for (const run of timers.splice(0)) run()
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

/** Everything that is not a retry is sooner. */
const shortest = 1000

function runSoon(run: () => void): () => void {
  const timer = setTimeout(run, 0)
  return () => clearTimeout(timer)
}

const setting = (name: string, value: string) => put('settings', [name], { value })

async function settings(store: DeviceStore): Promise<Record<string, unknown>> {
  const rows = await store.list('settings', [])
  return Object.fromEntries(rows.map(({ key, value }) => [String(key[0]), value.value]))
}

describe('a store on a device that may be full', () => {
  test('what the device does not take is kept in memory, said, and given to it later', async () => {
    const { memory, careful, setFull, retry } = createFillingStore()
    const said: string[] = []
    careful.onSaved(() => said.push(careful.saved.state))
    await careful.commit([setting('a', 'before')])
    setFull(true)
    await careful.commit([setting('a', 'first'), setting('b', 'first')])
    await careful.commit([setting('a', 'second')])
    await careful.commit([drop('settings', ['b'])])

    expect(careful.saved).toEqual({ state: 'memory', why: 'refused' })
    expect(await settings(careful)).toEqual({ a: 'second' })
    expect(await settings(memory)).toEqual({ a: 'before' })

    await retry()
    expect(careful.saved.state).toBe('memory')
    setFull(false)
    await retry()
    expect(careful.saved).toEqual({ state: 'device' })
    expect(await settings(memory)).toEqual({ a: 'second' })
    expect(said).toEqual(['memory', 'device'])
  })

  test('commits that come while one is under way go together in the next', async () => {
    const filling = createFillingStore()
    const names = ['a', 'b', 'c', 'd']
    await Promise.all(names.map((name) => filling.careful.commit([setting(name, 'x')])))
    expect(Object.keys(await settings(filling.memory))).toEqual(names)
    expect(filling.commits).toBe(1)
  })

  test('what is committed is read at once, and written a moment later; strictly, without waiting', async () => {
    const { careful, memory } = createFillingStore()
    void careful.commit([setting('a', 'x')])
    expect(await settings(careful)).toEqual({ a: 'x' })
    expect(await settings(memory)).toEqual({})
    await careful.commit([], 'strict')
    expect(await settings(memory)).toEqual({ a: 'x' })
  })

  test('what is closed before it was written is written', async () => {
    const { careful, memory } = createFillingStore()
    void careful.commit([setting('a', 'x')])
    await careful.close()
    expect(await settings(memory)).toEqual({ a: 'x' })
  })

  test.each([
    ['is closed', (store: DeviceStore) => store.close()],
    ['says farewell', (store: DeviceStore) => store.commit([], 'strict')],
  ])('what a full disk refused is tried once more when its tab %s', async (_, leave) => {
    const { careful, memory, setFull } = createFillingStore()
    setFull(true)
    await careful.commit([setting('a', 'x')], 'strict')
    await careful.commit([setting('b', 'y')])
    expect(await settings(memory)).toEqual({})
    setFull(false)
    await leave(careful)
    expect(await settings(memory)).toEqual({ a: 'x', b: 'y' })
  })

  test('what is on its way can be listed already', async () => {
    const { careful } = createFillingStore()
    void careful.commit([setting('a', 'x')])
    void careful.commit([setting('b', 'x')])
    expect(await settings(careful)).toEqual({ a: 'x', b: 'x' })
  })
})

test('the last change of each row does what all of them would have done', async () => {
  const key = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 2 })
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.tuple(key, fc.string()).map(([to, value]) => put('settings', to, { value })),
    key.map((of) => drop('settings', of)),
    key.map((prefix): Change => ({ type: 'clear', table: 'settings', prefix })),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const [all, last] = [createMemoryStore(), createMemoryStore()]
      for (const each of changes) await all.commit([each])
      await last.commit(lastOfEachRow(changes))
      expect(await last.list('settings', [])).toEqual(await all.list('settings', []))
    }),
  )
})
