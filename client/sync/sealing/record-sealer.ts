import {
  concatBytes,
  keyToText,
  mayWrite,
  RECORD_HEADER_BYTES,
  RECORD_KINDS,
  recordAdditionalData,
  recordSigningBytes,
  roomIdToBytes,
  SIGNATURE_BYTES,
  tabIdToBytes,
  type Grant,
  type RecordHeader,
  type RoomId,
  type SealedRecord,
  type SeenEnd,
  type TabId,
} from '#relay/wire'
import type { Keyring } from '../keys/keyring.ts'
import { streamOfDocument } from '../names.ts'
import type { RecordFault } from '../status.ts'
import {
  COMMITMENT_BYTES,
  deriveCommittedKey,
  isCommittedTo,
  type CommittedKey,
} from './committed-key.ts'
import type { CryptoSuite } from './crypto-suite.ts'
import { decodePayload, encodePayload, type Payload } from './payload.ts'

/** Where a record of this device stands: its tab's number, and the end of the log it was written after. */
export interface Place {
  readonly tab: TabId
  readonly ctr: number
  readonly seen: SeenEnd
}

/** Why a record was not taken. */
export type Refusal = Exclude<RecordFault, 'malformed'>

/** What became of a record that came from the log. `closed`: sealed for others; `awaiting`: its key may still come. */
export type OpenedRecord =
  | { readonly type: 'opened'; readonly payload: Payload }
  | { readonly type: 'closed' }
  | { readonly type: 'awaiting' }
  | { readonly type: 'refused'; readonly refusal: Refusal }

export interface RecordSealer {
  /** The longest plaintext of a record of `recordBytes`. */
  plaintextBytes(recordBytes: number): number
  /** Seals and signs one part of an update. Throws when this device holds no key for the document. */
  seal(payload: Payload, place: Place, recordBytes: number): Promise<SealedRecord>
  /** Verifies signature and right to write, then opens. */
  open(record: SealedRecord): Promise<OpenedRecord>
}

const KEY_INFO = new TextEncoder().encode('dungeon-lab record key 1')
const TAG_BYTES = 16
const MOST_REMEMBERED_KEYS = 4096

/** Seals and opens the records of one room, as the device with this secret seed. */
export function createRecordSealer(options: {
  readonly room: RoomId
  readonly deviceSeed: Uint8Array
  readonly device: Uint8Array
  readonly keyring: Keyring
  readonly crypto: CryptoSuite
  readonly grantOf: (device: Uint8Array) => Grant | undefined
}): RecordSealer {
  const { room, deviceSeed, device, keyring, crypto, grantOf } = options
  const writerKeys = new Map<string, CommittedKey>()

  // One key per (read key, device, tab): with ctr as the nonce no nonce can repeat under a key.
  function writerKey(readKey: Uint8Array, header: RecordHeader): CommittedKey {
    const name = `${keyToText(readKey)}${keyToText(header.author)}${header.tab}${header.keyEpoch}`
    const known = writerKeys.get(name)
    if (known !== undefined) return known
    const salt = concatBytes(roomIdToBytes(room), header.author, tabIdToBytes(header.tab))
    const info = concatBytes(KEY_INFO, new Uint8Array(new Uint32Array([header.keyEpoch]).buffer))
    const made = deriveCommittedKey(crypto, readKey, salt, info)
    if (writerKeys.size >= MOST_REMEMBERED_KEYS) writerKeys.clear()
    writerKeys.set(name, made)
    return made
  }

  function unseal(record: SealedRecord): Payload | undefined {
    const additional = recordAdditionalData(room, record)
    for (const readKey of keyring.keysOf(record.stream)) {
      const committed = writerKey(readKey, record)
      if (!isCommittedTo(record.ciphertext, committed)) continue
      const sealed = record.ciphertext.subarray(COMMITMENT_BYTES)
      const plaintext = crypto.open(committed.key, record.nonce, additional, sealed)
      const payload = plaintext === undefined ? undefined : decodePayload(plaintext)
      if (payload !== undefined && streamOfDocument(payload.document) === record.stream)
        return payload
    }
    return undefined
  }

  return {
    plaintextBytes: (recordBytes) =>
      recordBytes - RECORD_HEADER_BYTES - SIGNATURE_BYTES - COMMITMENT_BYTES - TAG_BYTES,
    async seal(payload, place, recordBytes) {
      const stream = streamOfDocument(payload.document)
      const [readKey] = keyring.keysOf(stream)
      if (readKey === undefined) {
        throw new Error(`There is no key for ${payload.document}. Ask canRead before writing it.`)
      }
      const header: RecordHeader = {
        kind: RECORD_KINDS.update,
        stream,
        author: device,
        ...place,
        keyEpoch: 0,
        nonce: nonceOf(place.ctr),
      }
      const { key, commitment } = writerKey(readKey, header)
      const plaintext = encodePayload(payload, this.plaintextBytes(recordBytes))
      const additional = recordAdditionalData(room, header)
      const sealed = crypto.seal(key, header.nonce, additional, plaintext)
      const unsigned = { ...header, ciphertext: concatBytes(commitment, sealed) }
      const signature = await crypto.sign(recordSigningBytes(room, unsigned), deviceSeed)
      return { ...unsigned, signature }
    },
    async open(record) {
      const grant = grantOf(record.author)
      if (grant === undefined) return { type: 'refused', refusal: 'unknownAuthor' }
      if (!mayWrite(grant, record.stream)) return { type: 'refused', refusal: 'notAllowed' }
      const signed = recordSigningBytes(room, record)
      if (!(await crypto.verify(record.signature, signed, record.author))) {
        return { type: 'refused', refusal: 'badSignature' }
      }
      const payload = unseal(record)
      if (payload !== undefined) return { type: 'opened', payload }
      if (keyring.awaits(record.stream)) return { type: 'awaiting' }
      if (keyring.keysOf(record.stream).length === 0) return { type: 'closed' }
      return { type: 'refused', refusal: 'unreadable' }
    },
  }
}

function nonceOf(ctr: number): Uint8Array {
  const nonce = new Uint8Array(24)
  new DataView(nonce.buffer).setUint32(20, ctr)
  return nonce
}
