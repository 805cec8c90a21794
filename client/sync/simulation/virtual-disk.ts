import * as Y from 'yjs'
import type { OpenCache } from '../documents/document-cache.ts'
import { createGapGuard, type GapGuard } from '../documents/gap-guard.ts'
import type { Change, DeviceStore, Durability, Key, Row, TableName } from '../store/device-store.ts'
import { parseRows } from '../store/parse-rows.ts'
import { createRowTables } from '../store/row-tables.ts'
import type { Chance } from './chance.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What a device keeps, with the accidents that befall it. */
export interface VirtualDisk {
  /** A tab's hands on the disk. */
  open(): DiskHandle
  /** Whether it takes nothing more: commits fail, and the cache forgets without a word. */
  isFull: boolean
  /** How many commits it has taken. */
  readonly commits: number
  /** The power goes: relaxed commits since the last strict one may be lost, and so may what the cache wrote. */
  losePower(): void
}

export interface DiskHandle {
  readonly store: DeviceStore
  readonly openCache: OpenCache
  /** From now on everything takes so many milliseconds longer. */
  slow(byMs: number): void
  /** The tab dies: what it had not finished writing never happens. */
  crash(): void
}

/** An empty disk. */
export function createVirtualDisk(options: {
  readonly time: VirtualTime
  readonly chance: Chance
}): VirtualDisk {
  const { time, chance } = options
  let tables = createRowTables()
  let unsynced: (readonly Change[])[] = []
  const synced = tables.copy()
  let commits = 0
  let isFull = false
  let caches: Caches = new Map()
  let syncedCaches: Caches = new Map()

  function write(changes: readonly Change[], durability: Durability): void {
    if (isFull) throw new Error('There is no space left on this device.')
    commits += 1
    tables.apply(changes)
    unsynced.push(changes)
    if (durability === 'strict' || unsynced.length > 40) {
      for (const each of unsynced) synced.apply(each)
      unsynced = []
      if (chance.happens(0.5)) syncedCaches = new Map(caches)
    }
  }

  function delay(): number {
    return chance.happens(0.05) ? 300 : chance.below(6)
  }

  return {
    open() {
      let isAlive = true
      let lastMs = 0
      let slowMs = 0

      /** Runs in the order of the calls, unless the tab died. */
      function inOrder<Answer>(run: () => Answer): Promise<Answer> {
        lastMs = Math.max(lastMs, time.now() + delay() + slowMs)
        return new Promise((resolve, reject) => {
          time.schedule(lastMs - time.now(), () => {
            if (!isAlive) return
            try {
              resolve(run())
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)))
            }
          })
        })
      }

      const store: DeviceStore = {
        list: <Name extends TableName>(table: Name, prefix: Key): Promise<readonly Row<Name>[]> =>
          inOrder(() => parseRows(table, tables.list(table, prefix))),
        commit: (changes, durability = 'relaxed') => inOrder(() => write(changes, durability)),
        saved: { state: 'device' },
        onSaved: () => () => undefined,
        close: () => Promise.resolve(),
      }

      return {
        store,
        openCache: (name, doc, hasRoom) => openCache(name, doc, inOrder, createGapGuard(hasRoom)),
        slow(byMs) {
          slowMs = byMs
        },
        crash() {
          isAlive = false
        },
      }
    },
    get isFull() {
      return isFull
    },
    set isFull(next) {
      isFull = next
    },
    get commits() {
      return commits
    },
    losePower() {
      const kept = chance.below(unsynced.length + 1)
      commits -= unsynced.length - kept
      for (const changes of unsynced.slice(0, kept)) synced.apply(changes)
      tables = synced.copy()
      unsynced = []
      if (chance.happens(0.5)) caches = new Map(syncedCaches)
    },
  }

  /** As y-indexeddb: every update is a row, whole states replace them now and then. */
  function openCache(
    name: string,
    doc: Y.Doc,
    inOrder: <Answer>(run: () => Answer) => Promise<Answer>,
    guard: GapGuard,
  ): ReturnType<OpenCache> {
    const origin = { name: 'cache' }
    function keep(update: Uint8Array, from: unknown): void {
      if (from === origin || !guard.lets()) return
      void inOrder(() => {
        if (!isFull) caches.set(name, [...(caches.get(name) ?? []), update])
      })
    }
    function loadRows(): void {
      const rows = caches.get(name) ?? []
      Y.transact(doc, () => rows.forEach((row) => Y.applyUpdate(doc, row)), origin, false)
    }
    doc.on('update', keep)
    return {
      loaded: inOrder(() => {
        loadRows()
      }),
      settle() {
        const failed = guard.whole()
        return inOrder(() => {
          if (chance.happens(0.2) || isFull) {
            failed()
            return false
          }
          loadRows()
          const whole = [Y.encodeStateAsUpdate(doc)]
          for (const kept of [caches, syncedCaches]) kept.set(name, whole)
          return true
        })
      },
      close() {
        doc.off('update', keep)
        return Promise.resolve()
      },
      forget() {
        doc.off('update', keep)
        return inOrder(() => {
          for (const kept of [caches, syncedCaches]) kept.delete(name)
        })
      },
    }
  }
}

type Caches = Map<string, readonly Uint8Array[]>
