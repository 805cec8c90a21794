import type { RoomId } from '../wire/index.ts'
import { decodeMark, decodeState } from './level-codec.ts'
import { everythingOf, markKeys, roomOfStateKey, stateKey, stateKeys } from './level-keys.ts'
import { remove, type Level, type Operation } from './level-operations.ts'

/** Rooms that were last used before a time. */
export async function roomsUnusedSince(level: Level, timeMs: number): Promise<readonly RoomId[]> {
  const unused: RoomId[] = []
  for await (const [key, value] of level.iterator(stateKeys())) {
    const room = roomOfStateKey(key)
    if (room === undefined) continue
    const { place, state } = decodeState(room, value)
    const [mark] = await level.iterator({ ...markKeys(place), reverse: true, limit: 1 }).all()
    const lastMs = mark === undefined ? state?.createdAtMs : decodeMark(...mark).atMs
    // What was set aside has no time of its own; it goes when the room that followed it goes.
    if (lastMs !== undefined && lastMs < timeMs) unused.push(room)
  }
  return unused
}

/** Deletes a room. Its state goes last, so that one that was cut short is found and finished the next time. */
export async function forgetRoom(
  level: Level,
  room: RoomId,
  write: (operations: Operation[]) => Promise<void>,
): Promise<void> {
  const value = await level.get(stateKey(room))
  if (value === undefined) return
  const { place } = decodeState(room, value)
  for (const range of everythingOf(place)) await level.clear(range)
  await write([remove(stateKey(room))])
}
