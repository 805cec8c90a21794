import type { Schedule } from './asset-world.ts'
import type { AssetCache } from './cache/asset-cache.ts'
import { openIndexedDbAssetCache } from './cache/indexeddb-cache.ts'
import { createMemoryCache } from './cache/memory-cache.ts'

const OPEN_MS = 5_000

/** Opens the device's cache in IndexedDB, or, where the browser gives none, one that lasts as long as the page. */
export async function openAssetCache(options: {
  readonly schedule: Schedule
  readonly name?: string
  readonly onFailure?: (error: unknown) => void
}): Promise<AssetCache> {
  let cancel = () => {}
  const timeOut = new Promise<void>((resolve) => {
    cancel = options.schedule(OPEN_MS, resolve)
  })
  try {
    return await openIndexedDbAssetCache({ name: options.name ?? 'dungeon-lab-assets', timeOut })
  } catch (error) {
    options.onFailure?.(error)
    return createMemoryCache()
  } finally {
    cancel()
  }
}
