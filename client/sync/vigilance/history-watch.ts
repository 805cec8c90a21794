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
  /** Another device signed that it had seen the log so. */
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
  let isWaiting = false

  function waitFor(seq: number): void {
    if (isWaiting) return
    isWaiting = true
    schedule(PATIENCE_MS, () => {
      isWaiting = false
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
    heard({ seq, hash }) {
      const here = position()
      if (here !== undefined && seq > here.seq) waitFor(seq)
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
