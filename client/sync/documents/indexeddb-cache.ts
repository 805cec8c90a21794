import { bytesEqual } from '#relay/wire'
import * as idb from 'lib0/indexeddb'
import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import * as Y from 'yjs'
import type { Schedule } from '../schedule.ts'
import type { DocumentCache, OpenCache } from './document-cache.ts'

const OPEN_MS = 5_000
const UPDATES = 'updates'

/** Keeps documents with y-indexeddb, which never says whether a write succeeded: hence `settle`. */
export function createIndexedDbCache(schedule: Schedule): OpenCache {
  return (name, doc) => openCache(name, doc, schedule)
}

function openCache(name: string, doc: Y.Doc, schedule: Schedule): DocumentCache {
  const persistence = new IndexeddbPersistence(name, doc)
  const loaded = new Promise<void>((resolve, reject) => {
    const sentence = `This browser did not open its copy of a document; the relay's is used.`
    const cancel = schedule(OPEN_MS, () => reject(new Error(sentence)))
    persistence.whenSynced.then(() => {
      cancel()
      resolve()
    }, reject)
  })
  return {
    loaded,
    async settle() {
      const { db } = persistence
      if (db === null) return false
      try {
        const state = Y.encodeStateAsUpdate(doc)
        await storeState(persistence, true)
        const [updates] = idb.transact(db, [UPDATES], 'readonly')
        if (updates === undefined) return false
        const kept: unknown[] = await idb.getAll(updates)
        return kept.some((row) => row instanceof Uint8Array && bytesEqual(row, state))
      } catch {
        return false
      }
    },
    close: () => (persistence.db === null ? Promise.resolve() : persistence.destroy()),
  }
}
