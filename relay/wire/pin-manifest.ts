import { bytesToHex } from '@noble/hashes/utils.js'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { blobHashToBytes, type BlobHash } from './blob-request.ts'
import { concatBytes, domainBytes, readByte, readBytes, readCount, readEnd } from './bytes.ts'
import { readU64, writeFixed, writeU64 } from './bytes.ts'
import { sha256 } from './cryptography.ts'
import { roomIdToBytes, type RoomId } from './ids.ts'
import { malformed, type Malformed } from './malformed.ts'

/** What one device says the room still needs. */
export interface PinManifest {
  /** Device public key, 32 bytes. */
  readonly device: Uint8Array
  /** Grows with every manifest of the device, so that an old one cannot be played again. */
  readonly counter: number
  readonly hashes: ReadonlySet<BlobHash>
  readonly signature: Uint8Array
}

const VERSION = 1
const DOMAIN = domainBytes('dungeon-lab pins 1')
const SIGNATURE_BYTES = 64

/** A manifest without its signature, as bytes: the hashes in ascending order, so that one set has one form. */
export function encodePins(unsigned: Omit<PinManifest, 'signature'>): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  writeFixed(encoder, unsigned.device, 32)
  writeU64(encoder, unsigned.counter)
  encoding.writeVarUint(encoder, unsigned.hashes.size)
  for (const hash of [...unsigned.hashes].sort()) writeFixed(encoder, blobHashToBytes(hash), 32)
  return encoding.toUint8Array(encoder)
}

/** What the device signs: domain string, room, and the hash of `encodePins`. */
export function pinsSigningBytes(room: RoomId, encodedPins: Uint8Array): Uint8Array {
  return concatBytes(DOMAIN, roomIdToBytes(room), sha256(encodedPins))
}

/** A manifest as bytes. */
export function encodePinManifest(manifest: PinManifest): Uint8Array {
  return concatBytes(encodePins(manifest), manifest.signature)
}

/** Reads a manifest; says nothing yet about whether the signature is right. */
export function decodePinManifest(bytes: Uint8Array): PinManifest | Malformed {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (readByte(decoder) !== VERSION) throw new RangeError('The version is unknown.')
    const device = readBytes(decoder, 32)
    const counter = readU64(decoder)
    const count = readCount(decoder)
    if (bytes.length !== decoder.pos + count * 32 + SIGNATURE_BYTES) {
      throw new RangeError('The number of hashes does not go with the length.')
    }
    const hashes = new Set<BlobHash>()
    let last = ''
    for (let index = 0; index < count; index += 1) {
      const hash = bytesToHex(readBytes(decoder, 32)) as BlobHash
      if (hash <= last) throw new RangeError('The hashes are not in ascending order.')
      hashes.add(hash)
      last = hash
    }
    const signature = readBytes(decoder, SIGNATURE_BYTES)
    readEnd(decoder)
    return { device, counter, hashes, signature }
  } catch (error) {
    return malformed(`This is no pin manifest: ${error instanceof Error ? error.message : ''}`)
  }
}
