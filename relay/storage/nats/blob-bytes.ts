import { concatBytes } from '../../wire/index.ts'
import type { RoomId } from '../../wire/index.ts'
import type { Bytes, Piece } from './blob-index.ts'
import type { NatsClient } from './client.ts'
import { BLOB_STREAM, blobBytesSubject } from './subjects.ts'

/** The bytes of one room's blobs, uploads and pins, cut into messages. */
export interface BlobBytes {
  /** Adds bytes at a place; answers where they lie. */
  add(place: string, bytes: Uint8Array): Promise<readonly Piece[]>
  /** From one position up to and without another, a piece at a time. */
  read(bytes: Bytes, from: number, to: number): AsyncGenerator<Uint8Array | 'missing', void>
  /** Everything at once. */
  readAll(bytes: Bytes): Promise<Uint8Array | 'missing'>
  /** Removes everything at a place. */
  remove(place: string): Promise<void>
}

const LONGEST_PIECE_BYTES = 512 * 1024
/** Room for subject and headers in a message. */
const SLACK_BYTES = 1024

/** The bytes of one room. */
export function createBlobBytes(room: RoomId, client: NatsClient): BlobBytes {
  async function* read(
    { pieces }: Bytes,
    from: number,
    to: number,
  ): AsyncGenerator<Uint8Array | 'missing', void> {
    let start = 0
    for (const { sequence, length } of pieces) {
      const [first, end] = [Math.max(0, from - start), Math.min(length, to - start)]
      start += length
      if (first >= end) continue
      const message = await client.at(BLOB_STREAM, sequence)
      const isThere = message !== undefined && message.data.length >= length
      yield isThere ? message.data.subarray(first, end) : 'missing'
    }
  }

  return {
    async add(place, bytes) {
      const pieceBytes = Math.min(LONGEST_PIECE_BYTES, client.maxMessageBytes - SLACK_BYTES)
      const pieces: Piece[] = []
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        const data = bytes.subarray(from, from + pieceBytes)
        const sequence = await client.store(blobBytesSubject(room, place), data)
        pieces.push({ sequence, length: data.length })
      }
      return pieces
    },

    read,

    async readAll(bytes) {
      const parts: Uint8Array[] = []
      for await (const part of read(bytes, 0, Infinity)) {
        if (part === 'missing') return part
        parts.push(part)
      }
      return concatBytes(...parts)
    },

    remove: (place) => client.remove(BLOB_STREAM, blobBytesSubject(room, place)),
  }
}
