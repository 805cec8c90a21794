import { summarise } from '#crdt-rules'
import {
  bytesEqual,
  decodeRecord,
  isMalformed,
  keyToText,
  nextHash,
  type LogEpoch,
  type RoomId,
  type SealedRecord,
  type Sha256,
} from '#relay/wire'
import type { ArrivedUpdate } from '../documents/arrived-update.ts'
import { createCoverage, type Coverage } from '../documents/coverage.ts'
import type { Doubt, HistoryWatch } from '../vigilance/history-watch.ts'
import type { DocumentName } from '../names.ts'
import type { Payload } from '../sealing/payload.ts'
import type { OpenedRecord, RecordSealer } from '../sealing/record-sealer.ts'
import type { RecordFault } from '../status.ts'
import { drop, put, type Change, type DeviceStore, type Key } from '../store/device-store.ts'
import type { LoadedSnapshot } from '../snapshots/load-snapshots.ts'
import type { Outbox } from './outbox.ts'
import { createPartJoiner } from './part-joiner.ts'
import type { LogPosition } from './position.ts'
import { createTails, type Tails } from './tails.ts'

/** A record that was not taken, and why. The others are not held up by it. */
export interface RefusedRecord {
  readonly seq: number
  readonly fault: RecordFault
}

/** Reads the log of one room: checks its chain, opens its records in parallel, hands them on in order. */
export interface LogReader {
  /** Takes up where this device stopped. */
  load(): Promise<void>
  /** The end of what was received; undefined before the first contact. */
  readonly position: LogPosition | undefined
  /** How often the log was begun; another number says that what was fetched for it is of another reading. */
  readonly beginning: number
  /** The log from its base; every document's share of it is noted until `adopt`. */
  restart(base: LogPosition): void
  /** A snapshot stands in for records before the base. */
  takeSnapshot(snapshot: LoadedSnapshot): void
  /** Streams whose snapshots could not be opened when the log was begun; `takeSnapshot` strikes them off. */
  readonly lacking: Set<number>
  /** The records of each stream that no two snapshots hold. */
  readonly tails: Tails
  /** What the log holds per document, while it is read anew; undefined otherwise. */
  readonly inLog: ReadonlyMap<DocumentName, Coverage> | undefined
  /** Takes the log that was read anew for the true one: the changes of the commit that says so. */
  adopt(): readonly Change[]
  /** Takes records that begin at `from`; 'gap' when some before them are missing. */
  receive(from: number, records: readonly Uint8Array[]): 'taken' | 'gap'
  /** Whether the log that ends so is the one that was received; true when it ends elsewhere. */
  agrees(head: number, hash: Uint8Array): boolean
  /** Everything received so far is applied, and its commit under way. */
  settled(): Promise<void>
  /** Opens records of a stream that waited for their key. */
  retry(stream: number): Promise<void>
}

export interface LogReaderOptions {
  readonly room: RoomId
  readonly device: Uint8Array
  readonly store: DeviceStore
  readonly sealer: Pick<RecordSealer, 'open'>
  readonly sha256: Sha256
  /** Updates of one document, in log order. */
  readonly arrived: (document: DocumentName, updates: readonly ArrivedUpdate[]) => void
  readonly outbox: Pick<Outbox, 'shown' | 'sealedAs'>
  readonly onProgress: (records: number) => void
  readonly history: Pick<HistoryWatch, 'grew' | 'restarted' | 'doubt' | 'confirmed'>
  readonly onRefused: (refused: RefusedRecord) => void
}

/** A reader of the log that has read nothing. */
export function createLogReader(options: LogReaderOptions): LogReader {
  const { room, device, store, sealer, sha256, outbox } = options
  const joiner = createPartJoiner()
  const tails = createTails()
  const lacking = new Set<number>()
  let received: LogPosition | undefined
  let inLog: Map<DocumentName, Coverage> | undefined
  let queue: Promise<void> = Promise.resolve()
  let beginnings = 0

  /** One batch of records on its way into documents and store. */
  function createBatch(epoch: LogEpoch) {
    const changes: Change[] = []
    const byDocument = new Map<DocumentName, RowOfLog[]>()

    function takePayload(seq: number, record: SealedRecord, payload: Payload): void {
      const author = `${keyToText(record.author)} ${record.tab}`
      const partKey = (part: number): Key => [room, epoch, author, record.ctr - payload.part + part]
      const update = joiner.add(author, record.ctr, payload)
      if (update === undefined) {
        const { document, part, parts, bytes } = payload
        const value = { document, part, parts, bytes: bytes }
        changes.push(put('parts', partKey(part), value))
        return
      }
      for (let part = 0; payload.parts > 1 && part < payload.parts; part += 1) {
        changes.push(drop('parts', partKey(part)))
      }
      const summary = summarise(update)
      if (summary === undefined) {
        options.onRefused({ seq, fault: 'malformed' })
        return
      }
      const row: Key = [room, payload.document, epoch, seq]
      takeUpdate(payload.document, { update, summary, row, seq })
    }

    function takeUpdate(document: DocumentName, arrived: RowOfLog): void {
      const group = byDocument.get(document) ?? []
      group.push(arrived)
      byDocument.set(document, group)
      if (inLog === undefined) return
      const coverage = inLog.get(document) ?? createCoverage()
      coverage.add(arrived.summary)
      inLog.set(document, coverage)
    }

    return {
      takeUpdate,
      take(seq: number, bytes: Uint8Array, opened: Opened): void {
        const { record, result } = opened
        if (record !== undefined && isOwnDevice(record)) {
          changes.push(...outbox.shown(record.tab, record.ctr))
        }
        if (opened.doubt !== undefined && result.type !== 'refused') {
          options.history.confirmed(opened.doubt)
        }
        if (record === undefined) options.onRefused({ seq, fault: 'malformed' })
        else if (result.type === 'opened') {
          takePayload(seq, record, result.payload)
        } else if (result.type === 'awaiting') {
          const value = { record: bytes.slice() }
          changes.push(put('unread', [room, record.stream, epoch, seq], value))
        } else if (result.type === 'refused') {
          options.onRefused({ seq, fault: result.refusal })
        }
      },
      finish(end: readonly Change[]): void {
        for (const [document, updates] of byDocument) changes.push(...handOn(document, updates))
        void store.commit([...changes, ...end])
      },
    }
  }

  /** What to store of them: nothing when the document breaks on them, or it would again whenever it is loaded. */
  function handOn(document: DocumentName, updates: readonly RowOfLog[]): readonly Change[] {
    try {
      options.arrived(document, updates)
    } catch {
      for (const { seq } of updates) options.onRefused({ seq, fault: 'unreadable' })
      return []
    }
    return updates.map(({ row, update }) => put('arrived', row, { update }))
  }

  function isOwnDevice(record: SealedRecord): boolean {
    return bytesEqual(record.author, device)
  }

  /** `seq`: where the log shows it now; undefined when it did so before. */
  async function open(bytes: Uint8Array, seq?: number): Promise<Opened> {
    const record = decodeRecord(bytes)
    if (isMalformed(record)) return { record: undefined, result: { type: 'closed' } }
    // What this tab sealed itself, byte for byte, need not be verified and opened.
    const payload = isOwnDevice(record) ? outbox.sealedAs(record, bytes) : undefined
    if (payload !== undefined) return { record, result: { type: 'opened', payload } }
    // Before anything is waited for: what is known of the log goes with it.
    const doubt = seq === undefined ? undefined : options.history.doubt(record.seen, seq)
    return { record, result: await sealer.open(record), doubt }
  }

  function cursorChange(position: LogPosition): Change {
    return put('cursors', [room], { ...position, tails: [...tails.all], lacking: [...lacking] })
  }

  return {
    async load() {
      const [cursor] = await store.list('cursors', [room])
      if (cursor !== undefined) {
        const { epoch, seq, hash, tails: stored, lacking: unopened } = cursor.value
        received = { epoch, seq, hash }
        options.history.grew(received)
        tails.restore(stored ?? [])
        for (const stream of unopened ?? []) lacking.add(stream)
      }
      for (const { key, value } of await store.list('parts', [room])) {
        if (key[1] === received?.epoch) joiner.add(String(key[2]), Number(key[3]), value)
      }
    },
    get position() {
      return received
    },
    get beginning() {
      return beginnings
    },
    restart(base) {
      beginnings += 1
      received = base
      joiner.clear()
      tails.clear()
      lacking.clear()
      options.history.restarted()
      options.history.grew(base)
      inLog = new Map()
    },
    takeSnapshot({ stream, info, updates }) {
      if (received === undefined)
        throw new Error('A snapshot came before a position. Call restart first.')
      const { epoch } = received
      const batch = createBatch(epoch)
      for (const { document, update } of updates) {
        const summary = summarise(update)
        if (summary === undefined) continue
        const row: Key = [room, document, epoch, info.covers.seq, 'snapshot']
        batch.takeUpdate(document, { update, summary, row, seq: info.covers.seq })
      }
      batch.finish([])
      tails.covered(stream, info.covers.seq, 0)
      if (!lacking.delete(stream) || inLog !== undefined) return
      const [position, beginning] = [received, beginnings]
      queue = queue.then(() => {
        if (beginning === beginnings) void store.commit([cursorChange(position)])
      })
    },
    lacking,
    tails,
    get inLog() {
      return inLog
    },
    adopt() {
      inLog = undefined
      return received === undefined ? [] : [cursorChange(received)]
    },
    receive(from, records) {
      if (received === undefined)
        throw new Error('Records came before a position. Call restart first.')
      if (from !== received.seq + 1) return 'gap'
      const { epoch } = received
      let { seq, hash } = received
      const opening = records.map((bytes) => {
        seq += 1
        hash = nextHash(hash, bytes, sha256)
        options.history.grew({ epoch, seq, hash })
        return { seq, bytes, opened: open(bytes, seq) }
      })
      const position = { epoch, seq, hash }
      received = position
      const beginning = beginnings
      queue = queue.then(async () => {
        const opened = await Promise.all(opening.map((item) => item.opened))
        if (beginning !== beginnings) return
        const batch = createBatch(epoch)
        for (const [index, { seq: at, bytes }] of opening.entries()) {
          const item = opened[index]
          if (item === undefined) continue
          if (item.record !== undefined) tails.add(item.record.stream, at, bytes.length)
          batch.take(at, bytes, item)
        }
        batch.finish(inLog === undefined ? [cursorChange(position)] : [])
        options.onProgress(records.length)
      })
      return 'taken'
    },
    agrees: (head, hash) =>
      received === undefined || head !== received.seq || bytesEqual(hash, received.hash),
    settled: () => queue,
    async retry(stream) {
      for (const { key, value } of await store.list('unread', [room, stream])) {
        const opened = await open(value.record)
        if (opened.result.type !== 'opened') continue
        const batch = createBatch(String(key[2]) as LogEpoch)
        batch.take(Number(key[3]), value.record, opened)
        batch.finish([drop('unread', key)])
      }
    },
  }
}

interface RowOfLog extends ArrivedUpdate {
  readonly row: Key
  readonly seq: number
}

interface Opened {
  readonly record: SealedRecord | undefined
  readonly result: OpenedRecord
  /** What its author saw of the log speaks against the relay, should the signature hold. */
  readonly doubt?: Doubt | undefined
}
