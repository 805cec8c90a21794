import type { SyncSession } from '../sync/index.ts'
import type { SessionDocuments } from './documents/documents.ts'
import { toText } from './documents/foreign.ts'
import type { SessionInfo } from './parts.ts'
import { sessionNamePath } from './documents/session-rules.ts'
import type { Topics } from './topics.ts'

interface SessionInfoOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly topics: Topics
}

/** What the session is called. */
export function createSessionInfo({ session, documents, topics }: SessionInfoOptions): SessionInfo {
  const { table } = documents
  table.subscribe(sessionNamePath, () => topics.tell('name'))

  return {
    name: () => toText(table.read(sessionNamePath), 'Session'),

    rename(name) {
      if (!session.canWrite('table')) {
        return { type: 'refused', because: 'A spectator cannot rename the session.' }
      }
      const clean = toText(name, '')
      if (clean === '') return { type: 'refused', because: 'A session needs a name.' }
      documents.write(table, () => table.write(sessionNamePath, { set: clean }))
      return { type: 'done' }
    },
  }
}
