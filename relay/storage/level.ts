import { ClassicLevel } from 'classic-level'
import type { BatchOperation } from 'classic-level'
import type { RoomId } from '../wire/index.ts'
import { batchesOf } from './batches.ts'
import {
  blockKey,
  chainKey,
  chainKeys,
  decodeBlock,
  decodeChain,
  decodeRun,
  decodeState,
  encodeBlock,
  encodeChain,
  encodeRun,
  encodeState,
  runKey,
  stateKey,
} from './level-codec.ts'
import type { RoomWrite, Storage, StoredRecord } from './storage.ts'

type Level = ClassicLevel<Uint8Array, Uint8Array>
type Put = BatchOperation<Level, Uint8Array, Uint8Array>

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

/** Opens or makes a LevelDB in a directory. Each commit is one synced batch, however many rooms are in it. */
export async function openLevelStorage(directory: string): Promise<Storage | Unusable> {
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

function createLevelStorage(level: Level): Storage {
  let isTorn = false
  let renewing: Promise<void> | undefined

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

  return {
    async load(room) {
      await beSound()
      const state = await level.get(stateKey(room))
      if (state === undefined) return undefined
      const chains = await level.values(chainKeys(room)).all()
      return { state: decodeState(state), chains: chains.map(decodeChain) }
    },

    async commit(writes) {
      await beSound()
      try {
        await level.batch(writes.flatMap(putsOf), { sync: true })
      } catch (error) {
        isTorn = true
        throw error
      }
    },

    async read(room, from, maxBytes) {
      await beSound()
      return readUntil(level, room, from, maxBytes)
    },

    async hashAt(room, seq) {
      await beSound()
      const range = { gte: blockKey(room, seq), lte: blockKey(room, HIGHEST_SEQ), limit: 1 }
      const [found] = await level.iterator(range).all()
      const records = found === undefined ? [] : decodeBlock(...found)
      return records.find((record) => record.seq === seq)?.hash
    },

    async findRun(room, device, tab, ctr) {
      await beSound()
      const range = {
        gte: runKey(room, device, tab, 0),
        lte: runKey(room, device, tab, ctr),
        reverse: true,
        limit: 1,
      }
      const [found] = await level.iterator(range).all()
      return found === undefined ? undefined : decodeRun(...found, { device, tab })
    },

    async close() {
      await renewing?.catch(() => undefined)
      await level.close()
    },
  }
}

async function readUntil(
  level: Level,
  room: RoomId,
  from: number,
  maxBytes: number,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = []
  let bytes = 0
  const range = { gte: blockKey(room, from), lte: blockKey(room, HIGHEST_SEQ) }
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

function putsOf(write: RoomWrite): Put[] {
  const { room } = write
  return [
    put(stateKey(room), encodeState(write.state)),
    ...batchesOf(write.records, BLOCK_BYTES).map((block) =>
      put(blockKey(room, block.at(-1)?.seq ?? 0), encodeBlock(block)),
    ),
    ...write.runs.map((run) => put(runKey(room, run.device, run.tab, run.ctr), encodeRun(run))),
    ...write.chains.flatMap((chain) => {
      const device = chain.at(-1)
      return device === undefined ? [] : [put(chainKey(room, device), encodeChain(chain))]
    }),
  ]
}

function put(key: Uint8Array, value: Uint8Array): Put {
  return { type: 'put', key, value }
}

function sentenceFor(directory: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const text = cause instanceof Error ? cause.message : String(cause)
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'LEVEL_LOCKED') return `Another relay is already using ${directory}.`
  if (code === 'LEVEL_CORRUPTION') return `The data in ${directory} is damaged. Restore a backup.`
  return `The data directory ${directory} cannot be used: ${text}`
}
