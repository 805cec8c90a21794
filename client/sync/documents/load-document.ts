import { createGate, QuietDoc, summarise, type Gate } from '#crdt-rules'
import type { RoomId } from '#relay/wire'
import * as Y from 'yjs'
import type { DocumentName } from '../names.ts'
import type { DeviceStore, Key } from '../store/device-store.ts'
import type { ArrivedUpdate } from './arrived-update.ts'
import { isKept } from './client-id.ts'
import { createCoverage, type Coverage } from './coverage.ts'
import type { DocumentCache, OpenCache } from './document-cache.ts'

/** A document as this device has it: its cache, and everything in the store that the cache may lack. */
export interface LoadedDocument {
  readonly doc: Y.Doc
  readonly cache: DocumentCache
  readonly gate: Gate<ArrivedUpdate>
  /** What is in the log or the outbox. */
  readonly coverage: Coverage
  /** What the log has shown: what another tab had sent may have left the outbox before this tab reads of it. */
  readonly logged: Coverage
  /** What the cache makes superfluous once it has settled, where the gate let it through. */
  readonly rows: StoredRows
  /** Whether the cache could be used. */
  readonly hasCopy: boolean
}

/** Updates that the store holds for the cache's sake, and the keys of what the cache is known to cover. */
export interface StoredRows {
  readonly arrived: readonly ArrivedUpdate[]
  readonly covered: readonly Key[]
}

/** The origin of what comes from this device's store. */
export const FROM_DEVICE = { name: 'device' }

/** The cache of a document is named by room and device: two devices in one browser keep apart. */
export function cacheName(room: RoomId, device: string, document: DocumentName): string {
  return `dungeon-lab/${room}/${device}/${document}`
}

/** Loads a document. Rows are read before the cache, in the order they move, so that none slips through between. */
export async function loadDocument(options: {
  readonly store: DeviceStore
  readonly openCache: OpenCache
  readonly room: RoomId
  readonly device: string
  readonly document: DocumentName
}): Promise<LoadedDocument> {
  const { store, openCache, room, device, document } = options
  const written = await writtenRows(store, room, document)
  const arrivedRows = await store.list('arrived', [room, document])
  const coveredRows = await store.list('covered', [room, document])

  const doc = new QuietDoc()
  const cache = openCache(cacheName(room, device, document), doc, () => isKept(store))
  const hasCopy = await cache.loaded.then(
    () => true,
    () => false,
  )

  const logged = createCoverage()
  for (const { value } of coveredRows) logged.add(createCoverage(value.coverage).summary())
  const arrived = arrivedRows.flatMap(({ key, value }) => readUpdate(value.update, key))
  for (const { summary } of arrived) logged.add(summary)
  const known = [...arrived, ...written.flatMap((update) => readUpdate(update))]
  const coverage = createCoverage(logged.encode())
  for (const { summary } of known) coverage.add(summary)

  const gate = createGate<ArrivedUpdate>(doc)
  doc.transact(() => {
    gate.pass(known, (update) => Y.applyUpdate(doc, update, FROM_DEVICE))
  }, FROM_DEVICE)

  const rows = { arrived, covered: coveredRows.map(({ key }) => key) }
  return { doc, cache, gate, coverage, logged, rows, hasCopy }
}

/** What this device's outbox holds of a document, of all its tabs, as updates in the order of writing per tab. */
export async function writtenRows(
  store: DeviceStore,
  room: RoomId,
  document: DocumentName,
): Promise<readonly Uint8Array[]> {
  const waiting = await store.list('waiting', [room])
  const outgoing = await store.list('outgoing', [room])
  return [...outgoing, ...waiting]
    .filter(({ value }) => value.document === document && value.update.length > 0)
    .map(({ value }) => value.update)
}

function readUpdate(update: Uint8Array, row?: Key): ArrivedUpdate[] {
  const summary = summarise(update)
  return summary === undefined ? [] : [{ update, summary, ...(row === undefined ? {} : { row }) }]
}
