import type { RoomId } from '../../wire/index.ts'
import type { NatsClient } from './client.ts'
import { decodeEntry, type LogEntry } from './log-entry.ts'
import { LOG_STREAM, logSubject } from './subjects.ts'

/** A message of a room's log. */
export interface FoundEntry {
  readonly entry: LogEntry
  readonly sequence: number
  readonly bytes: number
}

/**
 * The messages of a room behind a stream sequence, in order, found from the last one back: each names the one before.
 * They begin with the last that set the room aside, or with which its log began anew, if one did. 'incomplete' when they do
 * not lead to the sequence.
 */
export async function entriesAfter(
  client: NatsClient,
  room: RoomId,
  sequence: number,
): Promise<readonly FoundEntry[] | 'incomplete'> {
  const found: FoundEntry[] = []
  let message = await client.last(LOG_STREAM, logSubject(room))
  if ((message?.sequence ?? 0) < sequence) return 'incomplete'
  while (message !== undefined && message.sequence > sequence) {
    const entry = decodeEntry(message.data)
    found.push({ entry, sequence: message.sequence, bytes: message.data.length })
    if (isBeginning(entry) || entry.previous === sequence) return found.reverse()
    if (entry.previous < sequence) return 'incomplete'
    message = await client.at(LOG_STREAM, entry.previous)
  }
  return message === undefined && found.length > 0 ? 'incomplete' : found
}

/** Nothing that lies before it matters. */
export function isBeginning(entry: LogEntry): boolean {
  return entry.type === 'aside' || entry.previous === 0
}
