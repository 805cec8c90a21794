import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { keyToText } from '../../wire/index.ts'
import type { Chain, SnapshotId, TabId } from '../../wire/index.ts'
import {
  decodeChain,
  decodeSnapshotValue,
  encodeChain,
  encodeSnapshotValue,
} from '../level-codec.ts'
import type { Mark, RoomState, Run, StoredRoom, StoredSnapshot } from '../storage.ts'
import { isBeginning } from './entries-after.ts'
import { readList, readMark, readState, writeList, writeMark, writeState } from './log-entry.ts'
import type { LogEntry } from './log-entry.ts'
import { createWriters } from './writers.ts'

/** A room as its messages make it, one after the other; the records themselves stay where they are. */
export interface RoomView {
  /** Stream sequence of the last message in it; 0 when there is none. */
  readonly last: number
  /** Messages and their bytes put in since the view was made or written. */
  readonly since: { readonly messages: number; readonly bytes: number }
  /** The room; undefined when nothing was ever committed to it, or was set aside. */
  readonly stored: StoredRoom | undefined
  /** Stream sequence of the first message that still matters; undefined when none does. */
  readonly firstKept: number | undefined
  /** Puts the next message in. */
  put(entry: LogEntry, sequence: number, bytes: number): void
  /** Stream sequences of the messages that hold what begins at a position, until they are so many bytes long. */
  messagesFrom(seq: number, maxBytes: number): readonly number[]
  findRun(device: Uint8Array, tab: TabId, ctr: number): Run | undefined
  /** Everything in it as bytes. */
  write(): Uint8Array
}

/** A message with records: where it lies, the position of its first record, how long it is. */
interface Message {
  readonly sequence: number
  readonly seq: number
  readonly bytes: number
}

/** A room without a message, or the one that `write` wrote. */
export function createRoomView(written?: Uint8Array): RoomView {
  let last = 0
  let since = { messages: 0, bytes: 0 }
  let state: RoomState | undefined
  let chains = new Map<string, Chain>()
  let marks: Mark[] = []
  let snapshots = new Map<SnapshotId, StoredSnapshot>()
  let messages: Message[] = []
  let writers = createWriters()
  if (written !== undefined) read(decoding.createDecoder(written))

  function read(decoder: decoding.Decoder): void {
    last = decoding.readVarUint(decoder)
    if (decoding.readUint8(decoder) === 0) return
    state = readState(decoder)
    readList(decoder, () => keepChain(decodeChain(decoding.readVarUint8Array(decoder))))
    marks = readList(decoder, () => readMark(decoder))
    readList(decoder, () => {
      const info = decodeSnapshotValue(decoding.readVarUint8Array(decoder))
      snapshots.set(info.id, info)
    })
    messages = readMessages(decoder)
    writers = createWriters(decoder)
  }

  function keepChain(chain: Chain): void {
    const device = chain.at(-1)
    if (device !== undefined)
      chains.set(keyToText(device.subject) + keyToText(device.issuer), chain)
  }

  function forget(): void {
    state = undefined
    chains = new Map()
    marks = []
    snapshots = new Map()
    messages = []
    writers = createWriters()
  }

  return {
    get last() {
      return last
    },

    get since() {
      return since
    },

    get stored() {
      if (state === undefined) return undefined
      return { state, chains: [...chains.values()], marks, snapshots: [...snapshots.values()] }
    },

    get firstKept() {
      return messages[0]?.sequence
    },

    put(entry, sequence, bytes) {
      last = sequence
      since = { messages: since.messages + 1, bytes: since.bytes + bytes }
      if (isBeginning(entry)) forget()
      if (entry.type === 'aside') return undefined
      const { write } = entry
      state = write.state
      const [first] = write.records
      if (first !== undefined) messages.push({ sequence, seq: first.seq, bytes })
      write.runs.forEach(writers.add)
      write.chains.forEach(keepChain)
      if (write.upkeep === undefined) return undefined
      const { prunedTo, marks: added } = write.upkeep
      if (prunedTo > 0) writers.prune(prunedTo)
      const others = marks.filter(({ seq }) => !added.some((mark) => mark.seq === seq))
      marks = [...others, ...added].filter((mark) => mark.seq > prunedTo)
      for (const { info } of write.upkeep.snapshots) snapshots.set(info.id, info)
      for (const { id } of write.upkeep.dropped) snapshots.delete(id)
      messages = messages.slice(Math.max(0, indexOf(messages, prunedTo + 1)))
      if (state.head <= prunedTo) messages = []
    },

    messagesFrom(seq, maxBytes) {
      const found: number[] = []
      let bytes = 0
      if (state === undefined || seq > state.head) return found
      for (let at = Math.max(0, indexOf(messages, seq)); at < messages.length; at += 1) {
        const message = messages[at]
        if (message === undefined || bytes >= maxBytes) break
        found.push(message.sequence)
        // The first may begin long before the position that is asked for.
        if (message.seq >= seq) bytes += message.bytes
      }
      return found
    },

    findRun: (device, tab, ctr) => writers.find(device, tab, ctr),

    write() {
      const encoder = encoding.createEncoder()
      since = { messages: 0, bytes: 0 }
      encoding.writeVarUint(encoder, last)
      encoding.writeUint8(encoder, state === undefined ? 0 : 1)
      if (state === undefined) return encoding.toUint8Array(encoder)
      writeState(encoder, state)
      writeList(encoder, [...chains.values()], (chain) =>
        encoding.writeVarUint8Array(encoder, encodeChain(chain)),
      )
      writeList(encoder, marks, (mark) => writeMark(encoder, mark))
      writeList(encoder, [...snapshots.values()], (info) =>
        encoding.writeVarUint8Array(encoder, encodeSnapshotValue(info)),
      )
      writeMessages(encoder, messages)
      writers.write(encoder)
      return encoding.toUint8Array(encoder)
    },
  }
}

/** Of the message that holds this position, which is the last that begins at it or before; -1 when none does. */
function indexOf(messages: readonly Message[], seq: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((messages[middle]?.seq ?? 0) <= seq) low = middle + 1
    else high = middle
  }
  return low - 1
}

function writeMessages(encoder: encoding.Encoder, messages: readonly Message[]): void {
  let before: Message = { sequence: 0, seq: 0, bytes: 0 }
  writeList(encoder, messages, (message) => {
    encoding.writeVarUint(encoder, message.sequence - before.sequence)
    encoding.writeVarInt(encoder, message.seq - before.seq)
    encoding.writeVarUint(encoder, message.bytes)
    before = message
  })
}

function readMessages(decoder: decoding.Decoder): Message[] {
  let sequence = 0
  let seq = 0
  return readList(decoder, () => {
    sequence += decoding.readVarUint(decoder)
    seq += decoding.readVarInt(decoder)
    return { sequence, seq, bytes: decoding.readVarUint(decoder) }
  })
}
