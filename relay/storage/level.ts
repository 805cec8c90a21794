import { ClassicLevel } from 'classic-level'
import { bytesEqual, roomIdToBytes, type RoomId } from '../wire/index.ts'
import { createBlockCache } from './level-cache.ts'
import {
  decodeChain,
  decodeMark,
  decodeRun,
  decodeSnapshotValue,
  decodeState,
  encodeState,
} from './level-codec.ts'
import {
  chainKeys,
  markKeys,
  pieceKey,
  runKey,
  snapshotKeys,
  stateKey,
  type Place,
} from './level-keys.ts'
import { forgetRoom, roomsUnusedSince } from './level-forgetting.ts'
import { createMerging } from './level-merging.ts'
import { operationsOf, put, upkeepOf } from './level-operations.ts'
import { withNewEpoch, type Level, type Operation } from './level-operations.ts'
import { readHash, readStretch, readUntil } from './level-reading.ts'
import { DamagedRoom, StorageFull, type Storage } from './storage.ts'

/** A key and its value. */
export type Entry = readonly [Uint8Array, Uint8Array]

/** The directory cannot be used; says why in a plain sentence. */
export interface Unusable {
  readonly type: 'unusable'
  readonly sentence: string
  /** Another process has it open. */
  readonly isInUse: boolean
}

const FORMAT_KEY = new TextEncoder().encode('!format')
const FORMAT = 2
/** Its blocks are read as they are; no relay before this one reads the new ones. */
const OLD_FORMAT = 1
const WRITE_BUFFER_BYTES = 16 * 1024 * 1024
/** Used while long logs are read. */
const CACHE_BYTES = 48 * 1024 * 1024
const FILL_BYTES = 4 * 1024 * 1024

/** A storage whose every key and value can be read, as they are at one moment, while it is written to. */
export interface LevelStorage extends Storage {
  entries(): AsyncIterable<Entry>
  /** Takes over entries of another storage, each room with an epoch of its own; answers how many rooms there are. */
  fill(entries: AsyncIterable<Entry>, newEpoch: () => Uint8Array): Promise<number>
}

/** Opens or makes a LevelDB in a directory. Each commit is one synced batch, however many rooms are in it. */
export async function openLevelStorage(directory: string): Promise<LevelStorage | Unusable> {
  const level: Level = new ClassicLevel(directory, {
    keyEncoding: 'view',
    valueEncoding: 'view',
    // What is sealed does not become shorter.
    compression: false,
    // Fewer and longer files to merge; so much memory is used once or twice while much is written.
    writeBufferSize: WRITE_BUFFER_BYTES,
  })
  try {
    await level.open()
    const format = await level.get(FORMAT_KEY)
    if (format === undefined || format[0] === OLD_FORMAT) {
      await level.put(FORMAT_KEY, Uint8Array.of(FORMAT), { sync: true })
      return createLevelStorage(level)
    }
    if (format[0] === FORMAT) return createLevelStorage(level)
  } catch (error) {
    await level.close()
    const isInUse = codeOf(error) === 'LEVEL_LOCKED'
    return { type: 'unusable', sentence: sentenceFor(directory, error), isInUse }
  }
  await level.close()
  return {
    type: 'unusable',
    sentence: `The data in ${directory} was written by another version of the relay.`,
    isInUse: false,
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
    try {
      await renewing
    } catch (error) {
      throw isFull(error) ? new StorageFull('The disk is full.', { cause: error }) : error
    }
  }

  async function renew(): Promise<void> {
    await level.close()
    await level.open()
    isTorn = false
  }

  async function write(operations: Operation[], sync = true): Promise<void> {
    await beSound()
    try {
      await level.batch(operations, { sync })
    } catch (error) {
      isTorn = true
      throw isFull(error) ? new StorageFull('The disk is full.', { cause: error }) : error
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

  const cache = createBlockCache(CACHE_BYTES)
  const merging = createMerging(level, (operations) => write(operations, false))

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

    readStretch: (room, from, to, maxBytes) =>
      asked(async () => {
        const place = placeOf(room)
        const stretch = await readStretch({ level, cache }, place, { from, to, maxBytes })
        merging.wasRead(place, { from, ...stretch })
        return stretch
      }),

    hashAt: (room, seq) => asked(() => readHash(level, placeOf(room), seq)),

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

    unusedSince: (timeMs) => asked(() => roomsUnusedSince(level, timeMs)),

    async forget(room) {
      await beSound()
      await forgetRoom(level, room, write)
      cache.forget(placeOf(room))
      places.delete(room)
      return 'forgotten'
    },

    check: () => write([put(FORMAT_KEY, Uint8Array.of(FORMAT))]),

    async *entries() {
      await beSound()
      yield* level.iterator()
    },

    async fill(entries, newEpoch) {
      let rooms = 0
      let operations: Operation[] = []
      let bytes = 0
      for await (const [key, value] of entries) {
        const renewed = withNewEpoch(key, value, newEpoch)
        if (renewed !== value) rooms += 1
        // Copies: the entries may be views into a buffer that is used again.
        operations.push(put(new Uint8Array(key), new Uint8Array(renewed)))
        bytes += key.length + value.length
        if (bytes < FILL_BYTES) continue
        await write(operations)
        operations = []
        bytes = 0
      }
      await write(operations)
      return rooms
    },

    async close() {
      await merging.end()
      await renewing?.catch(() => undefined)
      await level.close()
    },
  }
}

/** LevelDB says in words what the system said. */
function isFull(error: unknown): boolean {
  const cause = causeOf(error)
  const text = cause instanceof Error ? cause.message : ''
  return /No space left|quota exceeded|File too large/i.test(text)
}

function isCorruption(error: unknown): boolean {
  return codeOf(error) === 'LEVEL_CORRUPTION'
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error
}

function codeOf(error: unknown): unknown {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

function sentenceFor(directory: string, error: unknown): string {
  const cause = causeOf(error)
  const text = cause instanceof Error ? cause.message : String(cause)
  const code = codeOf(error)
  if (code === 'LEVEL_LOCKED') return `Another relay is already using ${directory}.`
  if (code === 'LEVEL_CORRUPTION') return `The data in ${directory} is damaged. Restore a backup.`
  return `The data directory ${directory} cannot be used: ${text}`
}
