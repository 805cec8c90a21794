import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { describe, expect, test, vi } from 'vitest'
import { put, type BrokenRow } from './device-store.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { openDeviceStorage } from './open-device-storage.ts'
import { describeDeviceStore } from './store-contract.ts'

const never = new Promise<void>(() => undefined)
const noTimer = () => () => undefined

describe('a store in IndexedDB', () => {
  describeDeviceStore(async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const broken: BrokenRow[] = []
    const store = await openIndexedDbStore({
      name: 'store',
      timeOut: never,
      onBroken: (row) => broken.push(row),
    })
    return {
      store,
      broken,
      async corrupt(key) {
        const database = await openDB('store')
        await database.put('tabs', 'nonsense', [...key])
        database.close()
      },
    }
  })

  test('is there again when it is opened again', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const before = await openIndexedDbStore({ name: 'store', timeOut: never })
    await before.commit([put('settings', ['theme'], { value: 'dark' })], 'strict')
    await before.close()
    const after = await openIndexedDbStore({ name: 'store', timeOut: never })
    expect((await after.list('settings', ['theme']))[0]?.value.value).toBe('dark')
    expect(after.saved).toEqual({ state: 'device' })
    await after.close()
  })

  test('a transaction that is aborted rejects, and none of its changes are there', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const store = await openIndexedDbStore({ name: 'store', timeOut: never })
    const uncloneable = { value: () => undefined }
    await expect(
      store.commit([
        put('settings', ['theme'], { value: 'dark' }),
        put('settings', ['bad'], uncloneable),
      ]),
    ).rejects.toThrow()
    expect(await store.list('settings', [])).toEqual([])
    await store.close()
  })
})

describe('opening the storage of a device', () => {
  test('a browser without IndexedDB keeps the game in memory and says so', async () => {
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('The user denied it.', 'SecurityError')
      },
    })
    const { store } = await openDeviceStorage({ schedule: noTimer })
    expect(store.saved.state).toBe('memory')
    await store.commit([put('settings', ['theme'], { value: 'dark' })])
    expect(await store.list('settings', [])).toHaveLength(1)
  })

  test('a browser that never answers is not waited for', async () => {
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
    const timers: (() => void)[] = []
    const opening = openDeviceStorage({
      schedule: (_delayMs, run) => {
        timers.push(run)
        return () => undefined
      },
    })
    for (const run of timers) run()
    expect((await opening).store.saved.state).toBe('memory')
  })

  test('a database made by a later version is left alone', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    const later = await openDB('dungeon-lab', 99, {
      upgrade: (database) => void database.createObjectStore('future'),
    })
    later.close()
    const { store } = await openDeviceStorage({ schedule: noTimer })
    expect(store.saved.state).toBe('memory')
  })
})
