/**
 * The behaviour of the relay without sockets, disk, clock or timers: rooms, their storage, the limits.
 */
export { createBlobs, createMemoryBlobStorage } from './blobs/index.ts'
export type { BlobEvent, Blobs, BlobsOptions, BlobStorage } from './blobs/index.ts'
export type { RelayConnection } from './connection.ts'
export { blobLimits, limits, type RelayLimits } from './limits.ts'
export type { Peer } from './outbox.ts'
export { createRooms, type RelayEvent, type Rooms, type RoomsOptions } from './rooms.ts'
export { createMemoryStorage, type MemoryImage, type MemoryStorage } from './storage/memory.ts'
export type {
  RoomState,
  RoomWrite,
  Run,
  Storage,
  StoredRecord,
  StoredRoom,
} from './storage/storage.ts'
