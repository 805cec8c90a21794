import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  concatBytes,
  domainBytes,
  readByte,
  readBytes,
  readEnd,
  readU32,
  readU64,
  writeFixed,
  writeU64,
} from './bytes.ts'
import { sha256, signEd25519, verifyEd25519, type Sha256, type Verify } from './cryptography.ts'
import { roomIdToBytes, snapshotIdFromBytes, snapshotIdToBytes } from './ids.ts'
import type { RoomId, SnapshotId } from './ids.ts'
import { malformed, type Malformed } from './malformed.ts'
import { SIGNATURE_BYTES } from './record.ts'

/** Everything about a snapshot that is not sealed. */
export interface SnapshotHeader {
  /** What the sealed bytes are; see SNAPSHOT_KINDS. The relay does not care. */
  readonly kind: number
  /** The stream whose records it stands for. */
  readonly stream: number
  /** Device public key, 32 bytes. */
  readonly author: Uint8Array
  /** It holds every record of the stream up to here: the author's own cursor, with the chain hash there. */
  readonly covers: { readonly seq: number; readonly hash: Uint8Array }
  /** Which generation of the stream's key sealed it. */
  readonly keyEpoch: number
  /** 24 bytes. */
  readonly nonce: Uint8Array
}

/** What a stream had come to at one position of the log, sealed and signed. */
export interface SealedSnapshot extends SnapshotHeader {
  readonly ciphertext: Uint8Array
  /** 64 bytes. */
  readonly signature: Uint8Array
}

export const SNAPSHOT_KINDS = { state: 1 } as const
export const SNAPSHOT_HEADER_BYTES = 106
/** Header and signature around nothing. */
export const SHORTEST_SNAPSHOT = SNAPSHOT_HEADER_BYTES + SIGNATURE_BYTES

const VERSION = 1
const SEAL_DOMAIN = domainBytes('dungeon-lab snapshot seal 1')
const SIGN_DOMAIN = domainBytes('dungeon-lab snapshot 1')
const ATTEST_DOMAIN = domainBytes('dungeon-lab attestation 1')

/** The name of a snapshot: SHA-256 of all its bytes. */
export function snapshotIdOf(bytes: Uint8Array, hash: Sha256 = sha256): SnapshotId {
  return snapshotIdFromBytes(hash(bytes))
}

/** What is authenticated with the ciphertext: domain string (with the version), room, every header field. */
export function snapshotAdditionalData(room: RoomId, header: SnapshotHeader): Uint8Array {
  return concatBytes(SEAL_DOMAIN, roomIdToBytes(room), encodeSnapshotHeader(header))
}

/** What the author signs: domain string, room, SHA-256 of header and ciphertext. */
export function snapshotSigningBytes(
  room: RoomId,
  snapshot: Omit<SealedSnapshot, 'signature'>,
): Uint8Array {
  const content = sha256(concatBytes(encodeSnapshotHeader(snapshot), snapshot.ciphertext))
  return concatBytes(SIGN_DOMAIN, roomIdToBytes(room), content)
}

/** Signs a snapshot by the author's secret seed. */
export function signSnapshot(
  room: RoomId,
  snapshot: Omit<SealedSnapshot, 'signature'>,
  deviceSecretKey: Uint8Array,
): SealedSnapshot {
  const signature = signEd25519(snapshotSigningBytes(room, snapshot), deviceSecretKey)
  return { ...snapshot, signature }
}

/** Whether the snapshot is as its author signed it, for this room. Says nothing about rights. */
export function verifySnapshot(
  room: RoomId,
  snapshot: SealedSnapshot,
  verify: Verify = verifyEd25519,
): boolean {
  return verify(snapshot.signature, snapshotSigningBytes(room, snapshot), snapshot.author)
}

/** What a second device signs when it found a snapshot to be what the log comes to: domain string, room, id. */
export function attestationSigningBytes(room: RoomId, id: SnapshotId): Uint8Array {
  return concatBytes(ATTEST_DOMAIN, roomIdToBytes(room), snapshotIdToBytes(id))
}

/** The snapshot's bytes: header (106), ciphertext, signature (64). */
export function encodeSnapshot(snapshot: SealedSnapshot): Uint8Array {
  return concatBytes(encodeSnapshotHeader(snapshot), snapshot.ciphertext, snapshot.signature)
}

/** Reads a snapshot; fields are views into `bytes`. Says nothing yet about the signature. */
export function decodeSnapshot(bytes: Uint8Array): SealedSnapshot | Malformed {
  if (bytes.length < SHORTEST_SNAPSHOT) return malformed('A snapshot is too short.')
  const header = decodeSnapshotHeader(bytes.subarray(0, SNAPSHOT_HEADER_BYTES))
  if ('type' in header) return header
  return {
    ...header,
    ciphertext: bytes.subarray(SNAPSHOT_HEADER_BYTES, -SIGNATURE_BYTES),
    signature: bytes.subarray(-SIGNATURE_BYTES),
  }
}

/** The 106 bytes in front of the ciphertext. */
export function encodeSnapshotHeader(header: SnapshotHeader): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeUint8(encoder, header.kind)
  encoding.writeUint32BigEndian(encoder, header.stream)
  writeFixed(encoder, header.author, 32)
  writeU64(encoder, header.covers.seq)
  writeFixed(encoder, header.covers.hash, 32)
  encoding.writeUint32BigEndian(encoder, header.keyEpoch)
  writeFixed(encoder, header.nonce, 24)
  return encoding.toUint8Array(encoder)
}

/** Reads exactly the bytes of `encodeSnapshotHeader`. */
export function decodeSnapshotHeader(bytes: Uint8Array): SnapshotHeader | Malformed {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (readByte(decoder) !== VERSION) return malformed('A snapshot has an unknown version.')
    const header = {
      kind: readByte(decoder),
      stream: readU32(decoder),
      author: readBytes(decoder, 32),
      covers: { seq: readU64(decoder), hash: readBytes(decoder, 32) },
      keyEpoch: readU32(decoder),
      nonce: readBytes(decoder, 24),
    }
    readEnd(decoder)
    return header
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'A snapshot could not be read.')
  }
}
