import type { Schedule } from '../schedule.ts'
import { backOffMs } from './back-off.ts'

/**
 * Keeps what makes the relay write waiting while its disk is full: each attempt throws everybody out of the room. All
 * who are thrown out wait anew, so that a full disk closes a room a few times a minute, however many have something
 * to send; meanwhile they read, see each other and whisper.
 */
export interface DiskPause {
  /** The relay closed the room because its disk takes nothing. */
  refused(): void
  /** The relay stored something. */
  stored(): void
  /** Runs now, or when the pause is over. Of several that wait only the last one runs. */
  after(run: () => void): void
  stop(): void
}

/** The first wait is as long as after so many failures to reach the relay: disks do not empty within a second. */
const HEAD_START = 5
/** Who was not refused for so long after a wait begins with a short one again. */
const FORGOTTEN_MS = 120_000

/** No pause. */
export function createDiskPause(options: {
  readonly schedule: Schedule
  readonly now: () => number
  /** Evenly spread in [0, 1). */
  readonly jitter: () => number
}): DiskPause {
  const { schedule, now, jitter } = options
  let refusals = 0
  let untilMs = Number.NEGATIVE_INFINITY
  let cancel = () => {}

  return {
    refused() {
      cancel()
      if (now() - untilMs > FORGOTTEN_MS) refusals = 0
      refusals += 1
      untilMs = now() + backOffMs(HEAD_START + refusals, jitter())
    },
    stored() {
      refusals = 0
    },
    after(run) {
      cancel()
      const leftMs = untilMs - now()
      if (leftMs > 0) cancel = schedule(leftMs, run)
      else run()
    },
    stop: () => cancel(),
  }
}
