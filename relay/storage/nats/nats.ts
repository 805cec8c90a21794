import type { RoomId } from '../../wire/index.ts'
import { DamagedRoom, type Storage, type StoredRecord } from '../storage.ts'
import type { NatsClient } from './client.ts'
import { createCopies } from './copies.ts'
import { createForgetting } from './forgetting.ts'
import type { RoomCopy } from './room-copy.ts'
import { decodeEntry, encodeEntry } from './log-entry.ts'
import { stretchOf } from '../stretch.ts'
import {
  CHECK_SUBJECT,
  KEPT_STREAM,
  LOG_STREAM,
  logSubject,
  pieceSubject,
  summarySubject,
} from './subjects.ts'

/**
 * Rooms in NATS JetStream, one subject each, a message per write. Other processes write to them at the same time; that
 * positions stay contiguous rests on NATS, which takes a message only if the last of its subject is the expected one.
 */
export function createNatsStorage(options: {
  readonly client: NatsClient
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}): Storage {
  const { client } = options
  const copies = createCopies(options)

  /** The records of the messages that hold what begins at a position, until they are so many bytes long. */
  async function recordsFrom(
    room: RoomId,
    seq: number,
    maxBytes: number,
  ): Promise<readonly StoredRecord[]> {
    const copy = await copies.fresh(room)
    const sequences = copy.view.messagesFrom(seq, maxBytes)
    const messages = await Promise.all(sequences.map((sequence) => client.at(LOG_STREAM, sequence)))
    if (messages.includes(undefined)) await explainMissing(copy, seq)
    return messages.flatMap((message) => {
      const entry = message === undefined ? undefined : decodeEntry(message.data)
      return entry?.type === 'write' ? entry.write.records : []
    })
  }

  /** Another relay may have pruned just now what this one does not know to be pruned. */
  async function explainMissing(copy: RoomCopy, seq: number): Promise<never> {
    await copy.refresh()
    const base = copy.view.stored?.state.base.seq ?? 0
    if (seq <= base) throw new Error('Another relay pruned what was to be read.')
    throw new DamagedRoom('A message of a room is missing.')
  }

  async function read(
    room: RoomId,
    from: number,
    maxBytes: number,
  ): Promise<readonly StoredRecord[]> {
    const found = await recordsFrom(room, from, maxBytes)
    const records: StoredRecord[] = []
    let bytes = 0
    for (const record of found) {
      if (record.seq < from) continue
      if (bytes >= maxBytes) break
      records.push(record)
      bytes += record.bytes.length
    }
    return records
  }

  async function setAside(room: RoomId): Promise<void> {
    for (;;) {
      const previous = (await client.last(LOG_STREAM, logSubject(room)))?.sequence ?? 0
      const entry = encodeEntry({ type: 'aside', previous })
      if ((await client.append(logSubject(room), entry, previous)) !== 'moved-on') break
    }
    await client.remove(KEPT_STREAM, summarySubject(room))
    copies.forget(room)
  }

  return {
    load: async (room) => (await copies.fresh(room)).view.stored,

    async commit(writes) {
      const outcomes = await Promise.all(
        writes.map(async (write) => (await copies.any(write.room)).commit(write)),
      )
      return writes.flatMap((write, index) => (outcomes[index] === 'taken' ? [] : [write.room]))
    },

    follow: copies.follow,

    read,

    readStretch: async (room, from, to, maxBytes) =>
      stretchOf(await read(room, from, maxBytes), from, to),

    async hashAt(room, seq) {
      const { view } = await copies.fresh(room)
      if (view.stored?.state.head === seq) return view.stored.state.headHash
      const records = await recordsFrom(room, seq, 1)
      return records.find((record) => record.seq === seq)?.hash
    },

    findRun: async (room, device, tab, ctr) =>
      (await copies.fresh(room)).view.findRun(device, tab, ctr),

    async readPiece(room, id, piece) {
      return (await client.last(KEPT_STREAM, pieceSubject(room, id, piece)))?.data
    },

    setAside,
    ...createForgetting(client, copies),
    check: async () => void (await client.store(CHECK_SUBJECT, new Uint8Array())),
    close: client.close,
  }
}
