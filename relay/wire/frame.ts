import type { Certificate } from './certificate.ts'
import type { ConnectionId, LogEpoch, RoomId, TabId } from './ids.ts'
import type { Limits } from './limits.ts'
import type { SnapshotFrame } from './snapshot-frames.ts'

/** The version of the protocol these frames belong to. */
export const PROTOCOL_VERSION = 2

/** owner -> device, or owner -> invite -> device. */
export type Chain = readonly Certificate[]

/** Client: who I am and which room I want. */
export interface Hello {
  readonly type: 'hello'
  readonly version: number
  readonly room: RoomId
  /** I have been or want to be its first device. */
  readonly create: boolean
  /** A gm's device, after the person agreed: if the relay's log is damaged, begin another one. */
  readonly renew?: boolean
  readonly chain: Chain
}

/** Relay, first frame of every connection: 32 random bytes to sign. */
export interface Challenge {
  readonly type: 'challenge'
  readonly challenge: Uint8Array
}

/** Client: the challenge signed by the device key of HELLO. */
export interface Prove {
  readonly type: 'prove'
  readonly signature: Uint8Array
}

/** Relay: you are in; this is the room's log and who else is here. */
export interface Welcome {
  readonly type: 'welcome'
  readonly epoch: LogEpoch
  readonly head: number
  readonly headHash: Uint8Array
  /** Position of the oldest record that can still be read; head + 1 when there is none. */
  readonly firstKept: number
  /** The chain hash before that record: where to begin when nothing of the log is known. */
  readonly baseHash: Uint8Array
  /** The number of this very connection. */
  readonly connection: ConnectionId
  /** The other connections of the room. */
  readonly online: readonly Presence[]
  readonly limits: Limits
  /** Milliseconds since 1970 by the relay's clock. */
  readonly relayTimeMs: number
}

export interface Presence {
  readonly connection: ConnectionId
  /** Device public key, 32 bytes. */
  readonly device: Uint8Array
}

/** Relay: chains of devices, before anything of theirs is sent on this connection. */
export interface Certificates {
  readonly type: 'certificates'
  readonly chains: readonly Chain[]
}

/** Client: send me what follows this position, then everything new. */
export interface Sync {
  readonly type: 'sync'
  readonly epoch: LogEpoch
  readonly seq: number
  readonly hash: Uint8Array
}

/** Relay: the answer to SYNC. Only after 'matches' do records follow. */
export interface Position {
  readonly type: 'position'
  readonly verdict: Verdict
  readonly epoch: LogEpoch
  readonly head: number
  readonly headHash: Uint8Array
  readonly firstKept: number
  /** The chain hash before the first record kept. */
  readonly baseHash: Uint8Array
}

/**
 * How a cursor and the log compare: the same history; another log; the log is shorter than the cursor;
 * another history at that position; the records that follow the cursor are no longer kept, only snapshots.
 */
export type Verdict = 'matches' | 'epoch-changed' | 'behind' | 'diverged' | 'pruned'

/** Relay: records from position `from` on, in order, without gaps. */
export interface Records {
  readonly type: 'records'
  readonly from: number
  /** More of the catch-up follows; false for the last batch and for live records. */
  readonly more: boolean
  readonly records: readonly Uint8Array[]
}

/** Relay: you have everything up to here; from now on records come as they are written. */
export interface Live {
  readonly type: 'live'
  readonly head: number
  readonly hash: Uint8Array
}

/** Client: records to store, in order. */
export interface Append {
  readonly type: 'append'
  readonly records: readonly Uint8Array[]
}

/** Relay: these records of yours are durable at these positions. */
export interface Ack {
  readonly type: 'ack'
  readonly items: readonly { readonly tab: TabId; readonly ctr: number; readonly seq: number }[]
}

/** Relay: these records of yours were not stored. */
export interface Nack {
  readonly type: 'nack'
  readonly items: readonly NackItem[]
}

export interface NackItem {
  readonly tab: TabId
  readonly ctr: number
  readonly reason: NackReason
  /** The number the relay takes next from this tab. */
  readonly expectedCtr: number
}

/**
 * Why a record was not stored: a number was left out; the role or stream is not this device's; the author
 * is another device; longer than a record may be; the room's log is full; too many at once, send it later;
 * the number already stands for other bytes.
 */
export type NackReason =
  'gap' | 'not-allowed' | 'not-author' | 'too-large' | 'room-full' | 'too-fast' | 'reused'

/** Both ways: sealed bytes that are forwarded to the others at once and never stored. */
export interface Ephemeral {
  readonly type: 'ephemeral'
  /** Who sent it. The relay fills it in; a client sends 0. */
  readonly connection: ConnectionId
  /** Which key opens it. */
  readonly stream: number
  readonly payload: Uint8Array
}

/** Relay: a connection of the room opened. */
export interface Join extends Presence {
  readonly type: 'join'
}

/** Relay: a connection of the room closed. */
export interface Leave {
  readonly type: 'leave'
  readonly connection: ConnectionId
}

/** Client: are you there, and where is the log? */
export interface Ping {
  readonly type: 'ping'
}

/** Relay: the end of the durable log, and the relay's clock in milliseconds since 1970. */
export interface Pong {
  readonly type: 'pong'
  readonly head: number
  readonly hash: Uint8Array
  readonly relayTimeMs: number
}

/** Everything that can stand in a message between client and relay. */
export type Frame =
  | Hello
  | Challenge
  | Prove
  | Welcome
  | Certificates
  | Sync
  | Position
  | Records
  | Live
  | Append
  | Ack
  | Nack
  | Ephemeral
  | Join
  | Leave
  | Ping
  | Pong
  | SnapshotFrame

/** First byte of each frame. */
export const FRAME_CODES = {
  hello: 1,
  challenge: 2,
  prove: 3,
  welcome: 4,
  sync: 5,
  position: 6,
  records: 7,
  live: 8,
  append: 9,
  ack: 10,
  nack: 11,
  snap: 12,
  ephemeral: 13,
  join: 14,
  leave: 15,
  ping: 16,
  pong: 17,
  certificates: 18,
  part: 19,
  snapped: 20,
  attest: 21,
  list: 22,
  shelf: 23,
  fetch: 24,
} as const satisfies Readonly<Record<Frame['type'], number>>

/** The number of a verdict on the wire is its position here. */
export const VERDICTS: readonly Verdict[] = [
  'matches',
  'epoch-changed',
  'behind',
  'diverged',
  'pruned',
]

/** The number of a reason on the wire is its position here. */
export const NACK_REASONS: readonly NackReason[] = [
  'gap',
  'not-allowed',
  'not-author',
  'too-large',
  'room-full',
  'too-fast',
  'reused',
]
