import { bytesEqual } from '#relay/wire'
import { deleteDB } from 'idb'
import * as idb from 'lib0/indexeddb'
import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import * as Y from 'yjs'
import type { Schedule } from '../schedule.ts'
import type { DocumentCache, OpenCache } from './document-cache.ts'
import { createGapGuard, type GapGuard } from './gap-guard.ts'

const OPEN_MS = 5_000
/** The outbox and the rows of the log hold what is not in the cache yet: a frame that shows it comes first. */
const STORE_MS = 4
const UPDATES = 'updates'
const CUSTOM = 'custom'

/** Keeps documents with y-indexeddb, which never says whether a write succeeded: hence `settle`. */
export function createIndexedDbCache(schedule: Schedule): OpenCache {
  return (name, doc, hasRoom) => openCache(name, doc, schedule, createGapGuard(hasRoom))
}

function openCache(name: string, doc: Y.Doc, schedule: Schedule, guard: GapGuard): DocumentCache {
  const persistence = new IndexeddbPersistence(name, doc)
  const storing = storeLater(persistence, doc, schedule, guard)
  const loaded = new Promise<void>((resolve, reject) => {
    const sentence = `This browser did not open its copy of a document; the relay's is used.`
    const cancel = schedule(OPEN_MS, () => reject(new Error(sentence)))
    persistence.whenSynced.then(() => {
      cancel()
      resolve()
    }, reject)
  })
  function close(): Promise<void> {
    storing.stop()
    return persistence.db === null ? Promise.resolve() : persistence.destroy()
  }
  async function putWhole(db: IDBDatabase): Promise<boolean> {
    const state = Y.encodeStateAsUpdate(doc)
    await storeState(persistence, true)
    const [updates] = idb.transact(db, [UPDATES], 'readonly')
    if (updates === undefined) return false
    const kept: unknown[] = await idb.getAll(updates)
    if (!kept.some((row) => row instanceof Uint8Array && bytesEqual(row, state))) return false
    await flush(db)
    return true
  }

  return {
    loaded,
    async settle() {
      const { db } = persistence
      if (db === null) return false
      storing.now()
      const failed = guard.whole()
      const isWhole = await putWhole(db).catch(() => false)
      if (!isWhole) failed()
      return isWhole
    },
    close,
    async forget() {
      await loaded.catch(() => undefined)
      await close()
      await deleteDB(name)
    },
  }
}

/** Has updates stored a little later; `now` and `stop` do not wait for that. */
function storeLater(
  persistence: IndexeddbPersistence,
  doc: Y.Doc,
  schedule: Schedule,
  guard: GapGuard,
): { now(): void; stop(): void } {
  const { _storeUpdate: store } = persistence
  let waiting: (readonly [Uint8Array, unknown])[] = []
  let cancel: (() => void) | undefined

  function now(): void {
    cancel?.()
    cancel = undefined
    const updates = waiting
    waiting = []
    for (const [update, origin] of updates) if (guard.lets()) store(update, origin)
  }

  function note(update: Uint8Array, origin: unknown): void {
    if (origin === persistence) return
    waiting.push([update, origin])
    cancel ??= schedule(STORE_MS, now)
  }

  doc.off('update', store)
  doc.on('update', note)
  return {
    now,
    stop() {
      now()
      doc.off('update', note)
    },
  }
}

/** y-indexeddb writes with the browser's relaxed durability; a strict commit puts down all that came before it. */
function flush(db: IDBDatabase): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction([CUSTOM], 'readwrite', { durability: 'strict' })
    transaction.objectStore(CUSTOM).put(true, 'settled')
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The flush was aborted.'))
  })
}
