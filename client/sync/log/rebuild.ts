import type { LogEpoch, RoomId } from '#relay/wire'
import { createCoverage, type Coverage } from '../documents/coverage.ts'
import type { OpenCache } from '../documents/document-cache.ts'
import type { LiveDocument } from '../documents/live-document.ts'
import { loadDocument } from '../documents/load-document.ts'
import { updatesBeyond } from '../documents/updates-beyond.ts'
import type { DocumentName } from '../names.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { documentsIn } from '../store/documents-in.ts'

/** An update that a log lacks. */
export interface MissingUpdate {
  readonly document: DocumentName
  readonly update: Uint8Array
}

/**
 * What this device has and a log lacks, over all its documents, open or not. Open documents are compared last
 * and in one turn: an edit made later is in the outbox, one made earlier is in the answer.
 */
export async function findMissing(options: {
  readonly room: RoomId
  readonly device: string
  readonly store: DeviceStore
  readonly openCache: OpenCache
  /** The log that was just read, and what it holds. */
  readonly epoch: LogEpoch | undefined
  readonly inLog: ReadonlyMap<DocumentName, Coverage>
  readonly canWrite: (document: DocumentName) => boolean
  readonly open: ReadonlyMap<DocumentName, LiveDocument>
}): Promise<readonly MissingUpdate[]> {
  const { inLog, canWrite, open } = options
  const missing: MissingUpdate[] = []
  const nothing = createCoverage()

  for (const document of await documentsBeyond(options)) {
    if (open.has(document) || !canWrite(document)) continue
    const loaded = await loadDocument({ ...options, document })
    const updates = updatesBeyond(loaded, inLog.get(document) ?? nothing)
    missing.push(...updates.map((update) => ({ document, update })))
    await loaded.cache.close()
    loaded.doc.destroy()
  }

  const writable = [...open.values()].filter(({ name }) => canWrite(name))
  await Promise.allSettled(writable.map(({ ready }) => ready))
  for (const document of writable) {
    const updates = document.beyond(inLog.get(document.name) ?? nothing)
    missing.push(...updates.map((update) => ({ document: document.name, update })))
  }
  return missing
}

/** Documents of which the store holds more than what the log has just said. */
async function documentsBeyond({
  store,
  room,
  epoch,
}: {
  readonly store: DeviceStore
  readonly room: RoomId
  readonly epoch: LogEpoch | undefined
}): Promise<ReadonlySet<DocumentName>> {
  const found = new Set(await documentsIn(store, room, (key) => key[2] !== epoch))
  for (const table of ['waiting', 'outgoing'] as const) {
    for (const { value } of await store.list(table, [room])) found.add(value.document)
  }
  return found
}
