import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { epochFromBytes, epochToBytes, tabIdFromBytes, tabIdToBytes } from '../../wire/index.ts'
import { decodeChain, encodeChain } from '../level-codec.ts'
import { decodeSnapshotValue, encodeSnapshotValue } from '../level-codec.ts'
import { DamagedRoom } from '../storage.ts'
import type { Mark, RoomState, RoomWrite, Run, StoredRecord, Upkeep } from '../storage.ts'

/**
 * What one message of a room's subject does to the room; `previous` is the stream sequence of the one before, 0 where the
 * log begins, whatever was there and was set aside.
 */
export type LogEntry =
  | { readonly type: 'write'; readonly previous: number; readonly write: EntryWrite }
  | { readonly type: 'aside'; readonly previous: number }

/** A write without the room it is for, which the subject says, and without the bytes of snapshots. */
export type EntryWrite = Omit<RoomWrite, 'room'>

const VERSION = 1
const WRITE = 0
const ASIDE = 1

/** An entry as the bytes of a message. */
export function encodeEntry(entry: LogEntry): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeUint8(encoder, entry.type === 'write' ? WRITE : ASIDE)
  encoding.writeVarUint(encoder, entry.previous)
  if (entry.type === 'write') writeEntryWrite(encoder, entry.write)
  return encoding.toUint8Array(encoder)
}

/** The entry of `encodeEntry`; throws DamagedRoom when the bytes are none. Records are views into the bytes. */
export function decodeEntry(bytes: Uint8Array): LogEntry {
  return readOrDamaged('A message of a room is damaged.', () => {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readUint8(decoder) !== VERSION) throw new Error('Another version wrote it.')
    const isWrite = decoding.readUint8(decoder) === WRITE
    const previous = decoding.readVarUint(decoder)
    if (!isWrite) return { type: 'aside', previous }
    return { type: 'write', previous, write: readEntryWrite(decoder) }
  })
}

/** Reads something stored; what cannot be read is a damaged room. */
export function readOrDamaged<Value>(sentence: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw new DamagedRoom(sentence, { cause: error })
  }
}

/** Writes a room's state. */
export function writeState(encoder: encoding.Encoder, state: RoomState): void {
  encoding.writeVarUint8Array(encoder, epochToBytes(state.epoch))
  encoding.writeVarUint(encoder, state.createdAtMs)
  encoding.writeVarUint(encoder, state.head)
  encoding.writeVarUint8Array(encoder, state.headHash)
  encoding.writeVarUint(encoder, state.bytes)
  encoding.writeVarUint(encoder, state.base.seq)
  encoding.writeVarUint8Array(encoder, state.base.hash)
}

/** The state of `writeState`. */
export function readState(decoder: decoding.Decoder): RoomState {
  return {
    epoch: epochFromBytes(decoding.readVarUint8Array(decoder)),
    createdAtMs: decoding.readVarUint(decoder),
    head: decoding.readVarUint(decoder),
    headHash: readCopy(decoder),
    bytes: decoding.readVarUint(decoder),
    base: { seq: decoding.readVarUint(decoder), hash: readCopy(decoder) },
  }
}

/** Writes how many there are, then each. */
export function writeList<Item>(
  encoder: encoding.Encoder,
  items: readonly Item[],
  write: (item: Item) => void,
): void {
  encoding.writeVarUint(encoder, items.length)
  items.forEach(write)
}

/** The list of `writeList`. */
export function readList<Item>(decoder: decoding.Decoder, read: () => Item): Item[] {
  return Array.from({ length: decoding.readVarUint(decoder) }, read)
}

/** Writes a mark. */
export function writeMark(encoder: encoding.Encoder, mark: Mark): void {
  encoding.writeVarUint(encoder, mark.seq)
  encoding.writeVarUint(encoder, mark.atMs)
}

/** The mark of `writeMark`. */
export function readMark(decoder: decoding.Decoder): Mark {
  return { seq: decoding.readVarUint(decoder), atMs: decoding.readVarUint(decoder) }
}

function writeEntryWrite(encoder: encoding.Encoder, write: EntryWrite): void {
  writeState(encoder, write.state)
  encoding.writeVarUint(encoder, write.records[0]?.seq ?? 0)
  writeList(encoder, write.records, (record) => {
    encoding.writeVarUint8Array(encoder, record.hash)
    encoding.writeVarUint8Array(encoder, record.bytes)
  })
  writeList(encoder, write.runs, (run) => writeRun(encoder, run))
  writeList(encoder, write.chains, (chain) =>
    encoding.writeVarUint8Array(encoder, encodeChain(chain)),
  )
  encoding.writeUint8(encoder, write.upkeep === undefined ? 0 : 1)
  if (write.upkeep !== undefined) writeUpkeep(encoder, write.upkeep)
}

function readEntryWrite(decoder: decoding.Decoder): EntryWrite {
  const state = readState(decoder)
  const firstSeq = decoding.readVarUint(decoder)
  const records = readList(decoder, () => ({
    hash: decoding.readVarUint8Array(decoder),
    bytes: decoding.readVarUint8Array(decoder),
  })).map((record, index): StoredRecord => ({ seq: firstSeq + index, ...record }))
  const runs = readList(decoder, () => readRun(decoder))
  const chains = readList(decoder, () => decodeChain(decoding.readVarUint8Array(decoder)))
  const write = { state, records, runs, chains }
  return decoding.readUint8(decoder) === 0 ? write : { ...write, upkeep: readUpkeep(decoder) }
}

function writeRun(encoder: encoding.Encoder, run: Run): void {
  encoding.writeVarUint8Array(encoder, run.device)
  encoding.writeVarUint8Array(encoder, tabIdToBytes(run.tab))
  encoding.writeVarUint(encoder, run.ctr)
  encoding.writeVarUint(encoder, run.seq)
  encoding.writeVarUint(encoder, run.count)
}

function readRun(decoder: decoding.Decoder): Run {
  return {
    device: readCopy(decoder),
    tab: tabIdFromBytes(decoding.readVarUint8Array(decoder)),
    ctr: decoding.readVarUint(decoder),
    seq: decoding.readVarUint(decoder),
    count: decoding.readVarUint(decoder),
  }
}

function writeUpkeep(encoder: encoding.Encoder, upkeep: Upkeep): void {
  writeList(encoder, upkeep.marks, (mark) => writeMark(encoder, mark))
  writeList(encoder, upkeep.snapshots, ({ info }) =>
    encoding.writeVarUint8Array(encoder, encodeSnapshotValue(info)),
  )
  writeList(encoder, upkeep.dropped, (info) =>
    encoding.writeVarUint8Array(encoder, encodeSnapshotValue(info)),
  )
  encoding.writeVarUint(encoder, upkeep.prunedTo)
}

function readUpkeep(decoder: decoding.Decoder): Upkeep {
  const readSnapshot = () => decodeSnapshotValue(decoding.readVarUint8Array(decoder))
  return {
    marks: readList(decoder, () => readMark(decoder)),
    snapshots: readList(decoder, () => ({ info: readSnapshot() })),
    dropped: readList(decoder, readSnapshot),
    prunedTo: decoding.readVarUint(decoder),
  }
}

/** What stays in memory must not hold on to the buffer of a whole message. */
function readCopy(decoder: decoding.Decoder): Uint8Array {
  return new Uint8Array(decoding.readVarUint8Array(decoder))
}
