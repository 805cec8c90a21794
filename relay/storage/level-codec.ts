import {
  concatBytes,
  decodeCertificate,
  encodeCertificate,
  CERTIFICATE_BYTES,
  epochFromBytes,
  epochToBytes,
  isMalformed,
  roomIdToBytes,
  tabIdToBytes,
} from '../wire/index.ts'
import type { Certificate, Chain, RoomId, TabId } from '../wire/index.ts'
import type { RoomState, Run, StoredRecord } from './storage.ts'

// Keys: one letter, the room's 16 bytes, then what follows. Numbers are big-endian, so they sort.
const STATE = letter('s')
const BLOCK = letter('r')
const RUN = letter('w')
const CHAIN = letter('d')

const LENGTH_BYTES = 4
const HASH_BYTES = 32
const KEY_BYTES = 32
const EPOCH_BYTES = 16

/** Where the state of a room lies. */
export function stateKey(room: RoomId): Uint8Array {
  return concatBytes(STATE, roomIdToBytes(room))
}

/** Where a block of records lies: at the position of its last, so that the next key at or after a position has it. */
export function blockKey(room: RoomId, lastSeq: number): Uint8Array {
  return concatBytes(BLOCK, roomIdToBytes(room), numberToBytes(lastSeq))
}

/** Where the run of a tab that starts with this number lies. */
export function runKey(room: RoomId, device: Uint8Array, tab: TabId, ctr: number): Uint8Array {
  return concatBytes(RUN, roomIdToBytes(room), device, tabIdToBytes(tab), numberToBytes(ctr))
}

/** Where a chain lies: with its device, beside those of the same device by other issuers. */
export function chainKey(room: RoomId, device: DeviceNames): Uint8Array {
  return concatBytes(CHAIN, roomIdToBytes(room), device.subject, device.issuer)
}

/** The first and the last key a chain of this room can have. */
export function chainKeys(room: RoomId): { gte: Uint8Array; lte: Uint8Array } {
  const lowest = new Uint8Array(KEY_BYTES)
  const highest = new Uint8Array(KEY_BYTES).fill(0xff)
  return {
    gte: chainKey(room, { subject: lowest, issuer: lowest }),
    lte: chainKey(room, { subject: highest, issuer: highest }),
  }
}

type DeviceNames = Pick<Certificate, 'subject' | 'issuer'>

/** A state as bytes. */
export function encodeState(state: RoomState): Uint8Array {
  return concatBytes(
    epochToBytes(state.epoch),
    numberToBytes(state.createdAtMs),
    numberToBytes(state.head),
    numberToBytes(state.bytes),
    state.headHash,
  )
}

/** The state of `encodeState`. */
export function decodeState(bytes: Uint8Array): RoomState {
  return {
    epoch: epochFromBytes(bytes.subarray(0, EPOCH_BYTES)),
    createdAtMs: numberFromBytes(bytes, 16),
    head: numberFromBytes(bytes, 24),
    bytes: numberFromBytes(bytes, 32),
    headHash: new Uint8Array(bytes.subarray(40, 40 + HASH_BYTES)),
  }
}

/** Consecutive records as bytes: for each its length (4 bytes), the chain hash after it, and itself. */
export function encodeBlock(records: readonly StoredRecord[]): Uint8Array {
  let length = 0
  for (const record of records) length += LENGTH_BYTES + HASH_BYTES + record.bytes.length
  const block = new Uint8Array(length)
  const view = new DataView(block.buffer)
  let offset = 0
  for (const { hash, bytes } of records) {
    view.setUint32(offset, bytes.length)
    block.set(hash, offset + LENGTH_BYTES)
    block.set(bytes, offset + LENGTH_BYTES + HASH_BYTES)
    offset += LENGTH_BYTES + HASH_BYTES + bytes.length
  }
  return block
}

/** The records of `encodeBlock`; the key says the position of the last. */
export function decodeBlock(key: Uint8Array, block: Uint8Array): StoredRecord[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const found: Omit<StoredRecord, 'seq'>[] = []
  for (let offset = 0; offset < block.length;) {
    const start = offset + LENGTH_BYTES + HASH_BYTES
    const end = start + view.getUint32(offset)
    const hash = block.subarray(offset + LENGTH_BYTES, start)
    found.push({ hash, bytes: block.subarray(start, end) })
    offset = end
  }
  const firstSeq = numberFromBytes(key, key.length - 8) - found.length + 1
  return found.map((record, index) => ({ seq: firstSeq + index, ...record }))
}

/** A run as bytes; its first number is in the key. */
export function encodeRun(run: Run): Uint8Array {
  return concatBytes(numberToBytes(run.seq), numberToBytes(run.count))
}

/** The run of `encodeRun` and its key. */
export function decodeRun(
  key: Uint8Array,
  value: Uint8Array,
  writer: Pick<Run, 'device' | 'tab'>,
): Run {
  return {
    device: writer.device,
    tab: writer.tab,
    ctr: numberFromBytes(key, key.length - 8),
    seq: numberFromBytes(value, 0),
    count: numberFromBytes(value, 8),
  }
}

/** A chain as bytes. */
export function encodeChain(chain: Chain): Uint8Array {
  return concatBytes(...chain.map(encodeCertificate))
}

/** The chain of `encodeChain`; throws when the bytes are none. */
export function decodeChain(bytes: Uint8Array): Chain {
  const chain: Certificate[] = []
  for (let start = 0; start < bytes.length; start += CERTIFICATE_BYTES) {
    const copy = new Uint8Array(bytes.subarray(start, start + CERTIFICATE_BYTES))
    const certificate = decodeCertificate(copy)
    if (isMalformed(certificate)) {
      throw new Error('A stored certificate is damaged. Restore the data directory.')
    }
    chain.push(certificate)
  }
  return chain
}

function numberToBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

function numberFromBytes(bytes: Uint8Array, offset: number): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(offset))
}

function letter(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
