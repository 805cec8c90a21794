/** Allows a burst, then a steady rate. */
export interface TokenBucket {
  /** Whether one more is allowed now. */
  take(): boolean
}

/** A bucket that starts full. `now` answers milliseconds and may jump. */
export function createTokenBucket(options: {
  readonly perSecond: number
  readonly burst: number
  readonly now: () => number
}): TokenBucket {
  let tokens = options.burst
  let filledAtMs = options.now()

  return {
    take() {
      const nowMs = options.now()
      const earned = (Math.max(0, nowMs - filledAtMs) / 1000) * options.perSecond
      tokens = Math.min(options.burst, tokens + earned)
      filledAtMs = nowMs
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
