import { StorageFull, type Storage } from './storage/storage.ts'

/** Whether what is written would be kept, and if not, why. */
export type StorageState = 'ok' | 'full' | 'failing'

const AGAIN_AFTER_MS = 1000

/**
 * Answers 'ok' while writes succeed. After one that failed it asks the storage, at most once a second: nobody may be
 * there to write again.
 */
export function createStorageWatch(options: {
  readonly storage: Pick<Storage, 'check'>
  /** Why the last write failed; undefined when it did not. */
  readonly lastFailure: () => unknown
  readonly now: () => number
}): () => Promise<StorageState> {
  const { storage, lastFailure, now } = options
  let judged: { readonly failure: unknown; readonly state: Promise<StorageState> } | undefined
  let judgedAtMs = -Infinity

  async function check(): Promise<StorageState> {
    try {
      await storage.check()
      return 'ok'
    } catch (error) {
      return error instanceof StorageFull ? 'full' : 'failing'
    }
  }

  return async () => {
    const failure = lastFailure()
    if (failure === undefined) return 'ok'
    if (judged?.failure !== failure || Math.abs(now() - judgedAtMs) >= AGAIN_AFTER_MS) {
      judged = { failure, state: check() }
      judgedAtMs = now()
    }
    return judged.state
  }
}
