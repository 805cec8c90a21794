import type { RoomId } from '#relay/wire'
import type * as Y from 'yjs'
import type { OpenCache } from '../documents/document-cache.ts'
import type { LiveDocument } from '../documents/live-document.ts'
import { loadDocument, writtenRows } from '../documents/load-document.ts'
import { mirrorsLog } from '../documents/mirrors-log.ts'
import { streamOfDocument, type DocumentName } from '../names.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { documentsIn } from '../store/documents-in.ts'

/** The documents of this device that are part of a stream, open or not. */
export async function documentsOfStream(
  stream: number,
  { store, room, open }: Pick<StreamStatesOptions, 'store' | 'room' | 'open'>,
): Promise<readonly DocumentName[]> {
  const found = new Set([...open.keys(), ...(await documentsIn(store, room))])
  return [...found].filter((name) => streamOfDocument(name) === stream)
}

export interface StreamStatesOptions {
  readonly room: RoomId
  readonly device: string
  readonly store: DeviceStore
  readonly openCache: OpenCache
  readonly open: ReadonlyMap<DocumentName, LiveDocument>
}

/** Reads a document, open or not, when it holds exactly what the log has shown; undefined otherwise. */
export async function readAsLogged<Answer>(
  document: DocumentName,
  options: StreamStatesOptions,
  read: (doc: Y.Doc) => Answer,
): Promise<Answer | undefined> {
  const { store, room, open } = options
  const live = open.get(document)
  if (live !== undefined) return live.readAsLogged(read)
  const inOutbox = await writtenRows(store, room, document)
  if (inOutbox.length > 0) return undefined
  const loaded = await loadDocument({ ...options, document })
  const answer = mirrorsLog(loaded) ? read(loaded.doc) : undefined
  await loaded.cache.close()
  loaded.doc.destroy()
  return answer
}
