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
  readonly recordsPerSecond: number
  /** Records accepted at once after a silence. */
  readonly recordBurst: number
  readonly ephemeralsPerSecond: number
  /** Ephemeral frames forwarded at once after a silence. */
  readonly ephemeralBurst: number
  /** A connection that sends nothing for so long is closed. */
  readonly silentMs: number
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
] as const satisfies readonly (keyof Limits)[]
