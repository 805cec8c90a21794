import type { Schedule } from './asset-world.ts'

/** Ends a request with which nothing happens any more. */
export interface Patience {
  /** Aborted when nothing was heard for too long, or when the caller's own signal is. */
  readonly signal: AbortSignal
  /** Something came: the time begins anew. */
  heard(): void
  /** Nothing more is waited for. */
  end(): void
}

/** Patience for so many milliseconds of silence. */
export function createPatience(
  schedule: Schedule,
  quietMs: number,
  caller?: AbortSignal,
): Patience {
  const ending = new AbortController()
  const abort = () => ending.abort()
  let cancel = schedule(quietMs, abort)
  if (caller?.aborted === true) abort()
  caller?.addEventListener('abort', abort)

  return {
    signal: ending.signal,
    heard() {
      cancel()
      cancel = schedule(quietMs, abort)
    },
    end() {
      cancel()
      caller?.removeEventListener('abort', abort)
    },
  }
}
