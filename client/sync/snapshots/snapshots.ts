import {
  bytesEqual,
  type Frame,
  type Grant,
  type Limits,
  type Part,
  type RoomId,
  type Shelf as ShelfFrame,
  type SnapshotId,
  type Snapped,
} from '#relay/wire'
import * as Y from 'yjs'
import type { Coverage } from '../documents/coverage.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { RandomBytes } from '../keys/session-keys.ts'
import type { LogReader } from '../log/log-reader.ts'
import { streamOfDocument, type DocumentName } from '../names.ts'
import type { Schedule } from '../schedule.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { compareWithLog } from './compare.ts'
import { loadOthers, loadStream, type LoadedSnapshot } from './load-snapshots.ts'
import { createShelf } from './shelf.ts'
import { createSnapshotKeeper, type SnapshotThresholds } from './snapshot-keeper.ts'
import type { DocumentState } from './snapshot-payload.ts'
import { createSnapshotSealer } from './snapshot-sealer.ts'
import { documentsOfStream, readAsLogged, type StreamStatesOptions } from './stream-states.ts'

/** Snapshots of the streams of a session: loaded where the log begins with them, made and vouched for where it grows long. */
export interface Snapshots {
  /** Fetches what stands in for the records that the log no longer has, and notes in the reader what is lacking. */
  load(): Promise<{ readonly loaded: readonly LoadedSnapshot[]; readonly isWhole: boolean }>
  /**
   * The log was read: where something in it waits for what no snapshot that was loaded holds, the others are loaded as
   * well. False when an open document waits still.
   */
  fallBack(inLog: NonNullable<LogReader['inLog']>): Promise<boolean>
  synced(limits: Limits): void
  /** A stream can be read now: what could not be opened before is looked at again. */
  keyCame(stream: number): void
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
    /** The relay does not answer what it was asked. */
    readonly onSilence: () => void
    readonly onFalse: () => void
    /** The beginning of a stream that this device can read is not here. */
    readonly onLacking: () => void
    /** Nothing of that kind is lacking any more. */
    readonly onWhole: () => void
  },
): Snapshots {
  const { reader, keyring, device, grantOf, canWrite, send } = options
  const canRead = (stream: number) => keyring.keysOf(stream).length > 0
  const own: StreamStatesOptions = { ...options, device: options.deviceText }
  const sealer = createSnapshotSealer(options)
  const shelf = createShelf({
    send,
    random: options.random,
    schedule: options.schedule,
    onSilence: options.onSilence,
    changed(stream) {
      keeper.shelfChanged(stream)
      if (isSynced) void fillIn(stream)
    },
  })
  let isSynced = false
  let loadedIds = new Set<SnapshotId>()
  /** Open documents in which something waits for what neither log nor snapshots have. */
  let heldUp: readonly DocumentName[] = []
  const keeper = createSnapshotKeeper({
    ...options,
    tails: reader.tails,
    shelf,
    sealer,
    canWrite: (stream) => canRead(stream) && canWrite(stream),
    async statesOf(stream) {
      if (reader.lacking.has(stream)) return undefined
      const states: DocumentState[] = []
      for (const document of await documentsOfStream(stream, own)) {
        const state = await readAsLogged(document, own, Y.encodeStateAsUpdateV2)
        if (state === undefined) return undefined
        states.push({ document, state })
      }
      return states
    },
    async isTrue(info, stream, states) {
      if (reader.lacking.has(stream)) return 'unknown'
      return compareWithLog(info, states, stream, { ...own, epoch: reader.position?.epoch })
    },
    isOurs({ author }) {
      if (bytesEqual(author, device)) return true
      const [mine, theirs] = [grantOf(device), grantOf(author)]
      return mine?.member === theirs?.member && mine?.role !== 'gm'
    },
  })

  /** Whether something is lacking that this device could read. */
  function isLacking(): boolean {
    return [...reader.lacking].some(canRead)
  }

  /** Streams where something in the log that was read waits for what is not in it. */
  async function streamsWithGaps(
    inLog: ReadonlyMap<DocumentName, Coverage>,
  ): Promise<ReadonlySet<number>> {
    await Promise.allSettled([...options.open.values()].map(({ ready }) => ready))
    const gapped = [...inLog].filter(
      ([document, coverage]) => !coverage.isWhole() || isHeldUp(document),
    )
    return new Set(gapped.map(([document]) => streamOfDocument(document)))
  }

  function isHeldUp(document: DocumentName): boolean {
    return options.open.get(document)?.isHeldUp === true
  }

  /** What a document waited for came after all, from whoever had it. */
  function lookAtHeldUp(): void {
    if (heldUp.length === 0) return
    heldUp = heldUp.filter(isHeldUp)
    if (heldUp.length === 0 && !isLacking()) options.onWhole()
  }

  async function fillIn(stream: number): Promise<void> {
    if (!reader.lacking.has(stream) || !canRead(stream)) return
    const beginning = reader.beginning
    const found = await loadStream(stream, 0, { shelf, sealer })
    if (beginning !== reader.beginning || !reader.lacking.has(stream)) return
    for (const snapshot of found) reader.takeSnapshot(snapshot)
    if (!isLacking() && heldUp.length === 0) options.onWhole()
  }

  async function fillInAll(): Promise<void> {
    for (const stream of reader.lacking) await fillIn(stream)
    if (isSynced && isLacking()) options.onLacking()
  }

  return {
    async load() {
      const { beginning } = reader
      const baseSeq = reader.position?.seq ?? 0
      await shelf.list()
      const loaded: LoadedSnapshot[] = []
      const lacking: number[] = []
      // Whatever was cut last stands in some stream's snapshot: where none reaches so far, some are withheld.
      let isWhole = shelf.streams.some((stream) =>
        shelf.keptOf(stream).some(({ covers }) => covers.seq >= baseSeq),
      )
      for (const stream of shelf.streams) {
        const found = canRead(stream) ? await loadStream(stream, baseSeq, { shelf, sealer }) : []
        loaded.push(...found)
        if (found.length > 0) continue
        if (canRead(stream)) isWhole = false
        if (canRead(stream) || keyring.awaits(stream)) lacking.push(stream)
      }
      loadedIds = new Set(loaded.map(({ info }) => info.id))
      if (beginning === reader.beginning) for (const stream of lacking) reader.lacking.add(stream)
      return { loaded, isWhole }
    },
    async fallBack(inLog) {
      const { beginning } = reader
      for (const stream of await streamsWithGaps(inLog)) {
        const others = await loadOthers(stream, loadedIds, { shelf, sealer })
        if (beginning !== reader.beginning) return true
        for (const snapshot of others) reader.takeSnapshot(snapshot)
      }
      heldUp = [...inLog.keys()].filter(isHeldUp)
      return heldUp.length === 0
    },
    synced(limits) {
      isSynced = true
      void keeper.synced(limits).then(fillInAll)
    },
    keyCame(stream) {
      if (isSynced) void fillIn(stream)
    },
    stirred() {
      lookAtHeldUp()
      keeper.stirred()
    },
    take(frame) {
      shelf.take(frame)
      if (frame.type === 'snapped') keeper.take(frame)
    },
    disconnected() {
      isSynced = false
      shelf.disconnected()
      keeper.disconnected()
    },
  }
}
