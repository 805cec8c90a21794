import { hexToBytes } from '@noble/hashes/utils.js'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { concatBytes, domainBytes, readByte, readBytes, readEnd, readU64 } from './bytes.ts'
import { writeFixed, writeU64 } from './bytes.ts'
import { roomIdToBytes, type RoomId } from './ids.ts'
import { malformed, type Malformed } from './malformed.ts'

/** A blob: 64 lower-case hex digits, the SHA-256 of its bytes as the relay has them. */
export type BlobHash = string & { readonly __kind: 'blob' }

/** What a signed request may do, by its number in the signature. */
export const BLOB_METHODS = { get: 1, head: 2, put: 3, pins: 4 } as const

export type BlobMethod = keyof typeof BLOB_METHODS

/** One request for a blob, as far as its signature covers it. */
export interface BlobRequest {
  readonly room: RoomId
  readonly method: BlobMethod
  /** Undefined for pins, which are about the whole room. */
  readonly hash: BlobHash | undefined
  /** `put`: where in the blob its body begins, else 0. */
  readonly offset: number
  /** `put` and `head`: length of the whole blob, else 0. */
  readonly totalBytes: number
  /** SHA-256 of the body; of nothing when there is none. */
  readonly bodyHash: Uint8Array
  /** Milliseconds since 1970 by the relay's clock. */
  readonly expiresAtMs: number
}

/** What a request carries to be let in. */
export interface BlobPass {
  /** Device public key, 32 bytes. */
  readonly device: Uint8Array
  readonly expiresAtMs: number
  readonly bodyHash: Uint8Array
  /** By the device, over `blobRequestSigningBytes`. */
  readonly signature: Uint8Array
}

const DOMAIN = domainBytes('dungeon-lab blob request 1')
const SCHEME = 'DungeonLab '
const VERSION = 1
const NO_HASH = new Uint8Array(32)

/** True for text that names a blob in its one canonical spelling. */
export function isBlobHash(text: string): text is BlobHash {
  return /^[0-9a-f]{64}$/.test(text)
}

/** The 32 bytes of a blob's name. */
export function blobHashToBytes(hash: BlobHash): Uint8Array {
  return hexToBytes(hash)
}

/** What a device signs for one request: domain string, room and every field. */
export function blobRequestSigningBytes(request: BlobRequest): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, BLOB_METHODS[request.method])
  const hash = request.hash === undefined ? NO_HASH : blobHashToBytes(request.hash)
  writeFixed(encoder, hash, 32)
  writeU64(encoder, request.offset)
  writeU64(encoder, request.totalBytes)
  writeFixed(encoder, request.bodyHash, 32)
  writeU64(encoder, request.expiresAtMs)
  return concatBytes(DOMAIN, roomIdToBytes(request.room), encoding.toUint8Array(encoder))
}

/** The value of the Authorization header. */
export function encodeBlobPass(pass: BlobPass): string {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  writeFixed(encoder, pass.device, 32)
  writeU64(encoder, pass.expiresAtMs)
  writeFixed(encoder, pass.bodyHash, 32)
  writeFixed(encoder, pass.signature, 64)
  return SCHEME + toBase64UrlEncoded(encoding.toUint8Array(encoder))
}

/** Reads an Authorization header; says nothing yet about whether the signature is right. */
export function decodeBlobPass(text: string): BlobPass | Malformed {
  const encoded = text.slice(SCHEME.length)
  if (!text.startsWith(SCHEME) || !/^[A-Za-z0-9_-]{183}$/.test(encoded)) {
    return malformed('This is no pass for a blob.')
  }
  try {
    const decoder = decoding.createDecoder(fromBase64UrlEncoded(encoded))
    if (readByte(decoder) !== VERSION) throw new RangeError('The version is unknown.')
    const device = readBytes(decoder, 32)
    const expiresAtMs = readU64(decoder)
    const bodyHash = readBytes(decoder, 32)
    const signature = readBytes(decoder, 64)
    readEnd(decoder)
    return { device, expiresAtMs, bodyHash, signature }
  } catch (error) {
    return malformed(`This is no pass for a blob: ${error instanceof Error ? error.message : ''}`)
  }
}
