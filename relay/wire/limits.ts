/** What a relay allows one connection and one room; announced in WELCOME. */
export interface Limits {
  /** Longest record, header and signature included. */
  readonly recordBytes: number
  /** Longest socket message either way. */
  readonly messageBytes: number
  /** Longest payload of an ephemeral frame. */
  readonly ephemeralBytes: number
  /** Longest log of a room: the sum of its records' lengths. */
  readonly roomBytes: number
  /** Records of one device, whatever it has open. */
  readonly recordsPerSecond: number
  /** Records accepted at once after a silence. */
  readonly recordBurst: number
  /** Ephemeral frames of one device. */
  readonly ephemeralsPerSecond: number
  /** Ephemeral frames forwarded at once after a silence. */
  readonly ephemeralBurst: number
  /** A connection that sends nothing for so long is closed. */
  readonly silentMs: number
  /** Longest snapshot, header and signature included. */
  readonly snapshotBytes: number
  /** Longest piece of a snapshot in one PART frame. */
  readonly partBytes: number
  /** Sum of the lengths of all snapshots of a room. */
  readonly roomSnapshotBytes: number
  /** Records at the end of the log that are kept whatever snapshots there are. */
  readonly keptRecords: number
  /** Records younger than this are kept whatever snapshots there are. */
  readonly keptMs: number
  /** A snapshot nobody attested counts as sound after so long. */
  readonly unattestedMs: number
  /** Records of all devices of a room together. */
  readonly roomRecordsPerSecond: number
  readonly roomRecordBurst: number
  /** Ephemeral frames of all devices of a room together. */
  readonly roomEphemeralsPerSecond: number
  readonly roomEphemeralBurst: number
  /** Frames of one connection that ask for something: SYNC, PING, SNAP, ATTEST, LIST and FETCH. */
  readonly requestsPerSecond: number
  readonly requestBurst: number
  readonly connectionsPerRoom: number
  readonly devicesPerRoom: number
  /** Snapshots of one device. */
  readonly snapshotsPerMinute: number
  readonly snapshotBurst: number
}

/** The order in which WELCOME carries the limits. New ones are added at the end. */
export const LIMIT_ORDER = [
  'recordBytes',
  'messageBytes',
  'ephemeralBytes',
  'roomBytes',
  'recordsPerSecond',
  'recordBurst',
  'ephemeralsPerSecond',
  'ephemeralBurst',
  'silentMs',
  'snapshotBytes',
  'partBytes',
  'roomSnapshotBytes',
  'keptRecords',
  'keptMs',
  'unattestedMs',
  'roomRecordsPerSecond',
  'roomRecordBurst',
  'roomEphemeralsPerSecond',
  'roomEphemeralBurst',
  'requestsPerSecond',
  'requestBurst',
  'connectionsPerRoom',
  'devicesPerRoom',
  'snapshotsPerMinute',
  'snapshotBurst',
] as const satisfies readonly (keyof Limits)[]
