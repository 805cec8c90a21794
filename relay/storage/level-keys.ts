import {
  concatBytes,
  roomIdFromBytes,
  roomIdToBytes,
  snapshotIdToBytes,
  tabIdToBytes,
} from '../wire/index.ts'
import type { Certificate, RoomId, SnapshotId, TabId } from '../wire/index.ts'
import { numberToBytes } from './level-codec.ts'

// Keys: one letter, the 16 bytes of a place, then what follows. Numbers are big-endian, so they sort.
// A room's place is its id, unless what lay there was set aside. The state says where the rest lies.
const STATE = letter('s')
const BLOCK = letter('r')
const RUN = letter('w')
const CHAIN = letter('d')
const MARK = letter('m')
const SNAPSHOT = letter('n')
const PIECE = letter('p')

const KEY_BYTES = 32
const PLACE_BYTES = 16
/** No key is longer behind its place: a chain's, of two keys. */
const LONGEST_REST = 2 * KEY_BYTES + 1

/** Where everything but the state of a room lies: 16 bytes. */
export type Place = Uint8Array

/** From the first to the last key of a kind. */
export interface KeyRange {
  readonly gte: Uint8Array
  readonly lte: Uint8Array
}

/** Where the state of a room lies. */
export function stateKey(room: RoomId): Uint8Array {
  return concatBytes(STATE, roomIdToBytes(room))
}

/** The room whose state lies at this key; undefined for any other key. */
export function roomOfStateKey(key: Uint8Array): RoomId | undefined {
  const isState = key.length === 17 && key[0] === STATE[0]
  return isState ? roomIdFromBytes(key.subarray(1)) : undefined
}

/** The states of all rooms. */
export function stateKeys(): KeyRange {
  return { gte: STATE, lte: concatBytes(STATE, new Uint8Array(PLACE_BYTES).fill(0xff)) }
}

/** Everything that lies at a place. */
export function everythingOf(place: Place): readonly KeyRange[] {
  const highest = new Uint8Array(LONGEST_REST).fill(0xff)
  return [BLOCK, RUN, CHAIN, MARK, SNAPSHOT, PIECE].map((kind) => ({
    gte: concatBytes(kind, place),
    lte: concatBytes(kind, place, highest),
  }))
}

/** Where a block of records lies: at the position of its last, so that the next key at or after a position has it. */
export function blockKey(place: Place, lastSeq: number): Uint8Array {
  return concatBytes(BLOCK, place, numberToBytes(lastSeq))
}

/** Where the run of a tab that starts with this number lies. */
export function runKey(place: Place, device: Uint8Array, tab: TabId, ctr: number): Uint8Array {
  return concatBytes(RUN, place, device, tabIdToBytes(tab), numberToBytes(ctr))
}

/** Where a chain lies: with its device, beside those of the same device by other issuers. */
export function chainKey(place: Place, device: DeviceNames): Uint8Array {
  return concatBytes(CHAIN, place, device.subject, device.issuer)
}

/** The first and the last key a chain of this place can have. */
export function chainKeys(place: Place): KeyRange {
  const lowest = new Uint8Array(KEY_BYTES)
  const highest = new Uint8Array(KEY_BYTES).fill(0xff)
  return {
    gte: chainKey(place, { subject: lowest, issuer: lowest }),
    lte: chainKey(place, { subject: highest, issuer: highest }),
  }
}

/** Where a mark lies. */
export function markKey(place: Place, seq: number): Uint8Array {
  return concatBytes(MARK, place, numberToBytes(seq))
}

/** The marks up to a position. */
export function markKeys(place: Place, lastSeq = Number.MAX_SAFE_INTEGER): KeyRange {
  return { gte: markKey(place, 0), lte: markKey(place, lastSeq) }
}

/** Where what is known of a snapshot lies. */
export function snapshotKey(place: Place, id: SnapshotId): Uint8Array {
  return concatBytes(SNAPSHOT, place, snapshotIdToBytes(id))
}

/** What is known of all snapshots of a place. */
export function snapshotKeys(place: Place): KeyRange {
  const highest = new Uint8Array(KEY_BYTES).fill(0xff)
  return { gte: concatBytes(SNAPSHOT, place), lte: concatBytes(SNAPSHOT, place, highest) }
}

/** Where a piece of a snapshot lies. */
export function pieceKey(place: Place, id: SnapshotId, piece: number): Uint8Array {
  return concatBytes(PIECE, place, snapshotIdToBytes(id), numberToBytes(piece))
}

type DeviceNames = Pick<Certificate, 'subject' | 'issuer'>

function letter(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
