import type { Schedule } from '../schedule.ts'
import type { SavedStatus } from '../status.ts'
import type { Change, DeviceStore, Durability, Key, Row, TableName } from './device-store.ts'
import { compareKeys, hasPrefix, keyText } from './key-order.ts'

const RETRY_MS = 5_000
/** A frame that shows what was written comes before the work of writing it down. */
const GATHER_MS = 4

/**
 * A store whose commits never fail: what the device does not take is kept in memory, in order, and tried again
 * until it does. `saved` says which of the two is the case. One commit is under way at a time; those that come
 * meanwhile, or within a few milliseconds, go together in the next one, and of the changes of one row the last. A
 * strict commit waits for nothing but the one that is under way. `list` shows at once what was committed.
 */
export function createCarefulStore(
  store: DeviceStore,
  options: { readonly schedule: Schedule; readonly onFailure?: (error: unknown) => void },
): DeviceStore {
  const { schedule, onFailure = () => undefined } = options
  const listeners = new Set<() => void>()
  let queue: QueuedCommit[] = []
  /** Given to the store, or refused by it; all of it comes before the queue. */
  let unsaved: readonly Change[] = []
  let unsavedDurability: Durability = 'relaxed'
  let isWriting = false
  let saved: SavedStatus = store.saved
  let cancelRetry: (() => void) | undefined
  let cancelGathering: (() => void) | undefined
  let written: Promise<void> = Promise.resolve()

  function setSaved(next: SavedStatus): void {
    if (next.state === saved.state) return
    saved = next
    for (const listener of listeners) listener()
  }

  function writeSoon(): void {
    if (isWriting) return
    cancelGathering ??= schedule(GATHER_MS, write)
  }

  function write(): void {
    cancelGathering?.()
    cancelGathering = undefined
    if (isWriting || queue.length === 0) return
    isWriting = true
    written = writeAll()
  }

  async function writeAll(): Promise<void> {
    while (queue.length > 0) {
      const taken = queue
      queue = []
      unsaved = lastOfEachRow([...unsaved, ...taken.flatMap(({ changes }) => changes)])
      if (taken.some(({ durability }) => durability === 'strict')) unsavedDurability = 'strict'
      if (taken.some(isFarewell)) stopWaiting()
      const isDone = cancelRetry === undefined && (await tryUnsaved())
      if (!isDone) cancelRetry ??= schedule(RETRY_MS, retry)
      for (const { done } of taken) done()
    }
    isWriting = false
  }

  async function tryUnsaved(): Promise<boolean> {
    try {
      await store.commit(unsaved, unsavedDurability)
      unsaved = []
      unsavedDurability = 'relaxed'
      setSaved(store.saved)
      return true
    } catch (error) {
      onFailure(error)
      setSaved({ state: 'memory', why: 'refused' })
      return false
    }
  }

  function stopWaiting(): void {
    cancelRetry?.()
    cancelRetry = undefined
  }

  function retry(): void {
    cancelRetry = undefined
    queue.push({ changes: [], durability: 'relaxed', done: () => undefined })
    write()
  }

  return {
    async list<Name extends TableName>(table: Name, prefix: Key): Promise<readonly Row<Name>[]> {
      const rows = await store.list(table, prefix).catch((error: unknown) => {
        onFailure(error)
        return []
      })
      const coming = [...unsaved, ...queue.flatMap(({ changes }) => changes)]
      return coming.length === 0 ? rows : overlay(rows, coming, table, prefix)
    },
    commit(changes, durability = 'relaxed') {
      return new Promise((done) => {
        queue.push({ changes, durability, done })
        if (durability === 'strict') write()
        else writeSoon()
      })
    },
    get saved() {
      return saved
    },
    onSaved(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await written
      if (unsaved.length > 0)
        queue.push({ changes: [], durability: 'strict', done: () => undefined })
      write()
      await written
      stopWaiting()
      await store.close()
    },
  }
}

interface QueuedCommit {
  readonly changes: readonly Change[]
  readonly durability: Durability
  readonly done: () => void
}

/** Whoever commits nothing, strictly, is about to go: then there is no next retry. */
function isFarewell({ changes, durability }: QueuedCommit): boolean {
  return changes.length === 0 && durability === 'strict'
}

/** The same to whoever reads afterwards: what is written only to be written over is not written. */
export function lastOfEachRow(changes: readonly Change[]): readonly Change[] {
  if (changes.length < 2) return changes
  const later = new Set<string>()
  return changes
    .toReversed()
    .filter((change) => {
      if (change.type === 'clear') return true
      const name = `${change.table} ${keyText(change.key)}`
      return !later.has(name) && later.add(name)
    })
    .toReversed()
}

/** Rows as they would be had the changes been made. */
function overlay<Name extends TableName>(
  rows: readonly Row<Name>[],
  changes: readonly Change[],
  table: Name,
  prefix: Key,
): readonly Row<Name>[] {
  const byKey = new Map(rows.map((row) => [keyText(row.key), row]))
  for (const change of changes) {
    if (change.table !== table) continue
    if (change.type === 'drop') byKey.delete(keyText(change.key))
    if (change.type === 'put' && hasPrefix(change.key, prefix)) {
      byKey.set(keyText(change.key), { key: change.key, value: change.value } as Row<Name>)
    }
    if (change.type === 'clear') {
      for (const [text, row] of byKey) if (hasPrefix(row.key, change.prefix)) byKey.delete(text)
    }
  }
  return [...byKey.values()].sort((left, right) => compareKeys(left.key, right.key))
}
