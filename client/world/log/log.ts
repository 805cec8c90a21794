import type { SyncSession } from '../../sync/index.ts'
import type { DocumentName } from '../../sync/index.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { Ids } from '../ids.ts'
import { createLogSource, mergeLogs, type LogSource } from './log-source.ts'
import type { GameLog } from '../parts.ts'
import { newestChunkPath, recordsPath } from '../documents/session-rules.ts'
import { toStoredRecord } from './stored-record.ts'
import type { Topics } from '../topics.ts'
import type { LogRecord } from '../views.ts'

/** What somebody wants said; the log adds the id, the time and the member. */
export type NewRecord = Pick<LogRecord, 'kind' | 'text'> &
  Partial<Pick<LogRecord, 'told' | 'rolls' | 'changes' | 'action' | 'to'>>

/** Who can open the document a line goes to. */
export type LogPlace = 'everyone' | 'gm' | `private/${string}`

export interface LogPart extends GameLog {
  /** Throws when the place is not open on this device. */
  add(record: NewRecord, place: LogPlace): void
  /** Whether this device may write there now. */
  isOpen(place: LogPlace): boolean
}

interface LogOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly topics: Topics
  readonly ids: Ids
  readonly onFailed: (reason: unknown) => void
}

/** Chat, rolls and actions from every document of lines that this device can open. */
export async function createLog(options: LogOptions): Promise<LogPart> {
  const { session, documents, topics } = options
  const { table } = documents
  const chunks = new Map<number, LogSource>()
  const others = new Map<DocumentName, LogSource>()
  let cached: readonly LogRecord[] | undefined

  function changed(): void {
    cached = undefined
    topics.tell('log')
  }

  documents.onOpened((document, name) => {
    const chunk = chunkNumber(name)
    if (chunk === undefined && name !== 'gm' && !name.startsWith('private/')) return
    const source = createLogSource(document, name === 'gm')
    if (chunk === undefined) others.set(name, source)
    else chunks.set(chunk, source)
    document.subscribe(recordsPath, changed)
    changed()
  })

  const newest = () => {
    const written = table.read(newestChunkPath)
    return typeof written === 'number' && Number.isInteger(written) ? Math.max(0, written) : 0
  }

  async function openNewest(): Promise<void> {
    await documents.open(`log/${newest()}`)
  }

  async function openPrivate(): Promise<void> {
    const names = [session.member, ...table.entities('members')]
      .map((member): DocumentName => `private/${member}`)
      .filter((name) => documents.opened(name) === undefined && session.canRead(name))
    await Promise.all([...new Set(names)].map((name) => documents.open(name)))
  }

  table.subscribe(newestChunkPath, () => void openNewest().catch(options.onFailed))
  topics.on('members', () => void openPrivate().catch(options.onFailed))
  await Promise.all([openNewest(), openPrivate()])

  /** New lines go to the newest chunk that is open; the next one opens in its own time. */
  function openChunk(): number {
    return Math.max(...chunks.keys())
  }

  /** The newest chunk and those right before it, oldest first: a device that was away may have a gap. */
  function shownChunks(): readonly number[] {
    const shown = [openChunk()]
    while (chunks.has((shown[0] ?? 0) - 1)) shown.unshift((shown[0] ?? 0) - 1)
    return shown
  }

  function nameOf(place: LogPlace): DocumentName {
    return place === 'everyone' ? `log/${openChunk()}` : place
  }

  function documentOf(place: LogPlace) {
    return documents.opened(nameOf(place))
  }

  function startNextChunkWhenFull(): void {
    const current = openChunk()
    if ((chunks.get(current)?.count() ?? 0) < recordsPerChunk || newest() > current) return
    if (!session.canWrite('table')) return
    documents.write(table, () => table.write(newestChunkPath, { set: current + 1 }))
  }

  return {
    isOpen: (place) => documentOf(place) !== undefined && session.canWrite(nameOf(place)),

    records() {
      cached ??= mergeLogs([
        shownChunks().flatMap((chunk) => chunks.get(chunk)?.records() ?? []),
        ...[...others.values()].map((source) => source.records()),
      ])
      return cached
    },

    add(record, place) {
      const document = documentOf(place)
      if (document === undefined)
        throw new Error(`The log "${place}" is not open. Ask isOpen first.`)
      const stored = toStoredRecord({
        rolls: [],
        changes: [],
        ...record,
        id: options.ids.record(),
        at: session.now(),
        member: session.member,
      })
      documents.write(document, () => document.write(recordsPath, { add: stored }))
      if (place === 'everyone') startNextChunkWhenFull()
    },

    async loadOlder() {
      const [oldest = 0] = shownChunks()
      if (oldest <= 0) return false
      await documents.open(`log/${oldest - 1}`)
      changed()
      return true
    },
  }
}

function chunkNumber(name: DocumentName): number | undefined {
  return name.startsWith('log/') ? Number(name.slice('log/'.length)) : undefined
}

/** A chunk stays small enough to be loaded at once by who joins. */
const recordsPerChunk = 500
