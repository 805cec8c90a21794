import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { foundSession } from '../../sync/index.ts'
import { randomBytes, realSchedule } from '../../sync/testing/device.ts'
import { openAssetCache } from '../open-asset-cache.ts'
import { describeAssetCache, entryOf } from './cache-contract.ts'
import { openIndexedDbAssetCache } from './indexeddb-cache.ts'

let devices = 0
const never = new Promise<void>(() => undefined)

describe('the cache in IndexedDB', () => {
  describeAssetCache(() => {
    devices += 1
    const name = `assets ${devices}`
    return { open: () => openIndexedDbAssetCache({ name, timeOut: never }) }
  })

  test('rows that make no sense are passed over', async () => {
    const { room } = foundSession(randomBytes)
    const cache = await openIndexedDbAssetCache({ name: 'damaged', timeOut: never })
    await cache.put(room, entryOf(1), randomBytes(100))
    const database = await openDB('damaged', 1)
    await database.put('entries', { id: 'nonsense' }, [room, entryOf(2).id])
    await database.put('contents', 'nonsense', [room, entryOf(1).id])
    expect(await cache.list()).toEqual([{ room, entry: entryOf(1) }])
    expect(await cache.read(room, entryOf(1).id)).toBeUndefined()
    expect(await cache.find(room, entryOf(2).id)).toBeUndefined()
  })

  test('a browser that gives no storage gets a cache that lasts as long as the page', async () => {
    const failures: unknown[] = []
    await openDB('newer', 9)
    const cache = await openAssetCache({
      schedule: realSchedule,
      name: 'newer',
      onFailure: (error) => failures.push(error),
    })
    const { room } = foundSession(randomBytes)
    await cache.put(room, entryOf(1), Uint8Array.of(1))
    expect(await cache.read(room, entryOf(1).id)).toEqual(Uint8Array.of(1))
    expect(failures).toHaveLength(1)
  })
})
