import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Entry } from '../storage/level.ts'

const BEGINNING = Buffer.from('dungeon-lab backup 1\n')
const END = 0xffffffff
const HASH_BYTES = 32
const LENGTH_BYTES = 4
const CHUNK_BYTES = 256 * 1024

/**
 * A backup as a stream of bytes: a line that says what it is, each entry as two lengths (four bytes, big-endian),
 * key and value, then four bytes 0xff and SHA-256 of everything before it. What is cut short has no end.
 */
export async function* encodeBackup(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let parts: Uint8Array[] = [BEGINNING]
  let bytes = BEGINNING.length

  function takeChunk(): Uint8Array {
    const chunk = Buffer.concat(parts)
    hash.update(chunk)
    parts = []
    bytes = 0
    return chunk
  }

  for await (const [key, value] of entries) {
    const lengths = Buffer.alloc(2 * LENGTH_BYTES)
    lengths.writeUInt32BE(key.length)
    lengths.writeUInt32BE(value.length, LENGTH_BYTES)
    parts.push(lengths, key, value)
    bytes += lengths.length + key.length + value.length
    if (bytes >= CHUNK_BYTES) yield takeChunk()
  }
  const end = Buffer.alloc(LENGTH_BYTES)
  end.writeUInt32BE(END)
  parts.push(end)
  yield takeChunk()
  yield hash.digest()
}

/** Whether a file holds a whole, undamaged backup. */
export async function isWhole(path: string): Promise<boolean> {
  const hash = createHash('sha256')
  let tail = Buffer.alloc(0)
  let isBeginning = true
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([tail, chunk])
    if (isBeginning && !seen.subarray(0, BEGINNING.length).equals(BEGINNING)) return false
    isBeginning = false
    const split = Math.max(0, seen.length - HASH_BYTES)
    hash.update(seen.subarray(0, split))
    tail = Buffer.from(seen.subarray(split))
  }
  return hash.digest().equals(tail)
}

/** The entries of a backup that is whole. */
export async function* readBackup(path: string): AsyncGenerator<Entry> {
  let buffer = Buffer.alloc(0)
  let isBeginning = true
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    buffer = Buffer.concat([buffer, chunk])
    let offset = isBeginning ? BEGINNING.length : 0
    isBeginning = false
    for (;;) {
      if (buffer.length < offset + LENGTH_BYTES) break
      const keyBytes = buffer.readUInt32BE(offset)
      if (keyBytes === END) return
      if (buffer.length < offset + 2 * LENGTH_BYTES) break
      const keyStart = offset + 2 * LENGTH_BYTES
      const valueStart = keyStart + keyBytes
      const end = valueStart + buffer.readUInt32BE(offset + LENGTH_BYTES)
      if (buffer.length < end) break
      yield [buffer.subarray(keyStart, valueStart), buffer.subarray(valueStart, end)]
      offset = end
    }
    buffer = buffer.subarray(offset)
  }
}
