import type { SnapshotId } from './ids.ts'

/** Client: I have a snapshot of one stream to store. The relay answers SNAPPED before any of it is sent. */
export interface Snap {
  readonly type: 'snap'
  readonly id: SnapshotId
  /** The newest one of the stream as the client knows it; undefined when it knows none. */
  readonly expected: SnapshotId | undefined
  /** Length of the whole snapshot. */
  readonly bytes: number
  /** Its first 106 bytes. */
  readonly header: Uint8Array
}

/** Both ways: a piece of a snapshot, in order and without gaps. */
export interface Part {
  readonly type: 'part'
  readonly id: SnapshotId
  /** Where in the snapshot the piece begins. */
  readonly offset: number
  readonly bytes: Uint8Array
}

/** Relay: what becomes of a snapshot. */
export interface Snapped {
  readonly type: 'snapped'
  readonly id: SnapshotId
  readonly outcome: SnapOutcome
}

/**
 * Send its parts; it is durable and the newest of its stream; the attestation is durable; another one is the
 * newest, or covers as much; the role or stream is not this device's; the log has another hash there, or does
 * not go so far; it is longer than allowed; the room's space for snapshots is used up; another upload of this
 * connection is under way or the relay has too many, try later; the parts are not what was announced; the relay
 * has no such snapshot.
 */
export type SnapOutcome =
  | 'send'
  | 'kept'
  | 'attested'
  | 'outdated'
  | 'not-allowed'
  | 'diverged'
  | 'too-large'
  | 'full'
  | 'busy'
  | 'damaged'
  | 'gone'

/** Client: I made the same of the log as this snapshot. */
export interface Attest {
  readonly type: 'attest'
  readonly id: SnapshotId
  /** By the device of the connection, over `attestationSigningBytes`. */
  readonly signature: Uint8Array
}

/** Client: tell me the snapshots of these streams; of all, when there are none in the list. */
export interface List {
  readonly type: 'list'
  readonly streams: readonly number[]
}

/** Relay: the snapshots kept of some streams, in answer to LIST and whenever they change. */
export interface Shelf {
  readonly type: 'shelf'
  /** More of the answer to LIST follows. */
  readonly more: boolean
  readonly snapshots: readonly ShelfSnapshots[]
}

export interface ShelfSnapshots {
  readonly stream: number
  /** Newest first; what is not in it is no longer kept. */
  readonly kept: readonly SnapshotInfo[]
}

/** What can be known of a snapshot without its bytes. */
export interface SnapshotInfo {
  readonly id: SnapshotId
  readonly author: Uint8Array
  readonly covers: { readonly seq: number; readonly hash: Uint8Array }
  readonly bytes: number
  /** Milliseconds since 1970 by the relay's clock. */
  readonly takenAtMs: number
  readonly attestations: readonly Attestation[]
}

export interface Attestation {
  /** Device public key, 32 bytes. */
  readonly device: Uint8Array
  readonly signature: Uint8Array
}

/** Client: send me these snapshots, as PART frames, one after the other. */
export interface Fetch {
  readonly type: 'fetch'
  readonly ids: readonly SnapshotId[]
}

/** Everything said about snapshots. */
export type SnapshotFrame = Snap | Part | Snapped | Attest | List | Shelf | Fetch

/** The number of an outcome on the wire is its position here. */
export const SNAP_OUTCOMES: readonly SnapOutcome[] = [
  'send',
  'kept',
  'attested',
  'outdated',
  'not-allowed',
  'diverged',
  'too-large',
  'full',
  'busy',
  'damaged',
  'gone',
]
