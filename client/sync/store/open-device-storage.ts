import { noCache, type OpenCache } from '../documents/document-cache.ts'
import { createIndexedDbCache } from '../documents/indexeddb-cache.ts'
import type { Schedule } from '../schedule.ts'
import { createCarefulStore } from './careful-store.ts'
import type { BrokenRow, DeviceStore } from './device-store.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { createMemoryStore } from './memory-store.ts'

/** Where a device keeps sessions and documents. */
export interface DeviceStorage {
  readonly store: DeviceStore
  readonly openCache: OpenCache
}

const OPEN_MS = 5_000

/** Opens IndexedDB, or, where the browser gives none, memory: `store.saved` says which. */
export async function openDeviceStorage(options: {
  readonly schedule: Schedule
  readonly name?: string
  readonly onFailure?: (error: unknown) => void
  readonly onBroken?: (row: BrokenRow) => void
}): Promise<DeviceStorage> {
  const { schedule, name = 'dungeon-lab', onFailure = () => undefined, onBroken } = options
  let cancel = () => {}
  const timeOut = new Promise<void>((resolve) => {
    cancel = schedule(OPEN_MS, resolve)
  })
  const broken = onBroken === undefined ? {} : { onBroken }
  try {
    const store = await openIndexedDbStore({ name, timeOut, ...broken })
    return {
      store: createCarefulStore(store, { schedule, onFailure }),
      openCache: createIndexedDbCache(schedule),
    }
  } catch (error) {
    onFailure(error)
    return { store: createMemoryStore(broken), openCache: noCache }
  } finally {
    cancel()
  }
}
