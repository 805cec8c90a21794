import type { RelayLimits } from './limits.ts'
import type { Allowance } from './member.ts'
import { createTokenBucket } from './token-bucket.ts'

/** What one device may send. */
export function createAllowance(limits: RelayLimits, now: () => number): Allowance {
  const { recordsPerSecond, recordBurst, ephemeralsPerSecond, ephemeralBurst } = limits
  const { snapshotsPerMinute, snapshotBurst } = limits
  return {
    records: createTokenBucket({ perSecond: recordsPerSecond, burst: recordBurst, now }),
    ephemerals: createTokenBucket({ perSecond: ephemeralsPerSecond, burst: ephemeralBurst, now }),
    snapshots: createTokenBucket({ perSecond: snapshotsPerMinute / 60, burst: snapshotBurst, now }),
  }
}

/** What all devices of a room may send together. */
export function createPaces(
  limits: RelayLimits,
  now: () => number,
): Pick<Allowance, 'records' | 'ephemerals'> {
  return createAllowance(
    {
      ...limits,
      recordsPerSecond: limits.roomRecordsPerSecond,
      recordBurst: limits.roomRecordBurst,
      ephemeralsPerSecond: limits.roomEphemeralsPerSecond,
      ephemeralBurst: limits.roomEphemeralBurst,
    },
    now,
  )
}
