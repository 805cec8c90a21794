import {
  bytesEqual,
  type Frame,
  type Grant,
  type Limits,
  type Part,
  type RoomId,
  type Shelf as ShelfFrame,
  type Snapped,
} from '#relay/wire'
import * as Y from 'yjs'
import type { Keyring } from '../keys/keyring.ts'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { LogReader } from '../log/log-reader.ts'
import type { Schedule } from '../schedule.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { compareWithLog } from './compare.ts'
import { loadSnapshots, type LoadedSnapshot } from './load-snapshots.ts'
import { createShelf } from './shelf.ts'
import { createSnapshotKeeper, type SnapshotThresholds } from './snapshot-keeper.ts'
import type { DocumentState } from './snapshot-payload.ts'
import { createSnapshotSealer } from './snapshot-sealer.ts'
import { documentsOfStream, readAsLogged, type StreamStatesOptions } from './stream-states.ts'

/** Snapshots of the streams of a session: loaded where the log begins with them, made and vouched for where it grows long. */
export interface Snapshots {
  /** Fetches what stands in for the records that the log no longer has. */
  load(): Promise<{ readonly loaded: readonly LoadedSnapshot[]; readonly isWhole: boolean }>
  synced(limits: Limits): void
  stirred(): void
  take(frame: ShelfFrame | Part | Snapped): void
  disconnected(): void
}

/** Snapshots of one room, as one of its devices handles them. */
export function createSnapshots(
  options: Omit<StreamStatesOptions, 'device'> & {
    readonly room: RoomId
    readonly deviceSeed: Uint8Array
    readonly device: Uint8Array
    readonly deviceText: string
    readonly keyring: Keyring
    readonly crypto: CryptoSuite
    readonly random: RandomBytes
    readonly schedule: Schedule
    readonly jitter: () => number
    readonly thresholds: SnapshotThresholds
    readonly reader: LogReader
    readonly grantOf: (device: Uint8Array) => Grant | undefined
    readonly canWrite: (stream: number) => boolean
    readonly send: (...frames: readonly Frame[]) => void
    readonly onFalse: () => void
  },
): Snapshots {
  const { reader, keyring, device, grantOf, canWrite, send } = options
  const canRead = (stream: number) => keyring.keysOf(stream).length > 0
  const own: StreamStatesOptions = { ...options, device: options.deviceText }
  const sealer = createSnapshotSealer(options)
  const shelf = createShelf({
    send,
    random: options.random,
    changed: (stream) => keeper.shelfChanged(stream),
  })
  const keeper = createSnapshotKeeper({
    ...options,
    tails: reader.tails,
    shelf,
    sealer,
    canWrite: (stream) => canRead(stream) && canWrite(stream),
    async statesOf(stream) {
      const states: DocumentState[] = []
      for (const document of await documentsOfStream(stream, own)) {
        const state = await readAsLogged(document, own, Y.encodeStateAsUpdateV2)
        if (state === undefined) return undefined
        states.push({ document, state })
      }
      return states
    },
    isTrue: (info, stream, states) =>
      compareWithLog(info, states, stream, { ...own, epoch: reader.position?.epoch }),
    isOurs({ author }) {
      if (bytesEqual(author, device)) return true
      const [mine, theirs] = [grantOf(device), grantOf(author)]
      return mine?.member === theirs?.member && mine?.role !== 'gm'
    },
  })

  return {
    async load() {
      const { loaded, lacking } = await loadSnapshots({ shelf, sealer, canRead })
      return { loaded, isWhole: lacking.length === 0 }
    },
    synced: (limits) => keeper.synced(limits),
    stirred: () => keeper.stirred(),
    take(frame) {
      shelf.take(frame)
      if (frame.type === 'snapped') keeper.take(frame)
    },
    disconnected() {
      shelf.disconnected()
      keeper.disconnected()
    },
  }
}
