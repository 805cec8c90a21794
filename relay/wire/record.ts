import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  concatBytes,
  HIGHEST_HIGH_WORD,
  domainBytes,
  readByte,
  readBytes,
  readU32,
  readU64,
  writeFixed,
  writeU64,
} from './bytes.ts'
import { sha256, signEd25519, verifyEd25519, type Verify } from './cryptography.ts'
import { EPOCH_BYTES, roomIdToBytes, TAB_BYTES, tabIdFromBytes, tabIdToBytes } from './ids.ts'
import type { RoomId, TabId } from './ids.ts'
import { malformed, type Malformed } from './malformed.ts'

/** Everything about a record that is not sealed. */
export interface RecordHeader {
  /** What the sealed bytes are; see RECORD_KINDS. The relay does not care. */
  readonly kind: number
  readonly stream: number
  /** Device public key, 32 bytes. */
  readonly author: Uint8Array
  readonly tab: TabId
  /** 1, 2, 3 … per author and tab, without gaps. */
  readonly ctr: number
  /** Which generation of the stream's key sealed it. */
  readonly keyEpoch: number
  readonly seen: SeenEnd
  /** 24 bytes. */
  readonly nonce: Uint8Array
}

/** The end of the log as the author of a record knew it when writing. */
export interface SeenEnd {
  readonly seq: number
  /** The 16 bytes of the log's epoch. */
  readonly epoch: Uint8Array
  /** The first 16 bytes of the chain hash there. */
  readonly hash: Uint8Array
}

/** One sealed, signed entry of a room's log. */
export interface SealedRecord extends RecordHeader {
  readonly ciphertext: Uint8Array
  /** 64 bytes. */
  readonly signature: Uint8Array
}

export const RECORD_KINDS = { update: 1 } as const
export const RECORD_HEADER_BYTES = 118
export const SIGNATURE_BYTES = 64
export const SEEN_HASH_BYTES = 16
/** The end of a log that its author did not know. */
export const NOTHING_SEEN: SeenEnd = {
  seq: 0,
  epoch: new Uint8Array(EPOCH_BYTES),
  hash: new Uint8Array(SEEN_HASH_BYTES),
}

const VERSION = 1
const STREAM_AT = 2
const AUTHOR_AT = 6
const TAB_AT = 38
const CTR_AT = 46
const SEEN_AT = 54
const SEAL_DOMAIN = domainBytes('dungeon-lab record seal 1')
const SIGN_DOMAIN = domainBytes('dungeon-lab record 1')

/** What is authenticated with the ciphertext: domain string (with the version), room, every header field. */
export function recordAdditionalData(room: RoomId, header: RecordHeader): Uint8Array {
  return concatBytes(SEAL_DOMAIN, roomIdToBytes(room), encodeRecordHeader(header))
}

/** What the author signs: domain string, room, SHA-256 of header and ciphertext. */
export function recordSigningBytes(
  room: RoomId,
  record: Omit<SealedRecord, 'signature'>,
): Uint8Array {
  const content = sha256(concatBytes(encodeRecordHeader(record), record.ciphertext))
  return concatBytes(SIGN_DOMAIN, roomIdToBytes(room), content)
}

/** Signs a record by the author's secret seed. */
export function signRecord(
  room: RoomId,
  record: Omit<SealedRecord, 'signature'>,
  deviceSecretKey: Uint8Array,
): SealedRecord {
  return { ...record, signature: signEd25519(recordSigningBytes(room, record), deviceSecretKey) }
}

/** Whether the record is as its author signed it, for this room. Says nothing about rights. */
export function verifyRecord(
  room: RoomId,
  record: SealedRecord,
  verify: Verify = verifyEd25519,
): boolean {
  return verify(record.signature, recordSigningBytes(room, record), record.author)
}

/** The record's bytes: header (118), ciphertext, signature (64). */
export function encodeRecord(record: SealedRecord): Uint8Array {
  return concatBytes(encodeRecordHeader(record), record.ciphertext, record.signature)
}

/** Reads a record; fields are views into `bytes`. Says nothing yet about the signature. */
export function decodeRecord(bytes: Uint8Array): SealedRecord | Malformed {
  try {
    return readRecord(bytes)
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'A record could not be read.')
  }
}

/** What decides about storing a record, read without the rest. */
export type RecordHead = Pick<RecordHeader, 'stream' | 'author' | 'tab' | 'ctr'>

/** A record that was read, and the head of it. */
export interface ReadHead {
  readonly bytes: Uint8Array
  readonly head: RecordHead
}

/**
 * Reads only what decides about storing a record; refuses exactly what `decodeRecord` refuses. Of the same writer as the
 * one `before`, it has the same name.
 */
export function decodeRecordHead(bytes: Uint8Array, before?: ReadHead): RecordHead | Malformed {
  if (bytes.length < RECORD_HEADER_BYTES + SIGNATURE_BYTES) return decodeRecord(bytes)
  const ctr = u32At(bytes, CTR_AT)
  if (bytes[0] !== VERSION || ctr === 0 || u32At(bytes, SEEN_AT) > HIGHEST_HIGH_WORD) {
    return decodeRecord(bytes)
  }
  const stream = u32At(bytes, STREAM_AT)
  if (before !== undefined && isSameWriter(bytes, before.bytes)) {
    const { author, tab } = before.head
    return { stream, author, tab, ctr }
  }
  const author = bytes.subarray(AUTHOR_AT, TAB_AT)
  return { stream, author, tab: tabIdFromBytes(bytes.subarray(TAB_AT, CTR_AT)), ctr }
}

function isSameWriter(bytes: Uint8Array, before: Uint8Array): boolean {
  for (let at = AUTHOR_AT; at < CTR_AT; at += 1) if (bytes[at] !== before[at]) return false
  return true
}

/** Faster than by a DataView, of which there would be one for each record. */
function u32At(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let offset = at; offset < at + 4; offset += 1) value = (value << 8) | (bytes[offset] ?? 0)
  return value >>> 0
}

/** The 118 bytes in front of the ciphertext. */
export function encodeRecordHeader(header: RecordHeader): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeUint8(encoder, header.kind)
  encoding.writeUint32BigEndian(encoder, header.stream)
  writeFixed(encoder, header.author, 32)
  writeFixed(encoder, tabIdToBytes(header.tab), TAB_BYTES)
  encoding.writeUint32BigEndian(encoder, header.ctr)
  encoding.writeUint32BigEndian(encoder, header.keyEpoch)
  writeU64(encoder, header.seen.seq)
  writeFixed(encoder, header.seen.epoch, EPOCH_BYTES)
  writeFixed(encoder, header.seen.hash, SEEN_HASH_BYTES)
  writeFixed(encoder, header.nonce, 24)
  return encoding.toUint8Array(encoder)
}

function readRecord(bytes: Uint8Array): SealedRecord {
  const decoder = decoding.createDecoder(bytes)
  const signatureStart = bytes.length - SIGNATURE_BYTES
  if (signatureStart < RECORD_HEADER_BYTES) throw new RangeError('A record is too short.')
  if (readByte(decoder) !== VERSION) throw new RangeError('A record has an unknown version.')
  const header = {
    kind: readByte(decoder),
    stream: readU32(decoder),
    author: readBytes(decoder, 32),
    tab: tabIdFromBytes(readBytes(decoder, TAB_BYTES)),
    ctr: readU32(decoder),
    keyEpoch: readU32(decoder),
    seen: {
      seq: readU64(decoder),
      epoch: readBytes(decoder, EPOCH_BYTES),
      hash: readBytes(decoder, SEEN_HASH_BYTES),
    },
    nonce: readBytes(decoder, 24),
  }
  if (header.ctr === 0) throw new RangeError('A record has the number 0.')
  return {
    ...header,
    ciphertext: bytes.subarray(RECORD_HEADER_BYTES, signatureStart),
    signature: bytes.subarray(signatureStart),
  }
}
