import type { OpenCache } from '../documents/document-cache.ts'
import { noCache } from '../documents/document-cache.ts'
import type { SessionKeys } from '../keys/session-keys.ts'
import type { Connect } from '../link/socket.ts'
import { createPlainSuite } from '../sealing/crypto-suite.ts'
import { openSession } from '../session.ts'
import { createMemoryLocks } from '../store/locks.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { createRowTables } from '../store/row-tables.ts'
import type { SyncSession } from '../sync-session.ts'
import type { SyncWorld } from '../sync-world.ts'

/** A device with its storage, on which tabs are opened. */
export interface TestDevice {
  readonly keys: SessionKeys
  readonly store: DeviceStore
  /** Opens the session once more on this device. */
  tab(connect: Connect, relayUrl?: string): SyncSession
}

/** Random bytes for tests that run on real time. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** Runs on the real clock. */
export function realSchedule(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

/** A device that keeps everything in memory, or in the given store and cache. */
export function createTestDevice(
  keys: SessionKeys,
  options: {
    readonly store?: DeviceStore
    readonly openCache?: OpenCache
    readonly onOnline?: SyncWorld['onOnline']
  } = {},
): TestDevice {
  const store = options.store ?? createMemoryStore({ tables: createRowTables() })
  const held = new Set<string>()
  const suite = createPlainSuite()
  return {
    keys,
    store,
    tab: (connect, relayUrl = 'ws://relay.test/ws') =>
      openSession({
        keys,
        relayUrl,
        world: {
          store,
          openCache: options.openCache ?? noCache,
          locks: createMemoryLocks(held),
          connect,
          crypto: suite,
          random: randomBytes,
          now: Date.now,
          schedule: realSchedule,
          onOnline: options.onOnline ?? (() => () => undefined),
        },
      }),
  }
}

/** Waits until something holds; fails with the sentence when it does not within thirty seconds. */
export async function eventually(holds: () => boolean, sentence: string): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 3000) throw new Error(`It did not happen in time: ${sentence}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
