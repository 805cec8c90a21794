import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  concatBytes,
  decodeCertificate,
  encodeCertificate,
  CERTIFICATE_BYTES,
  epochFromBytes,
  epochToBytes,
  firstHash,
  isMalformed,
  readSnapshotInfo,
  roomIdToBytes,
  writeSnapshotInfo,
} from '../wire/index.ts'
import type { Certificate, Chain, RoomId } from '../wire/index.ts'
import type { Place } from './level-keys.ts'
import { DamagedRoom } from './storage.ts'
import type { Mark, RoomState, Run, StoredSnapshot } from './storage.ts'

const EPOCH_BYTES = 16
const PLACE_BYTES = 16
const OLD_STATE_BYTES = 72
const STATE_BYTES = 128

/** The value of a room's state key: where the rest of it lies, and its state unless that was set aside. */
export interface StateValue {
  readonly place: Place
  readonly state: RoomState | undefined
}

/** A state as bytes. */
export function encodeState({ place, state }: StateValue): Uint8Array {
  if (state === undefined) return place
  return concatBytes(
    epochToBytes(state.epoch),
    numberToBytes(state.createdAtMs),
    numberToBytes(state.head),
    numberToBytes(state.bytes),
    state.headHash,
    numberToBytes(state.base.seq),
    state.base.hash,
    place,
  )
}

/** The state of `encodeState`; one that was written before logs were pruned begins with its first record. */
export function decodeState(room: RoomId, bytes: Uint8Array): StateValue {
  if (bytes.length === PLACE_BYTES) return { place: bytes, state: undefined }
  const isOld = bytes.length === OLD_STATE_BYTES
  if (!isOld && bytes.length !== STATE_BYTES) throw new DamagedRoom('A room has a damaged state.')
  const epoch = epochFromBytes(bytes.subarray(0, EPOCH_BYTES))
  const head = {
    epoch,
    createdAtMs: numberFromBytes(bytes, 16),
    head: numberFromBytes(bytes, 24),
    bytes: numberFromBytes(bytes, 32),
    headHash: new Uint8Array(bytes.subarray(40, 72)),
  }
  if (isOld) {
    const base = { seq: 0, hash: firstHash(room, epoch) }
    return { place: roomIdToBytes(room), state: { ...head, base } }
  }
  const base = { seq: numberFromBytes(bytes, 72), hash: new Uint8Array(bytes.subarray(80, 112)) }
  return { place: new Uint8Array(bytes.subarray(112)), state: { ...head, base } }
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
      throw new DamagedRoom('A stored certificate is damaged.')
    }
    chain.push(certificate)
  }
  return chain
}

/** A mark's value; its position is in the key. */
export function encodeMark(mark: Mark): Uint8Array {
  return numberToBytes(mark.atMs)
}

/** The mark of `encodeMark` and its key. */
export function decodeMark(key: Uint8Array, value: Uint8Array): Mark {
  return { seq: numberFromBytes(key, key.length - 8), atMs: numberFromBytes(value, 0) }
}

/** What is known of a snapshot as bytes. */
export function encodeSnapshotValue(info: StoredSnapshot): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint32BigEndian(encoder, info.stream)
  writeSnapshotInfo(encoder, info)
  return encoding.toUint8Array(encoder)
}

/** What `encodeSnapshotValue` wrote. */
export function decodeSnapshotValue(value: Uint8Array): StoredSnapshot {
  try {
    // A copy: what is read into a room stays there, and must not hold on to a larger buffer.
    const decoder = decoding.createDecoder(new Uint8Array(value))
    const stream = decoding.readUint32BigEndian(decoder)
    return { stream, ...readSnapshotInfo(decoder) }
  } catch (error) {
    throw new DamagedRoom('What is known of a snapshot is damaged.', { cause: error })
  }
}

/** Eight bytes, big-endian. */
export function numberToBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** The number of `numberToBytes` at an offset. */
export function numberFromBytes(bytes: Uint8Array, offset: number): number {
  if (offset + 8 > bytes.length) throw new DamagedRoom('A stored number is damaged.')
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(offset))
}
