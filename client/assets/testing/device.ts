import { createMemoryLocks, createPlainSuite, type SessionKeys } from '../../sync/index.ts'
import { randomBytes } from '../../sync/testing/device.ts'
import { openAssetStore, type AssetStore } from '../asset-store.ts'
import type { AssetCache } from '../cache/asset-cache.ts'
import { createMemoryCache } from '../cache/memory-cache.ts'
import type { TestRelay } from './relay.ts'
import type { TestTime } from './time.ts'

/** A device on which tabs are opened. */
export interface TestDevice {
  readonly keys: SessionKeys
  readonly cache: AssetCache
  /** How much space it has. */
  capacityBytes: number
  tab(options?: { readonly budgetBytes?: number }): TestTab
}

/** A store whose tab can die without a word. */
export interface TestTab extends AssetStore {
  /** The tab is gone: what it held is let go of, what it was doing never ends. */
  die(): void
}

/** A device of a session before a relay. */
export function createTestDevice(keys: SessionKeys, relay: TestRelay, time: TestTime): TestDevice {
  const held = new Set<string>()
  const cache = createMemoryCache({ capacityBytes: () => device.capacityBytes })
  const device: TestDevice = {
    keys,
    cache,
    capacityBytes: Infinity,
    tab(options = {}) {
      let isDead = false
      const mine = new Set<string>()
      const locks = createMemoryLocks(held)
      const store = openAssetStore({
        keys,
        relayUrl: relay.url,
        world: {
          cache: mortal(cache, () => isDead),
          locks: {
            async hold(name) {
              const release = isDead ? undefined : await locks.hold(name)
              if (isDead) {
                release?.()
                return never()
              }
              if (release !== undefined) mine.add(name)
              return release
            },
          },
          fetch: (url, request) => (isDead ? never() : relay.fetch(url, request)),
          crypto: createPlainSuite(),
          subtle: undefined,
          random: randomBytes,
          now: time.now,
          schedule: (delayMs, run) => time.schedule(delayMs, () => isDead || run()),
          onOnline: () => () => undefined,
        },
        ...options,
      })
      return {
        ...store,
        die() {
          isDead = true
          for (const name of mine) held.delete(name)
        },
      }
    },
  }
  return device
}

/** What a dead tab had begun to write may be written or not; here it is not. */
function mortal(cache: AssetCache, isDead: () => boolean): AssetCache {
  return {
    ...cache,
    put: (...args) => (isDead() ? never() : cache.put(...args)),
    change: (...args) => (isDead() ? never() : cache.change(...args)),
    evict: (...args) => (isDead() ? never() : cache.evict(...args)),
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
