import type { Schedule } from './asset-world.ts'

/** Keeps long work from holding up the screen: wait for it between steps. Rejects once the signal says so. */
export type Pacer = (signal?: AbortSignal) => Promise<void>

const LONGEST_STEP_MS = 8

/** A pacer that gives way whenever work went on for 8 milliseconds. */
export function createPacer(world: {
  readonly now: () => number
  readonly schedule: Schedule
}): Pacer {
  let since = world.now()

  return async (signal) => {
    signal?.throwIfAborted()
    const elapsedMs = world.now() - since
    if (elapsedMs >= 0 && elapsedMs < LONGEST_STEP_MS) return
    await new Promise<void>((resolve) => world.schedule(0, resolve))
    since = world.now()
    signal?.throwIfAborted()
  }
}
