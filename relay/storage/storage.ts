import type { Chain, LogEpoch, RoomId, TabId } from '../wire/index.ts'

/** Where a room's log stands. */
export interface RoomState {
  readonly epoch: LogEpoch
  /** Milliseconds since 1970 by the relay's clock. */
  readonly createdAtMs: number
  /** Position of the last record; 0 when there is none. */
  readonly head: number
  readonly headHash: Uint8Array
  /** Sum of the lengths of all records. */
  readonly bytes: number
}

/** A record at its position, with the chain hash after it. */
export interface StoredRecord {
  readonly seq: number
  readonly hash: Uint8Array
  readonly bytes: Uint8Array
}

/** Records of one tab with consecutive numbers at consecutive positions. */
export interface Run {
  readonly device: Uint8Array
  readonly tab: TabId
  /** Number of the first. */
  readonly ctr: number
  /** Position of the first. */
  readonly seq: number
  readonly count: number
}

/** Everything that becomes durable for one room in one commit. */
export interface RoomWrite {
  readonly room: RoomId
  /** The state after the write. */
  readonly state: RoomState
  readonly records: readonly StoredRecord[]
  readonly runs: readonly Run[]
  /** Chains of devices let in; one replaces an earlier one of the same device by the same issuer. */
  readonly chains: readonly Chain[]
}

/** What is read when a room comes into memory. */
export interface StoredRoom {
  readonly state: RoomState
  readonly chains: readonly Chain[]
}

/** Keeps the logs of rooms. Every engine passes `describeStorage`. Rejects when the world fails it. */
export interface Storage {
  /** The room as of the last commit; undefined when nothing was ever committed to it. */
  load(room: RoomId): Promise<StoredRoom | undefined>
  /** Writes all or nothing, for many rooms at once; resolves when it would survive a power cut. */
  commit(writes: readonly RoomWrite[]): Promise<void>
  /** Committed records from a position on, in order, until `maxBytes` are reached; at least one if there is one. */
  read(room: RoomId, from: number, maxBytes: number): Promise<readonly StoredRecord[]>
  /** The chain hash after a committed record; undefined when there is no such record. */
  hashAt(room: RoomId, seq: number): Promise<Uint8Array | undefined>
  /** The last run of a tab that starts at this number or before. */
  findRun(room: RoomId, device: Uint8Array, tab: TabId, ctr: number): Promise<Run | undefined>
  /** Lets go of everything it holds open. */
  close(): Promise<void>
}
