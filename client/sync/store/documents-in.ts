import type { RoomId } from '#relay/wire'
import { isDocumentName, type DocumentName } from '../names.ts'
import type { DeviceStore, Key } from './device-store.ts'

/** The documents of a room that have rows of their own in the store; `counts` leaves rows of `arrived` out. */
export async function documentsIn(
  store: DeviceStore,
  room: RoomId,
  counts: (arrivedKey: Key) => boolean = () => true,
): Promise<ReadonlySet<DocumentName>> {
  const found = new Set<DocumentName>()
  for (const table of ['arrived', 'covered', 'writers'] as const) {
    for (const { key } of await store.list(table, [room])) {
      const name = String(key[1])
      if (isDocumentName(name) && (table !== 'arrived' || counts(key))) found.add(name)
    }
  }
  return found
}
