import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { BlobHash } from '../../wire/index.ts'
import { readList, readOrDamaged, writeList } from './log-entry.ts'

/** What is kept of a room's blobs, as one message: what there is, and where its bytes lie. */
export interface BlobIndex {
  readonly blobs: readonly IndexedBlob[]
  readonly uploads: readonly IndexedUpload[]
  /** Where the bytes of the pins lie; undefined when nothing was ever pinned. */
  readonly pins: Bytes | undefined
}

/** Bytes cut into messages of one subject. */
export interface Bytes {
  /** The end of the subject: 16 hex digits by chance. */
  readonly place: string
  readonly pieces: readonly Piece[]
}

/** The first so many bytes of the message with this stream sequence. */
export interface Piece {
  readonly sequence: number
  readonly length: number
}

/** A whole blob. */
export interface IndexedBlob extends Bytes {
  readonly hash: BlobHash
  /** Milliseconds since 1970. */
  readonly neededAtMs: number
}

/** An upload that is not finished. */
export interface IndexedUpload extends Bytes {
  readonly hash: BlobHash
  /** The first 16 hex digits of the device's key. */
  readonly device: string
  readonly totalBytes: number
  /** Milliseconds since 1970. */
  readonly changedAtMs: number
}

/** Nothing is kept. */
export const EMPTY_INDEX: BlobIndex = { blobs: [], uploads: [], pins: undefined }

const VERSION = 1
const HASH_BYTES = 32
const DEVICE_BYTES = 8
const PLACE_BYTES = 8

/** How many bytes there are. */
export function lengthOf({ pieces }: Bytes): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

/** The pieces that make up the first so many bytes. */
export function piecesUntil(pieces: readonly Piece[], end: number): readonly Piece[] {
  let start = 0
  return pieces.flatMap((piece) => {
    const length = Math.min(piece.length, end - start)
    start += piece.length
    return length <= 0 ? [] : [{ ...piece, length }]
  })
}

/** An index as the bytes of a message. */
export function encodeIndex({ blobs, uploads, pins }: BlobIndex): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  writeList(encoder, blobs, (blob) => {
    encoding.writeUint8Array(encoder, hexToBytes(blob.hash))
    encoding.writeVarUint(encoder, Math.trunc(blob.neededAtMs))
    writeBytes(encoder, blob)
  })
  writeList(encoder, uploads, (upload) => {
    encoding.writeUint8Array(encoder, hexToBytes(upload.hash))
    encoding.writeUint8Array(encoder, hexToBytes(upload.device))
    encoding.writeVarUint(encoder, upload.totalBytes)
    encoding.writeVarUint(encoder, Math.trunc(upload.changedAtMs))
    writeBytes(encoder, upload)
  })
  writeList(encoder, pins === undefined ? [] : [pins], (bytes) => writeBytes(encoder, bytes))
  return encoding.toUint8Array(encoder)
}

/** The index of `encodeIndex`; throws DamagedRoom when the bytes are none. */
export function decodeIndex(message: Uint8Array): BlobIndex {
  return readOrDamaged('The index of the files of a room is damaged.', () => {
    const decoder = decoding.createDecoder(message)
    if (decoding.readUint8(decoder) !== VERSION) throw new Error('Another version wrote it.')
    const blobs = readList(decoder, () => ({
      hash: readHash(decoder),
      neededAtMs: decoding.readVarUint(decoder),
      ...readBytes(decoder),
    }))
    const uploads = readList(decoder, () => ({
      hash: readHash(decoder),
      device: bytesToHex(decoding.readUint8Array(decoder, DEVICE_BYTES)),
      totalBytes: decoding.readVarUint(decoder),
      changedAtMs: decoding.readVarUint(decoder),
      ...readBytes(decoder),
    }))
    const [pins] = readList(decoder, () => readBytes(decoder))
    return { blobs, uploads, pins }
  })
}

function readHash(decoder: decoding.Decoder): BlobHash {
  return bytesToHex(decoding.readUint8Array(decoder, HASH_BYTES)) as BlobHash
}

/** Sequences as their distance from the one before: small numbers, few bytes. */
function writeBytes(encoder: encoding.Encoder, { place, pieces }: Bytes): void {
  encoding.writeUint8Array(encoder, hexToBytes(place))
  let before = 0
  writeList(encoder, pieces, ({ sequence, length }) => {
    encoding.writeVarInt(encoder, sequence - before)
    encoding.writeVarUint(encoder, length)
    before = sequence
  })
}

function readBytes(decoder: decoding.Decoder): Bytes {
  const place = bytesToHex(decoding.readUint8Array(decoder, PLACE_BYTES))
  let sequence = 0
  const pieces = readList(decoder, () => {
    sequence += decoding.readVarInt(decoder)
    return { sequence, length: decoding.readVarUint(decoder) }
  })
  return { place, pieces }
}
