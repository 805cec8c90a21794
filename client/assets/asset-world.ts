import type { CryptoSuite, Locks, RandomBytes } from '../sync/index.ts'
import type { AssetCache } from './cache/asset-cache.ts'

/** Runs something later; the answer takes it back. */
export type Schedule = (delayMs: number, run: () => void) => () => void

/** Asks over HTTP, as the browser's `fetch` does: rejects when nobody answers. */
export type Fetch = (
  url: string,
  request: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: Uint8Array<ArrayBuffer>
    readonly signal?: AbortSignal
  },
) => Promise<Response>

/** The outside world of an asset store. */
export interface AssetWorld {
  readonly cache: AssetCache
  /** Between the tabs of this device, so that one of them uploads. */
  readonly locks: Locks
  readonly fetch: Fetch
  readonly crypto: Pick<CryptoSuite, 'seal' | 'open' | 'derive' | 'sign'>
  /** The browser's own; undefined without a secure context. */
  readonly subtle: SubtleCrypto | undefined
  readonly random: RandomBytes
  /** Milliseconds since 1970, best corrected by the relay's clock. */
  readonly now: () => number
  readonly schedule: Schedule
  /** Tells when the network came back; the answer stops that. */
  readonly onOnline: (listener: () => void) => () => void
}
