import { hexToBytes } from '@noble/hashes/utils.js'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { sha256 } from './cryptography.ts'
import { bytesToHex } from './hex.ts'

/** A string or number that names one kind of thing. Two kinds never mix by accident. */
type Branded<Base, Kind extends string> = Base & { readonly __kind: Kind }

/** A room: 22 characters of base64url, 16 bytes on the wire. */
export type RoomId = Branded<string, 'room'>

/** One life of a room's log: 22 characters of base64url, 16 random bytes on the wire. */
export type LogEpoch = Branded<string, 'epoch'>

/** One writer of a device, usually a browser tab: 16 hex digits, 8 random bytes on the wire. */
export type TabId = Branded<string, 'tab'>

/** A snapshot: 64 hex digits, the 32 bytes of its SHA-256 on the wire. */
export type SnapshotId = Branded<string, 'snapshot'>

/** One socket of a room while it is open; never reused within a log's stay in memory. */
export type ConnectionId = Branded<number, 'connection'>

export const ROOM_ID_BYTES = 16
export const EPOCH_BYTES = 16
export const TAB_BYTES = 8
export const SNAPSHOT_ID_BYTES = 32

/** The id of the room this owner key founds: base64url(SHA-256(key)[0..16]). Nobody else can found it. */
export function roomIdOf(ownerPublicKey: Uint8Array): RoomId {
  return toBase64UrlEncoded(sha256(ownerPublicKey).subarray(0, ROOM_ID_BYTES)) as RoomId
}

/** True for text that is a room id in its one canonical spelling. */
export function isRoomId(text: string): text is RoomId {
  return /^[A-Za-z0-9_-]{22}$/.test(text) && toBase64UrlEncoded(fromBase64UrlEncoded(text)) === text
}

/** The 16 bytes of a room id. */
export function roomIdToBytes(room: RoomId): Uint8Array {
  return fromBase64UrlEncoded(room)
}

/** The room id of 16 bytes. */
export function roomIdFromBytes(bytes: Uint8Array): RoomId {
  return toBase64UrlEncoded(bytes) as RoomId
}

/** The 16 bytes of a log epoch. */
export function epochToBytes(epoch: LogEpoch): Uint8Array {
  return fromBase64UrlEncoded(epoch)
}

/** The log epoch of 16 bytes. */
export function epochFromBytes(bytes: Uint8Array): LogEpoch {
  return toBase64UrlEncoded(bytes) as LogEpoch
}

/** The 8 bytes of a tab id. */
export function tabIdToBytes(tab: TabId): Uint8Array {
  return hexToBytes(tab)
}

/** The tab id of 8 bytes. */
export function tabIdFromBytes(bytes: Uint8Array): TabId {
  return bytesToHex(bytes) as TabId
}

/** The 32 bytes of a snapshot's name. */
export function snapshotIdToBytes(id: SnapshotId): Uint8Array {
  return hexToBytes(id)
}

/** The snapshot's name of 32 bytes. */
export function snapshotIdFromBytes(bytes: Uint8Array): SnapshotId {
  return bytesToHex(bytes) as SnapshotId
}

/** Names a connection by its number. */
export function connectionId(number: number): ConnectionId {
  return number as ConnectionId
}
