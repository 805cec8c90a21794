import { bytesEqual } from '#relay/wire'
import type { LogPosition } from '../log/position.ts'
import type { Schedule } from '../schedule.ts'

/** A place in a log that somebody says they saw; `hash` may be cut short. */
export interface SeenPlace {
  readonly seq: number
  readonly hash: Uint8Array
}

/** Notices a relay that shows different devices different logs, or keeps something back from this one. */
export interface HistoryWatch {
  /** The log as this device has it grew to this place. */
  grew(position: LogPosition): void
  /** The log is read from another beginning. */
  restarted(): void
  /** The relay is gone, and may come back from a backup: what was heard says nothing of what it will show. */
  disconnected(): void
  /** Another device is at this place now. */
  heard(place: SeenPlace): void
  readonly counts: { readonly forks: number; readonly gaps: number }
}

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
  let forks = 0
  let gaps = 0
  let cancelWait: (() => void) | undefined

  function waitFor(seq: number): void {
    cancelWait ??= schedule(PATIENCE_MS, () => {
      cancelWait = undefined
      const here = position()
      if (here === undefined || here.seq >= seq) return
      gaps += 1
      options.onKeptBack()
    })
  }

  return {
    grew({ seq, hash }) {
      hashes.set(seq, hash)
      hashes.delete(seq - REMEMBERED)
    },
    restarted: () => hashes.clear(),
    disconnected() {
      cancelWait?.()
      cancelWait = undefined
    },
    heard({ seq, hash }) {
      const here = position()
      // Out of step, this device may itself hold what a relay that went back no longer shows.
      if (here === undefined) return
      if (seq > here.seq) waitFor(seq)
      const known = hashes.get(seq)
      if (known === undefined || bytesEqual(known.subarray(0, hash.length), hash)) return
      forks += 1
      options.onFork()
    },
    get counts() {
      return { forks, gaps }
    },
  }
}
