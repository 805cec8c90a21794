import type { SyncStatus } from './status.ts'

/** Where a session is saved, as it changes. */
export interface StatusBoard {
  readonly current: SyncStatus
  /** Looks again, and tells when something changed. */
  refresh(): void
  listen(listener: (status: SyncStatus) => void): () => void
}

/** A board that shows what `read` answers. */
export function createStatusBoard(first: SyncStatus, read: () => SyncStatus): StatusBoard {
  const listeners = new Set<(status: SyncStatus) => void>()
  let current = first
  let words = JSON.stringify(first)
  return {
    get current() {
      return current
    },
    refresh() {
      const next = read()
      const nextWords = JSON.stringify(next)
      if (nextWords === words) return
      current = next
      words = nextWords
      for (const listener of listeners) listener(current)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
