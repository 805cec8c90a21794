import type { BlobReserves } from './blobs/index.ts'
import type { BlobLimits, Limits } from './wire/index.ts'

/** What the relay allows: the part that WELCOME announces, and the part a client never meets. */
export interface RelayLimits extends Limits {
  /** Longest message before WELCOME. */
  readonly helloBytes: number
  /** A connection that is not in a room after so long is closed. */
  readonly helloMs: number
  /** Open sockets, in or on their way in. */
  readonly connections: number
  /** The same from one address. */
  readonly connectionsPerAddress: number
  /** Sockets opened from one address. */
  readonly connectsPerSecond: number
  readonly connectBurst: number
  /** Rooms begun from one address in a day. */
  readonly roomsPerAddress: number
  /** A room that nobody used for so long is forgotten with its files; 0: never. */
  readonly forgetMs: number
  /** Addresses that are remembered. */
  readonly addresses: number
  /** Bytes queued for all sockets together; beyond it, those furthest behind are closed. */
  readonly allQueuesBytes: number
  /** Frames in one message of a client; each costs something to read, however short. */
  readonly framesPerMessage: number
  /** Streams of a room that have snapshots. */
  readonly snapshotStreams: number
  /** Of those, streams with snapshots that one device made; a GM's are not counted. */
  readonly snapshotStreamsPerDevice: number
  /** Bytes of snapshots of a room that one device made; a GM's are not counted. */
  readonly snapshotBytesPerDevice: number
  /** Bytes of snapshots that are being sent to the relay at once, in all rooms. */
  readonly uploadBytes: number
  /** Snapshots a connection asked for and has not been sent. */
  readonly fetchQueue: number
  /** Length of the records in one RECORDS frame; one record may exceed it. */
  readonly batchBytes: number
  /** Catch-up waits while more than this is queued for a connection. */
  readonly catchUpQueueBytes: number
  /** Ephemeral frames are left out while more than this is queued for a connection. */
  readonly dropQueueBytes: number
  /** A connection with more than this queued is closed. */
  readonly closeQueueBytes: number
}

const KIB = 1024
const MIB = 1024 * KIB
const DAY_MS = 24 * 60 * 60 * 1000

/** The one table of limits. */
export const limits: RelayLimits = {
  recordBytes: 256 * KIB,
  messageBytes: MIB,
  ephemeralBytes: 4 * KIB,
  roomBytes: 64 * MIB,
  recordsPerSecond: 200,
  recordBurst: 2000,
  ephemeralsPerSecond: 60,
  ephemeralBurst: 120,
  silentMs: 60_000,
  snapshotBytes: 8 * MIB,
  partBytes: 256 * KIB,
  roomSnapshotBytes: 64 * MIB,
  keptRecords: 200,
  keptMs: 7 * DAY_MS,
  unattestedMs: 30 * DAY_MS,
  roomRecordsPerSecond: 1000,
  roomRecordBurst: 10_000,
  roomEphemeralsPerSecond: 2000,
  roomEphemeralBurst: 4000,
  requestsPerSecond: 10,
  requestBurst: 50,
  connectionsPerRoom: 128,
  devicesPerRoom: 256,
  snapshotsPerMinute: 30,
  snapshotBurst: 60,
  connections: 20_000,
  connectionsPerAddress: 200,
  connectsPerSecond: 10,
  connectBurst: 200,
  roomsPerAddress: 64,
  forgetMs: 0,
  addresses: 50_000,
  allQueuesBytes: 256 * MIB,
  helloBytes: 4 * KIB,
  helloMs: 5_000,
  framesPerMessage: 256,
  snapshotStreams: 4096,
  snapshotStreamsPerDevice: 512,
  snapshotBytesPerDevice: 24 * MIB,
  uploadBytes: 64 * MIB,
  fetchQueue: 4096,
  batchBytes: 256 * KIB,
  catchUpQueueBytes: MIB,
  dropQueueBytes: 4 * MIB,
  closeQueueBytes: 16 * MIB,
}

/** What the relay allows of blobs, and what it keeps back for itself. */
export const blobLimits: BlobLimits & BlobReserves = {
  blobBytes: 128 * MIB,
  partBytes: MIB,
  roomBytes: 1024 * MIB,
  roomBlobs: 8192,
  uploadsPerDevice: 16,
  unfinishedMs: DAY_MS,
  graceMs: 30 * DAY_MS,
  passMs: 5 * 60 * 1000,
  requestsPerSecond: 50,
  requestBurst: 500,
  strangersPerSecond: 5,
  strangerBurst: 100,
  readingBytes: 64 * MIB,
  reservedDiskBytes: 256 * MIB,
}
