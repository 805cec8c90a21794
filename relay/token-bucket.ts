/** Allows a burst, then a steady rate. */
export interface TokenBucket {
  /** Whether one more is allowed now. */
  take(): boolean
}

/** How fast something may go; many buckets share one. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
  /** Answers milliseconds and may jump. */
  readonly now: () => number
}

/** A bucket that starts full. */
export function createTokenBucket(rate: Rate): TokenBucket {
  return new Bucket(rate)
}

/** There are several for each connection, so they are as small as can be. */
class Bucket implements TokenBucket {
  readonly rate: Rate
  tokens: number
  filledAtMs: number

  constructor(rate: Rate) {
    this.rate = rate
    this.tokens = rate.burst
    this.filledAtMs = rate.now()
  }

  take(): boolean {
    const { perSecond, burst, now } = this.rate
    const nowMs = now()
    const earned = (Math.max(0, nowMs - this.filledAtMs) / 1000) * perSecond
    this.tokens = Math.min(burst, this.tokens + earned)
    this.filledAtMs = nowMs
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}
