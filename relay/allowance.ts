import type { RelayLimits } from './limits.ts'
import { createTokenBucket, type Rate, type TokenBucket } from './token-bucket.ts'

/** How fast something may be sent. */
export interface Allowance {
  readonly records: TokenBucket
  readonly ephemerals: TokenBucket
  readonly snapshots: TokenBucket
}

/** Hands out allowances, each full. */
export interface Allowances {
  /** What one device may send. */
  readonly ofDevice: () => Allowance
  /** What all devices of a room may send together. */
  readonly ofRoom: () => Allowance
}

type Rates = { readonly [Name in keyof Allowance]: Rate }

/** Allowances by these limits. */
export function createAllowances(limits: RelayLimits, now: () => number): Allowances {
  const { snapshotsPerMinute, snapshotBurst } = limits
  const snapshots = { perSecond: snapshotsPerMinute / 60, burst: snapshotBurst, now }
  const device: Rates = {
    records: { perSecond: limits.recordsPerSecond, burst: limits.recordBurst, now },
    ephemerals: { perSecond: limits.ephemeralsPerSecond, burst: limits.ephemeralBurst, now },
    snapshots,
  }
  const room: Rates = {
    records: { perSecond: limits.roomRecordsPerSecond, burst: limits.roomRecordBurst, now },
    ephemerals: {
      perSecond: limits.roomEphemeralsPerSecond,
      burst: limits.roomEphemeralBurst,
      now,
    },
    snapshots,
  }
  return { ofDevice: () => new LazyAllowance(device), ofRoom: () => new LazyAllowance(room) }
}

/** Who sends nothing needs no bucket. */
class LazyAllowance implements Allowance {
  readonly rates: Rates
  readonly buckets: { -readonly [Name in keyof Allowance]?: TokenBucket } = {}

  constructor(rates: Rates) {
    this.rates = rates
  }

  get records(): TokenBucket {
    return (this.buckets.records ??= createTokenBucket(this.rates.records))
  }

  get ephemerals(): TokenBucket {
    return (this.buckets.ephemerals ??= createTokenBucket(this.rates.ephemerals))
  }

  get snapshots(): TokenBucket {
    return (this.buckets.snapshots ??= createTokenBucket(this.rates.snapshots))
  }
}
