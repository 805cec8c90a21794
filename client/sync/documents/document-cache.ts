import type * as Y from 'yjs'

/** Keeps whole documents on the device. It may lag behind or lose its last writes: the store's rows make up for it. */
export interface DocumentCache {
  /** What was kept is in the document. Rejects when the cache cannot be opened. */
  readonly loaded: Promise<void>
  /** Puts the whole document down, flushed, and reads it back; true when not even a loss of power takes it. */
  settle(): Promise<boolean>
  close(): Promise<void>
  /** Closes it and deletes what was kept. */
  forget(): Promise<void>
}

/**
 * Opens the cache of one document and keeps it up to date until it is closed. While the device has no room, nothing is
 * added, and afterwards nothing before the whole document was put down: a copy with a gap shows half of a deed, and
 * hides under which ids more was written.
 */
export type OpenCache = (name: string, doc: Y.Doc, hasRoom: () => boolean) => DocumentCache

/** For places that keep no documents: every row stays in the store. */
export function noCache(): DocumentCache {
  return {
    loaded: Promise.resolve(),
    settle: () => Promise.resolve(false),
    close: () => Promise.resolve(),
    forget: () => Promise.resolve(),
  }
}
