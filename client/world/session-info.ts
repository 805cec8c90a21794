import type { SyncSession } from '../sync/index.ts'
import type { SessionDocuments } from './documents/documents.ts'
import { toText } from './documents/foreign.ts'
import type { SessionInfo } from './parts.ts'
import { sessionNamePath } from './documents/session-rules.ts'
import type { Topics } from './topics.ts'
import { refuse } from './refuse.ts'

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
        return refuse('refused.spectatorRename')
      }
      const clean = toText(name, '')
      if (clean === '') return refuse('refused.sessionName')
      documents.write(table, () => table.write(sessionNamePath, { set: clean }))
      return { type: 'done' }
    },
  }
}
