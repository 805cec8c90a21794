import { decodeBlock, hashIn, listBetween, recordsIn, type Block } from './level-blocks.ts'
import type { BlockCache } from './level-cache.ts'
import { numberFromBytes } from './level-codec.ts'
import { blockKey, type Place } from './level-keys.ts'
import type { Level } from './level-operations.ts'
import type { StoredRecord, Stretch } from './storage.ts'

/** Blocks fetched at once; reading ahead stops at so many bytes. */
const READ_AHEAD_BLOCKS = 1000
const READ_AHEAD_BYTES = 256 * 1024
/** The highest position a record can have. */
const HIGHEST_SEQ = Number.MAX_SAFE_INTEGER

/** A stretch of a log, and of how many blocks it was made. */
export interface ReadStretch extends Stretch {
  readonly blocks: number
}

/** Records from a position on until there are enough bytes. */
export async function readUntil(
  level: Level,
  place: Place,
  from: number,
  maxBytes: number,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = []
  let bytes = 0
  for await (const block of blocksFrom(level, place, from, maxBytes)) {
    for (const record of recordsIn(block)) {
      if (record.seq < from) continue
      if (bytes >= maxBytes) return records
      records.push(record)
      bytes += record.bytes.length
    }
    if (bytes >= maxBytes) return records
  }
  return records
}

/** Records from a position up to another as they are sent, until there are enough bytes; ends with a block. */
export async function readStretch(
  { level, cache }: { readonly level: Level; readonly cache: BlockCache },
  place: Place,
  { from, to, maxBytes }: { from: number; to: number; maxBytes: number },
): Promise<ReadStretch> {
  const lists: Uint8Array[] = []
  let [next, bytes] = [from, 0]

  function take(block: Block): void {
    const list = listBetween(block, next, to)
    lists.push(list)
    bytes += list.length
    next = Math.min(block.lastSeq, to) + 1
  }
  const isEnough = () => next > to || bytes >= maxBytes

  while (!isEnough()) {
    const kept = cache.find(place, next)
    if (kept === undefined) break
    take(kept)
  }
  if (isEnough()) return { count: next - from, lists, blocks: lists.length }
  for await (const block of blocksFrom(level, place, next, maxBytes - bytes)) {
    if (block.firstSeq > next) break
    take(block)
    cache.keep(place, block)
    if (isEnough()) break
  }
  return { count: next - from, lists, blocks: lists.length }
}

/** The chain hash after a record; undefined when it is not there. */
export async function readHash(
  level: Level,
  place: Place,
  seq: number,
): Promise<Uint8Array | undefined> {
  const range = { gte: blockKey(place, seq), lte: blockKey(place, HIGHEST_SEQ), limit: 1 }
  const [found] = await level.iterator(range).all()
  if (found === undefined) return undefined
  const block = blockOf(...found)
  return seq < block.firstSeq ? undefined : hashIn(block, seq)
}

/** The blocks from the one that holds a position on. */
export async function* blocksFrom(
  level: Level,
  place: Place,
  from: number,
  readAheadBytes = READ_AHEAD_BYTES,
): AsyncGenerator<Block> {
  const iterator = level.iterator({
    gte: blockKey(place, from),
    lte: blockKey(place, HIGHEST_SEQ),
    highWaterMarkBytes: Math.min(readAheadBytes, READ_AHEAD_BYTES),
  })
  try {
    for (;;) {
      const entries = await iterator.nextv(READ_AHEAD_BLOCKS)
      if (entries.length === 0) return
      for (const entry of entries) yield blockOf(...entry)
    }
  } finally {
    await iterator.close()
  }
}

function blockOf(key: Uint8Array, value: Uint8Array): Block {
  return decodeBlock(numberFromBytes(key, key.length - 8), value)
}
