/** Draws again when what stands still until then has ended. */
export interface Wakes {
  /** Something ends then; called in every frame that shows it. */
  at(endsMs: number, nowMs: number): void
}

export interface WakesOptions {
  readonly later: (delayMs: number, run: () => void) => void
  readonly wake: () => void
}

/** A frame's time is that of its beginning: this much later, one is surely after it. */
const FRAME_MS = 20

/** Wakes once for each end, the nearest first. */
export function createWakes({ later, wake }: WakesOptions): Wakes {
  let nextMs: number | undefined

  return {
    at(endsMs, nowMs) {
      if (nextMs !== undefined && nextMs <= endsMs) return
      nextMs = endsMs
      later(endsMs - nowMs + FRAME_MS, () => {
        nextMs = undefined
        wake()
      })
    },
  }
}
