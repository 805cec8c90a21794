import { clear, type DeviceStore, type TableName } from './device-store.ts'

const TABLES_OF_A_ROOM: readonly TableName[] = [
  'sessions',
  'cursors',
  'waiting',
  'outgoing',
  'arrived',
  'parts',
  'unread',
  'covered',
  'writers',
  'tabs',
  'drifted',
]

/** Forgets a session with its keys and everything that waited: what the relay does not have is gone. */
export async function forgetSession(store: DeviceStore, room: string): Promise<void> {
  await store.commit(TABLES_OF_A_ROOM.map((table) => clear(table, [room])))
}
