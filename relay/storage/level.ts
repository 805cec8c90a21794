import { ClassicLevel } from 'classic-level'
import type { BatchOperation } from 'classic-level'
import { bytesEqual, roomIdToBytes, type RoomId } from '../wire/index.ts'
import { batchesOf } from './batches.ts'
import {
  decodeBlock,
  decodeChain,
  decodeMark,
  decodeRun,
  decodeSnapshotValue,
  decodeState,
  encodeBlock,
  encodeChain,
  encodeMark,
  encodeRun,
  encodeSnapshotValue,
  encodeState,
} from './level-codec.ts'
import {
  blockKey,
  chainKey,
  chainKeys,
  markKey,
  markKeys,
  pieceKey,
  runKey,
  snapshotKey,
  snapshotKeys,
  stateKey,
  type Place,
} from './level-keys.ts'
import { DamagedRoom, SNAPSHOT_PIECE_BYTES } from './storage.ts'
import type { RoomWrite, Storage, StoredRecord, Upkeep } from './storage.ts'

type Level = ClassicLevel<Uint8Array, Uint8Array>
type Operation = BatchOperation<Level, Uint8Array, Uint8Array>

/** The directory cannot be used; says why in a plain sentence. */
export interface Unusable {
  readonly type: 'unusable'
  readonly sentence: string
}

const FORMAT_KEY = new TextEncoder().encode('!format')
const FORMAT = 1
/** A block is read as a whole, so it stays small. */
const BLOCK_BYTES = 64 * 1024
const HIGHEST_SEQ = Number.MAX_SAFE_INTEGER

/** A storage whose every key and value can be read, as they are at one moment, while it is written to. */
export interface LevelStorage extends Storage {
  entries(): AsyncIterable<readonly [Uint8Array, Uint8Array]>
}

/** Opens or makes a LevelDB in a directory. Each commit is one synced batch, however many rooms are in it. */
export async function openLevelStorage(directory: string): Promise<LevelStorage | Unusable> {
  const level: Level = new ClassicLevel(directory, { keyEncoding: 'view', valueEncoding: 'view' })
  try {
    await level.open()
    const format = await level.get(FORMAT_KEY)
    if (format === undefined) await level.put(FORMAT_KEY, Uint8Array.of(FORMAT), { sync: true })
    if (format === undefined || format[0] === FORMAT) return createLevelStorage(level)
  } catch (error) {
    await level.close()
    return { type: 'unusable', sentence: sentenceFor(directory, error) }
  }
  await level.close()
  return {
    type: 'unusable',
    sentence: `The data in ${directory} was written by another version of the relay.`,
  }
}

function createLevelStorage(level: Level): LevelStorage {
  /** Of rooms something of which was set aside; all others lie at their id. */
  const places = new Map<RoomId, Place>()
  let isTorn = false
  let renewing: Promise<void> | undefined

  function placeOf(room: RoomId): Place {
    return places.get(room) ?? roomIdToBytes(room)
  }

  function learnPlace(room: RoomId, place: Place): void {
    if (bytesEqual(place, roomIdToBytes(room))) places.delete(room)
    else places.set(room, place)
  }

  /** Behind a write that failed half-way LevelDB appends what it will not find again, so it begins a new file. */
  async function beSound(): Promise<void> {
    if (!isTorn) return
    renewing ??= renew().finally(() => (renewing = undefined))
    await renewing
  }

  async function renew(): Promise<void> {
    await level.close()
    await level.open()
    isTorn = false
  }

  async function write(operations: Operation[]): Promise<void> {
    await beSound()
    try {
      await level.batch(operations, { sync: true })
    } catch (error) {
      isTorn = true
      throw error
    }
  }

  async function asked<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    await beSound()
    try {
      return await question()
    } catch (error) {
      if (!isCorruption(error)) throw error
      throw new DamagedRoom('LevelDB finds its files damaged.', { cause: error })
    }
  }

  return {
    load: (room) =>
      asked(async () => {
        const value = await level.get(stateKey(room))
        if (value === undefined) return undefined
        const { place, state } = decodeState(room, value)
        learnPlace(room, place)
        if (state === undefined) return undefined
        const chains = await level.values(chainKeys(place)).all()
        const marks = await level.iterator(markKeys(place)).all()
        const snapshots = await level.values(snapshotKeys(place)).all()
        return {
          state,
          chains: chains.map(decodeChain),
          marks: marks.map((entry) => decodeMark(...entry)),
          snapshots: snapshots.map(decodeSnapshotValue),
        }
      }),

    async commit(writes) {
      const operations: Operation[] = []
      for (const roomWrite of writes) {
        operations.push(...operationsOf(placeOf(roomWrite.room), roomWrite))
        const { upkeep } = roomWrite
        if (upkeep !== undefined) {
          operations.push(...(await upkeepOf(level, placeOf(roomWrite.room), upkeep)))
        }
      }
      await write(operations)
      return []
    },

    read: (room, from, maxBytes) => asked(() => readUntil(level, placeOf(room), from, maxBytes)),

    hashAt: (room, seq) =>
      asked(async () => {
        const place = placeOf(room)
        const range = { gte: blockKey(place, seq), lte: blockKey(place, HIGHEST_SEQ), limit: 1 }
        const [found] = await level.iterator(range).all()
        const records = found === undefined ? [] : decodeBlock(...found)
        return records.find((record) => record.seq === seq)?.hash
      }),

    findRun: (room, device, tab, ctr) =>
      asked(async () => {
        const range = {
          gte: runKey(placeOf(room), device, tab, 0),
          lte: runKey(placeOf(room), device, tab, ctr),
          reverse: true,
          limit: 1,
        }
        const [found] = await level.iterator(range).all()
        return found === undefined ? undefined : decodeRun(...found, { device, tab })
      }),

    readPiece: (room, id, piece) => asked(() => level.get(pieceKey(placeOf(room), id, piece))),

    async setAside(room, place) {
      await write([put(stateKey(room), encodeState({ place, state: undefined }))])
      learnPlace(room, place)
    },

    async *entries() {
      await beSound()
      yield* level.iterator()
    },

    async close() {
      await renewing?.catch(() => undefined)
      await level.close()
    },
  }
}

async function readUntil(
  level: Level,
  place: Place,
  from: number,
  maxBytes: number,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = []
  let bytes = 0
  const range = { gte: blockKey(place, from), lte: blockKey(place, HIGHEST_SEQ) }
  for await (const entry of level.iterator(range)) {
    for (const record of decodeBlock(...entry)) {
      if (record.seq < from) continue
      if (bytes >= maxBytes) return records
      records.push(record)
      bytes += record.bytes.length
    }
    if (bytes >= maxBytes) return records
  }
  return records
}

function operationsOf(place: Place, write: RoomWrite): Operation[] {
  return [
    put(stateKey(write.room), encodeState({ place, state: write.state })),
    ...batchesOf(write.records, BLOCK_BYTES).map((block) =>
      put(blockKey(place, block.at(-1)?.seq ?? 0), encodeBlock(block)),
    ),
    ...write.runs.map((run) => put(runKey(place, run.device, run.tab, run.ctr), encodeRun(run))),
    ...write.chains.flatMap((chain) => {
      const device = chain.at(-1)
      return device === undefined ? [] : [put(chainKey(place, device), encodeChain(chain))]
    }),
  ]
}

async function upkeepOf(level: Level, place: Place, upkeep: Upkeep): Promise<Operation[]> {
  const { marks, snapshots, dropped, prunedTo } = upkeep
  const blocks = { gte: blockKey(place, 0), lte: blockKey(place, prunedTo) }
  const gone = prunedTo === 0 ? [] : await level.keys(blocks).all()
  const goneMarks = prunedTo === 0 ? [] : await level.keys(markKeys(place, prunedTo)).all()
  return [
    ...marks.map((mark) => put(markKey(place, mark.seq), encodeMark(mark))),
    ...snapshots.flatMap(({ info, content }) => [
      put(snapshotKey(place, info.id), encodeSnapshotValue(info)),
      ...piecesOf(content ?? new Uint8Array()).map((piece, number) =>
        put(pieceKey(place, info.id, number), piece),
      ),
    ]),
    ...dropped.flatMap((info) => [
      remove(snapshotKey(place, info.id)),
      ...Array.from({ length: Math.ceil(info.bytes / SNAPSHOT_PIECE_BYTES) }, (_, piece) =>
        remove(pieceKey(place, info.id, piece)),
      ),
    ]),
    ...[...gone, ...goneMarks].map(remove),
  ]
}

function piecesOf(content: Uint8Array): Uint8Array[] {
  const count = Math.ceil(content.length / SNAPSHOT_PIECE_BYTES)
  return Array.from({ length: count }, (_, piece) =>
    content.subarray(piece * SNAPSHOT_PIECE_BYTES, (piece + 1) * SNAPSHOT_PIECE_BYTES),
  )
}

function put(key: Uint8Array, value: Uint8Array): Operation {
  return { type: 'put', key, value }
}

function remove(key: Uint8Array): Operation {
  return { type: 'del', key }
}

function isCorruption(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_CORRUPTION'
}

function sentenceFor(directory: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const text = cause instanceof Error ? cause.message : String(cause)
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'LEVEL_LOCKED') return `Another relay is already using ${directory}.`
  if (code === 'LEVEL_CORRUPTION') return `The data in ${directory} is damaged. Restore a backup.`
  return `The data directory ${directory} cannot be used: ${text}`
}
