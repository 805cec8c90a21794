import type { RoomId } from '../../wire/index.ts'
import type { Storage } from '../storage.ts'
import type { NatsClient } from './client.ts'
import type { Copies } from './copies.ts'
import { decodeEntry } from './log-entry.ts'
import {
  ALL_LOGS,
  allPiecesSubject,
  CHECK_SUBJECT,
  KEPT_STREAM,
  LOG_STREAM,
  logSubject,
  roomOfLog,
  summarySubject,
} from './subjects.ts'

const ROOMS_AT_ONCE = 32

/** Finds rooms that nobody used, and deletes them, while other relays may do the same or use them. */
export function createForgetting(
  client: NatsClient,
  copies: Copies,
): Required<Pick<Storage, 'unusedSince' | 'forget'>> {
  /** The last message tells of most rooms that they were used; of the others the whole room is asked. */
  async function isUnused(room: RoomId, timeMs: number): Promise<boolean> {
    const last = await client.last(LOG_STREAM, logSubject(room))
    if (last === undefined) return false
    const entry = decodeEntry(last.data)
    // What was set aside and not begun anew, or only half forgotten, was last used then.
    if (entry.type === 'aside') return last.storedAtMs < timeMs
    const { state, upkeep } = entry.write
    if ((upkeep?.marks.at(-1)?.atMs ?? state.createdAtMs) >= timeMs) return false
    const stored = (await copies.fresh(room)).view.stored
    return stored !== undefined && (stored.marks.at(-1)?.atMs ?? stored.state.createdAtMs) < timeMs
  }

  return {
    async unusedSince(timeMs) {
      const waiting = (await client.subjects(LOG_STREAM, ALL_LOGS)).map(roomOfLog)
      const unused: RoomId[] = []
      async function work(): Promise<void> {
        for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
          // A room that cannot be read is not for forgetting.
          if (await isUnused(room, timeMs).catch(() => false)) unused.push(room)
        }
      }
      await Promise.all(Array.from({ length: ROOMS_AT_ONCE }, work))
      return unused
    },

    /**
     * It is set aside by compare-and-swap first. What somebody begins from then on does not need what lies before, so
     * that can be deleted at any time; whoever is cut short in it finds the room again.
     */
    async forget(room) {
      const copy = await copies.any(room)
      const { last } = copy.view
      const piecesBefore = await client.store(CHECK_SUBJECT, new Uint8Array())
      const aside = last === 0 ? 0 : await copy.setAside(last)
      if (aside === 'moved-on') return 'in-use'
      for (const subject of [summarySubject(room), allPiecesSubject(room)]) {
        await client.remove(KEPT_STREAM, subject, piecesBefore)
      }
      if (aside > 0) await client.remove(LOG_STREAM, logSubject(room), aside + 1)
      copies.forget(room)
      return 'forgotten'
    },
  }
}
