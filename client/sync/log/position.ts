import type { LogEpoch } from '#relay/wire'

/** How far a log is known: everything up to `seq`, with the hash of all of it. */
export interface LogPosition {
  readonly epoch: LogEpoch
  readonly seq: number
  readonly hash: Uint8Array
}
