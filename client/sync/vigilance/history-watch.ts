import { bytesEqual, epochToBytes, type SeenEnd } from '#relay/wire'
import type { LogPosition } from '../log/position.ts'
import type { Schedule } from '../schedule.ts'

/** A place in a log that somebody says they saw; `hash` may be cut short. */
export interface SeenPlace {
  readonly seq: number
  readonly hash: Uint8Array
}

/** Notices a relay that shows different devices different logs, or keeps something back from this one. */
export interface HistoryWatch {
  /** The log as this device reads it begins at this place, or grew to it. */
  grew(position: LogPosition): void
  /** The log is read from another beginning. */
  restarted(): void
  /** The relay is gone, and may come back from a backup: what was heard says nothing of what it will show. */
  disconnected(): void
  /** Another device is at this place now. */
  heard(place: SeenPlace): void
  /**
   * What is wrong when the author of the record at `seq` had the log so; undefined when nothing is, or nothing is
   * known. What was sealed for another epoch proves nothing: an honest relay that lost a part of its log has another.
   */
  doubt(seen: SeenEnd, seq: number): Doubt | undefined
  /** A member did sign what raised a doubt. */
  confirmed(doubt: Doubt): void
  readonly counts: { readonly forks: number; readonly gaps: number }
}

/** A history that this device is not shown, or something missing from its own that others had. */
export type Doubt = 'fork' | 'keptBack'

const REMEMBERED = 4_096
const PATIENCE_MS = 20_000

/** Nothing heard yet. */
export function createHistoryWatch(options: {
  readonly schedule: Schedule
  /** Where this device is now; undefined while it is not in step with the relay. */
  readonly position: () => LogPosition | undefined
  readonly onFork: () => void
  readonly onKeptBack: () => void
}): HistoryWatch {
  const { schedule, position } = options
  const hashes = new Map<number, Uint8Array>()
  let epoch: Uint8Array | undefined
  let forks = 0
  let gaps = 0
  let cancelWait: (() => void) | undefined

  function waitFor(seq: number): void {
    cancelWait ??= schedule(PATIENCE_MS, () => {
      cancelWait = undefined
      const here = position()
      if (here === undefined || here.seq >= seq) return
      confirmed('keptBack')
    })
  }

  function differs(seq: number, hash: Uint8Array): boolean {
    const known = hashes.get(seq)
    return known !== undefined && !bytesEqual(known.subarray(0, hash.length), hash)
  }

  function confirmed(doubt: Doubt): void {
    if (doubt === 'fork') {
      forks += 1
      options.onFork()
    } else {
      gaps += 1
      options.onKeptBack()
    }
  }

  return {
    grew(place) {
      if (hashes.size === 0) epoch = epochToBytes(place.epoch)
      hashes.set(place.seq, place.hash)
      hashes.delete(place.seq - REMEMBERED)
    },
    restarted() {
      hashes.clear()
      epoch = undefined
    },
    disconnected() {
      cancelWait?.()
      cancelWait = undefined
    },
    heard({ seq, hash }) {
      const here = position()
      // Out of step, this device may itself hold what a relay that went back no longer shows.
      if (here === undefined) return
      if (seq > here.seq) waitFor(seq)
      if (differs(seq, hash)) confirmed('fork')
    },
    doubt(seen, seq) {
      if (epoch === undefined || !bytesEqual(seen.epoch, epoch)) return undefined
      if (seen.seq >= seq) return 'keptBack'
      return differs(seen.seq, seen.hash) ? 'fork' : undefined
    },
    confirmed,
    get counts() {
      return { forks, gaps }
    },
  }
}
