import type { BlobHash, RoomId } from '../wire/index.ts'

/** A whole blob. */
export interface StoredBlob {
  readonly hash: BlobHash
  readonly bytes: number
  /** When it was last uploaded, asked for, or no longer pinned: milliseconds since 1970. */
  readonly neededAtMs: number
}

/** Names an upload that is not finished. Each device has its own, so that none can spoil another's. */
export interface UploadName {
  readonly room: RoomId
  readonly hash: BlobHash
  /** The first 16 hex digits of the device's key. */
  readonly device: string
  /** Length the blob will have. */
  readonly totalBytes: number
}

/** An upload that is not finished. */
export interface StoredUpload extends UploadName {
  /** How much of it is there, from its beginning. */
  readonly offset: number
  /** When something was last added: milliseconds since 1970. */
  readonly changedAtMs: number
}

/** Everything kept for one room. */
export interface StoredRoomBlobs {
  readonly blobs: readonly StoredBlob[]
  readonly uploads: readonly StoredUpload[]
  /** What `savePins` was given last. */
  readonly pins: Uint8Array | undefined
}

/** Another process changed what is kept of the room: decide again by what there is now. */
export class MovedOn extends Error {}

/** The disk has no space left for what it was given. */
export class NoSpace extends Error {}

/**
 * Keeps the blobs of rooms. Every engine passes `describeBlobStorage`. Rejects when the world fails it, with NoSpace
 * when the disk is full. The caller never has two calls about one upload or one blob's removal under way at once.
 */
export interface BlobStorage {
  list(room: RoomId): Promise<StoredRoomBlobs>
  /** Rooms that have anything. */
  rooms(): Promise<readonly RoomId[]>
  /** Writes at an offset of the upload, which is at most its present length. */
  append(upload: UploadName, offset: number, bytes: Uint8Array): Promise<void>
  /**
   * Makes a blob of an upload whose bytes have the hash it is named by; then it would survive a power cut. An upload
   * with another hash is dropped.
   */
  finish(upload: UploadName): Promise<'stored' | 'wrong-hash'>
  /** Drops an upload, if it is there. */
  abandon(upload: UploadName): Promise<void>
  /** The bytes of a blob from one position up to and without another. */
  read(room: RoomId, hash: BlobHash, from: number, to: number): ReadableStream<Uint8Array>
  /** Notes when a blob was needed. */
  touch(room: RoomId, hash: BlobHash, neededAtMs: number): Promise<void>
  remove(room: RoomId, hash: BlobHash): Promise<void>
  /** Removes everything of a room. */
  removeRoom(room: RoomId): Promise<void>
  /** Replaces what is known of pins: all or nothing, and durable when it resolves. */
  savePins(room: RoomId, pins: Uint8Array): Promise<void>
  /** How much the disk still takes, in bytes. */
  freeBytes(): Promise<number>
  /** One room for who decides by what `list` says of it. Only an engine that several processes write to at once has this. */
  share?(room: RoomId): SharedRoomBlobs
}

/** What is to be known and done of one room by who decides what may be added to it and what may go. */
export type RoomBlobs = Pick<
  BlobStorage,
  'list' | 'append' | 'finish' | 'abandon' | 'touch' | 'remove' | 'savePins'
>

/**
 * One room that other processes change as well. A change holds only if none of them changed the room since it was
 * listed; else it, and every one after it, rejects with MovedOn until the room is listed again.
 */
export interface SharedRoomBlobs extends RoomBlobs {
  list(): Promise<StoredRoomBlobs>
  /** Whether the room is no longer as it was listed and changed here. */
  hasMoved(): Promise<boolean>
  /** Removes bytes that belong to nothing, if they were written before a time (milliseconds since 1970). */
  sweep(beforeMs: number): Promise<void>
}
