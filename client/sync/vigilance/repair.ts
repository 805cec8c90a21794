import { summarise } from '#crdt-rules'
import type { RoomId } from '#relay/wire'
import type { DocumentName } from '../names.ts'
import { clear, drop, put, type DeviceStore } from '../store/device-store.ts'
import type { OpenCache } from '../documents/document-cache.ts'
import * as Y from 'yjs'
import { createCoverage } from '../documents/coverage.ts'
import { cacheName, writtenRows } from '../documents/load-document.ts'

/**
 * Mends documents that differ from another device's. First the log is read anew, which gives a document what it
 * lacks. One that differs still was damaged where Yjs does not look again: when the log is all in the store's rows,
 * the next start builds it from them and leaves the copy behind. Nothing is lost: only documents that hold exactly
 * the log are compared.
 */
export interface Repair {
  /** Takes up what an earlier start of this device mended. */
  load(): Promise<void>
  /** How many times a document was found to differ, and how many of those it agreed again. */
  readonly counts: { readonly drifts: number; readonly repairs: number }
  /** Whether a copy was built anew, and nobody has agreed with it yet. */
  readonly isAwaited: boolean
  drifted(document: DocumentName): void
  agreed(documents: Iterable<DocumentName>): void
  /** The log was read anew, all of it is in the store's rows. */
  reread(): void
}

const REREAD_EVERY_MS = 600_000

/** Nothing differs yet. */
export function createRepair(options: {
  readonly room: RoomId
  readonly store: DeviceStore
  readonly now: () => number
  readonly readAnew: () => void
  /** A person is told which document differs. */
  readonly say: (document: DocumentName) => void
  readonly takeBack: () => void
  /** The counts are others. */
  readonly onCounted: () => void
}): Repair {
  const { room, store, now } = options
  const differing = new Set<DocumentName>()
  /** Built anew at this start or an earlier one; whether they agree now is not known yet. */
  const rebuilt = new Set<DocumentName>()
  let rereadMs = Number.NEGATIVE_INFINITY
  let drifts = 0
  let repairs = 0

  return {
    get counts() {
      return { drifts, repairs }
    },
    get isAwaited() {
      return rebuilt.size > 0
    },
    async load() {
      for (const { key, value } of await store.list('drifted', [room])) {
        if (value.isRebuilt) rebuilt.add(String(key[1]) as DocumentName)
      }
    },
    drifted(document) {
      options.say(document)
      rebuilt.delete(document)
      if (differing.has(document)) return
      differing.add(document)
      drifts += 1
      options.onCounted()
      void store.commit([put('drifted', [room, document], { isReread: false, isRebuilt: false })])
      // A member who lies about digests can make the others read anew, but not all the time.
      if (now() - rereadMs < REREAD_EVERY_MS) return
      rereadMs = now()
      options.readAnew()
    },
    agreed(documents) {
      for (const document of documents) {
        const isMended = differing.delete(document) || rebuilt.delete(document)
        if (!isMended) continue
        repairs += 1
        options.onCounted()
        void store.commit([drop('drifted', [room, document])])
      }
      if (differing.size === 0) options.takeBack()
    },
    reread() {
      for (const document of differing) {
        void store.commit([put('drifted', [room, document], { isReread: true, isRebuilt: false })])
      }
    },
  }
}

/** Whether the store's rows say everything that the copy of a document was known to hold. */
async function rowsHoldAll(
  document: DocumentName,
  { room, store }: { readonly room: RoomId; readonly store: DeviceStore },
): Promise<boolean> {
  const arrived = await store.list('arrived', [room, document])
  const inRows = createCoverage()
  for (const update of [
    ...arrived.map(({ value }) => value.update),
    ...(await writtenRows(store, room, document)),
  ]) {
    const summary = summarise(update)
    if (summary !== undefined) inRows.add(summary)
  }
  const covered = await store.list('covered', [room, document])
  return covered.every(({ value }) => inRows.covers(createCoverage(value.coverage).summary()))
}

/**
 * Leaves damaged copies behind, before any document is loaded; only while no other tab uses them, and the
 * rows hold all of them: a relay that withholds a snapshot takes nothing from this device.
 */
export async function leaveDamagedCopies(options: {
  readonly room: RoomId
  readonly device: string
  readonly store: DeviceStore
  readonly openCache: OpenCache
  readonly isAlone: () => Promise<boolean>
}): Promise<void> {
  const { room, device, store, openCache, isAlone } = options
  const rows = await store.list('drifted', [room])
  if (rows.length === 0 || !(await isAlone())) return
  for (const { key, value } of rows) {
    const document = String(key[1]) as DocumentName
    if (value.isRebuilt) continue
    if (!value.isReread || !(await rowsHoldAll(document, options))) {
      await store.commit([drop('drifted', key)])
      continue
    }
    const doc = new Y.Doc()
    await openCache(cacheName(room, device, document), doc, () => true).forget()
    doc.destroy()
    await store.commit(
      [
        clear('covered', [room, document]),
        clear('writers', [room, document]),
        put('drifted', key, { isReread: true, isRebuilt: true }),
      ],
      'strict',
    )
  }
}
