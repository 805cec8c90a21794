import type { OpenCache } from './documents/document-cache.ts'
import type { RandomBytes, SessionKeys } from './keys/session-keys.ts'
import type { Connect } from './link/socket.ts'
import type { Schedule } from './schedule.ts'
import type { CryptoSuite } from './sealing/crypto-suite.ts'
import type { SnapshotThresholds } from './snapshots/snapshot-keeper.ts'
import type { DeviceStore } from './store/device-store.ts'
import type { Locks } from './store/locks.ts'

/** The outside world of a session. */
export interface SyncWorld {
  readonly store: DeviceStore
  readonly openCache: OpenCache
  readonly locks: Locks
  readonly connect: Connect
  readonly crypto: CryptoSuite
  readonly random: RandomBytes
  /** This device's clock, milliseconds since 1970. */
  readonly now: () => number
  readonly schedule: Schedule
  /** Tells when the network came back; the answer stops that. */
  readonly onOnline: (listener: () => void) => () => void
  /** Tells when the page is hidden, from where it may end without a word; the answer stops that. */
  readonly onHidden?: (listener: () => void) => () => void
  /** When streams are due for a snapshot; the usual ones when left out. */
  readonly snapshots?: SnapshotThresholds
}

export interface SessionOptions {
  readonly keys: SessionKeys
  /** `ws://…/ws` or `wss://…/ws`. */
  readonly relayUrl: string
  readonly world: SyncWorld
}
