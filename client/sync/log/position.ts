import {
  epochToBytes,
  NOTHING_SEEN,
  SEEN_HASH_BYTES,
  type LogEpoch,
  type SeenEnd,
} from '#relay/wire'

/** How far a log is known: everything up to `seq`, with the hash of all of it. */
export interface LogPosition {
  readonly epoch: LogEpoch
  readonly seq: number
  readonly hash: Uint8Array
}

/** A position as records name the end of the log that their author saw. */
export function seenEndOf(position: LogPosition | undefined): SeenEnd {
  if (position === undefined) return NOTHING_SEEN
  const { epoch, seq, hash } = position
  return { epoch: epochToBytes(epoch), seq, hash: hash.subarray(0, SEEN_HASH_BYTES) }
}
