import { placesIn, recordListBytes, writeRecordList } from '../wire/index.ts'
import { DamagedRoom, type StoredRecord } from './storage.ts'

const VERSION = 2
const COUNT_AT = 1
const HASHES_AT = 5
const HASH_BYTES = 32
const OLD_HEAD_BYTES = 4 + HASH_BYTES

/** Records in a row as one value. */
export interface Block {
  readonly firstSeq: number
  readonly lastSeq: number
  /** Of each record the chain hash after it. */
  readonly hashes: Uint8Array
  /** The records as they are sent: each with its length before it. */
  readonly list: Uint8Array
}

/** A block as bytes: a version, how many records (4 bytes), the hashes, the records. Its key says the position of the last. */
export function encodeBlock(records: readonly StoredRecord[]): Uint8Array {
  const contents = records.map(({ bytes }) => bytes)
  const { block, listAt } = beginBlock(records.length, recordListBytes(contents))
  records.forEach(({ hash }, index) => block.set(hash, HASHES_AT + index * HASH_BYTES))
  writeRecordList(block, listAt, contents)
  return block
}

/** Blocks that follow one another as one. */
export function joinBlocks(blocks: readonly Block[]): Uint8Array {
  const sum = (part: 'hashes' | 'list') => blocks.reduce((all, one) => all + one[part].length, 0)
  const { block, listAt } = beginBlock(sum('hashes') / HASH_BYTES, sum('list'))
  let [hashesEnd, listEnd] = [HASHES_AT, listAt]
  for (const { hashes, list } of blocks) {
    block.set(hashes, hashesEnd)
    block.set(list, listEnd)
    hashesEnd += hashes.length
    listEnd += list.length
  }
  return block
}

/** The block of `encodeBlock`; its parts are views into the value. */
export function decodeBlock(lastSeq: number, value: Uint8Array): Block {
  // Parts of a plain array are made much faster than parts of a Buffer.
  const block = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (block[0] !== VERSION) return decodeOldBlock(lastSeq, block)
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const count = block.length < HASHES_AT ? 0 : view.getUint32(COUNT_AT)
  const listAt = HASHES_AT + count * HASH_BYTES
  if (count === 0 || count > lastSeq || listAt > block.length) throw damaged()
  return {
    firstSeq: lastSeq - count + 1,
    lastSeq,
    hashes: block.subarray(HASHES_AT, listAt),
    list: block.subarray(listAt),
  }
}

/** The records of a block, one by one. */
export function recordsIn({ firstSeq, lastSeq, hashes, list }: Block): StoredRecord[] {
  const places = placesOf(list, lastSeq - firstSeq + 1)
  return places.map(({ start, end }, index) => ({
    seq: firstSeq + index,
    hash: hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    bytes: list.subarray(start, end),
  }))
}

/** The chain hash after a record of the block. */
export function hashIn({ firstSeq, hashes }: Block, seq: number): Uint8Array {
  const at = (seq - firstSeq) * HASH_BYTES
  return hashes.subarray(at, at + HASH_BYTES)
}

/** The part of a block's list from one position to another. */
export function listBetween({ firstSeq, lastSeq, list }: Block, from: number, to: number) {
  if (from <= firstSeq && to >= lastSeq) return list
  const places = placesOf(list, lastSeq - firstSeq + 1)
  const start = from <= firstSeq ? 0 : (places[from - firstSeq - 1]?.end ?? list.length)
  const end = to >= lastSeq ? list.length : (places[to - firstSeq]?.end ?? start)
  return list.subarray(start, end)
}

/** As blocks were before they held records as they are sent: of each its length (4 bytes), its hash, itself. */
function decodeOldBlock(lastSeq: number, block: Uint8Array): Block {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const records: StoredRecord[] = []
  for (let offset = 0; offset < block.length;) {
    const start = offset + OLD_HEAD_BYTES
    const end = start > block.length ? Infinity : start + view.getUint32(offset)
    if (end > block.length) throw damaged()
    const hash = block.subarray(start - HASH_BYTES, start)
    records.push({ seq: 0, hash, bytes: block.subarray(start, end) })
    offset = end
  }
  if (records.length === 0) throw damaged()
  return decodeBlock(lastSeq, encodeBlock(records))
}

function beginBlock(count: number, listBytes: number): { block: Uint8Array; listAt: number } {
  const listAt = HASHES_AT + count * HASH_BYTES
  const block = new Uint8Array(listAt + listBytes)
  block[0] = VERSION
  new DataView(block.buffer).setUint32(COUNT_AT, count)
  return { block, listAt }
}

function placesOf(list: Uint8Array, count: number) {
  try {
    const places = placesIn(list)
    if (places.length === count) return places
  } catch {
    // Told below.
  }
  throw damaged()
}

function damaged(): DamagedRoom {
  return new DamagedRoom('A block of records is damaged.')
}
