import type { Chain, LogEpoch, RoomId, SnapshotId, SnapshotInfo, TabId } from '../wire/index.ts'

/** Where a room's log stands. */
export interface RoomState {
  readonly epoch: LogEpoch
  /** Milliseconds since 1970 by the relay's clock. */
  readonly createdAtMs: number
  /** Position of the last record; 0 when there is none. */
  readonly head: number
  readonly headHash: Uint8Array
  /** Sum of the lengths of the records kept. */
  readonly bytes: number
  /** The position before the first record kept, and the chain hash there. */
  readonly base: { readonly seq: number; readonly hash: Uint8Array }
}

/** When the log was how long: the records up to `seq` are at least as old as this. */
export interface Mark {
  readonly seq: number
  /** Milliseconds since 1970 by the relay's clock. */
  readonly atMs: number
}

/** A snapshot that is kept, and the stream it stands for. */
export interface StoredSnapshot extends SnapshotInfo {
  readonly stream: number
}

/** What a commit changes besides the log's end: snapshots come and go, and records go that they stand for. */
export interface Upkeep {
  readonly marks: readonly Mark[]
  /** New ones, and those of which something changed; the bytes come with new ones only. */
  readonly snapshots: readonly { readonly info: StoredSnapshot; readonly content?: Uint8Array }[]
  readonly dropped: readonly StoredSnapshot[]
  /** Records and marks up to here are no longer needed; 0 when all are. */
  readonly prunedTo: number
}

/** A record at its position, with the chain hash after it. */
export interface StoredRecord {
  readonly seq: number
  readonly hash: Uint8Array
  readonly bytes: Uint8Array
}

/** Records in a row as RECORDS carries them. */
export interface Stretch {
  readonly count: number
  /** One after the other, each record with its length before it. */
  readonly lists: readonly Uint8Array[]
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
  readonly upkeep?: Upkeep
}

/** What is read when a room comes into memory. */
export interface StoredRoom {
  readonly state: RoomState
  readonly chains: readonly Chain[]
  /** In the order of their positions. */
  readonly marks: readonly Mark[]
  /** In no order. */
  readonly snapshots: readonly StoredSnapshot[]
}

/** Stored bytes make no sense: nothing more will come of this room until it is restored or begun anew. */
export class DamagedRoom extends Error {}

/** The disk takes no more: nothing is lost, and it goes on when there is room. */
export class StorageFull extends Error {}

/** What others committed to a room: the room after it, and their writes in order. */
export interface News {
  readonly stored: StoredRoom
  readonly writes: readonly RoomWrite[]
}

/** A room that is watched for what others commit to it. */
export interface Following {
  /** What they committed since the last call; undefined when they did not. */
  take(): News | undefined
  end(): void
}

/** Who watches a room. */
export interface Follower {
  /** There is something to take. */
  readonly onNews: () => void
  /** Nothing more will come: what memory holds of the room cannot be brought up to date. */
  readonly onLost: (error: unknown) => void
}

/** Length of the pieces a snapshot is stored and read in; the last one is shorter. */
export const SNAPSHOT_PIECE_BYTES = 128 * 1024

/**
 * Keeps the logs of rooms. Every engine passes `describeStorage`. Rejects when the world fails it, with
 * DamagedRoom when what it reads makes no sense, with StorageFull when the disk is full.
 */
export interface Storage {
  /** The room as of the last commit; undefined when nothing was ever committed to it. */
  load(room: RoomId): Promise<StoredRoom | undefined>
  /**
   * Makes writes durable, one per room: each wholly and for good, or not at all. Resolves, when they would survive what
   * the engine says, with the rooms whose write it did not take because somebody else wrote to them first.
   */
  commit(writes: readonly RoomWrite[]): Promise<readonly RoomId[]>
  /**
   * Watches a room that was loaded just now. Only an engine that several processes write to at once has this. While a
   * commit of the room is under way nothing is told of it, so that the follower knows first what became of its own.
   */
  follow?(room: RoomId, follower: Follower): Following
  /**
   * Committed records from a position behind the base on, in order, until `maxBytes` are reached; at least one if
   * there is one.
   */
  read(room: RoomId, from: number, maxBytes: number): Promise<readonly StoredRecord[]>
  /**
   * The same as they are sent, up to another position: at least one record if the first is there, and little more than
   * `maxBytes`.
   */
  readStretch(room: RoomId, from: number, to: number, maxBytes: number): Promise<Stretch>
  /** The chain hash after a committed record; undefined when there is none. Asked behind the base only. */
  hashAt(room: RoomId, seq: number): Promise<Uint8Array | undefined>
  /** The last run of a tab that starts at this number or before. */
  findRun(room: RoomId, device: Uint8Array, tab: TabId, ctr: number): Promise<Run | undefined>
  /** A piece of a snapshot by its number, from 0; undefined when there is none. */
  readPiece(room: RoomId, id: SnapshotId, piece: number): Promise<Uint8Array | undefined>
  /**
   * Puts everything stored of a room out of reach, damaged or not: it is as if nothing was ever committed to it.
   * `place` is 16 random bytes.
   */
  setAside(room: RoomId, place: Uint8Array): Promise<void>
  /**
   * Rooms of which the last mark, or the beginning, lies before a time (milliseconds since 1970). Only an engine that can
   * forget rooms has this.
   */
  unusedSince?(timeMs: number): Promise<readonly RoomId[]>
  /**
   * Deletes everything of a room that was loaded just now, for good; 'in-use' when another process wrote to it since. Only an
   * engine that can forget rooms has this.
   */
  forget?(room: RoomId): Promise<'forgotten' | 'in-use'>
  /** Makes something durable that says nothing; rejects when it cannot. */
  check(): Promise<void>
  /** Lets go of everything it holds open. */
  close(): Promise<void>
}
