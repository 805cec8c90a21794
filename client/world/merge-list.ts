import type { Json, Merge, RuleDocument, Sibling } from '#crdt-rules'
import { z } from 'zod'
import type { DocumentName, SyncSession } from '../sync/index.ts'
import type { SessionDocuments } from './documents/documents.ts'
import { choicesOf } from './merge-choices.ts'
import type { Naming } from './scene/naming.ts'
import type { Shelf } from './options.ts'
import type { Merges } from './parts.ts'
import { newestChunkPath, recordsPath } from './documents/session-rules.ts'
import type { Topics } from './topics.ts'
import type { MergeRecord } from './views.ts'

interface MergeListOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly naming: Naming
  readonly nameOf: (member: string) => string
  readonly shelf: Shelf
  readonly topics: Topics
  /** The value of a path of that document before anybody wrote it. */
  readonly baseOf: (document: RuleDocument, path: string) => Json | undefined
}

interface Open {
  readonly name: DocumentName
  readonly document: RuleDocument
}

/** What was merged, newest first: what is contested now, and what this device remembers of before. */
export async function createMergeList(options: MergeListOptions): Promise<Merges> {
  const { documents, topics } = options
  const shelfName = `merges/${options.session.room}`
  const open = new Map<DocumentName, RuleDocument>()
  let live: readonly MergeRecord[] | undefined
  let livePaths = new Set<string>()
  let remembered: readonly RememberedMerge[] = Remembered.catch([]).parse(
    await options.shelf.read(shelfName),
  )

  function remember({ choices: _, live: __, ...record }: MergeRecord): void {
    remembered = [record, ...remembered.filter(({ id }) => id !== record.id)].slice(
      0,
      mostRemembered,
    )
    // Losing the list of earlier merges loses no game: the write may fail.
    options.shelf.write(shelfName, toJson(remembered)).catch(() => undefined)
  }

  function changed(): void {
    live = undefined
    topics.tell('merges')
  }

  function toRecord(merge: Merge, { name, document }: Open): MergeRecord {
    const writes = merge.siblings.map((sibling) => ({
      who: authorOf(document, sibling),
      at: sibling.at,
      value: writeInWords(merge.path, sibling),
    }))
    return {
      id: [name, merge.path, ...merge.siblings.map(dotName).sort()].join('|'),
      at: Math.max(...merge.siblings.map(({ at }) => at), 0),
      path: merge.path,
      what: options.naming.path(merge.path),
      rule: merge.rule,
      sentence: merge.sentence,
      writes,
      result: options.naming.valueAt(merge.path, merge.view),
      live: true,
      choices: choicesOf(merge, {
        base: options.baseOf(document, merge.path),
        fits: (value) => document.check(merge.path, { set: value }) === undefined,
      }).map((value) => ({
        kind: merge.path.endsWith('.$') ? 'restore' : 'set',
        value,
        words: options.naming.valueAt(merge.path, value),
      })),
    }
  }

  function authorOf(document: RuleDocument, { dot }: Sibling): string {
    const member = documents.memberOf(document, dot.client)
    return member === undefined ? 'Someone' : options.nameOf(member)
  }

  function writeInWords(path: string, { kind, element, value }: Sibling): string {
    if (element !== undefined) return element
    if (kind === 'add' && typeof value === 'number') return value < 0 ? `−${-value}` : `+${value}`
    return options.naming.valueAt(path, value)
  }

  function mergesOf(one: Open): readonly MergeRecord[] {
    return one.document
      .merges()
      .filter(({ path }) => isTold(path))
      .map((merge) => toRecord(merge, one))
  }

  function liveNow(): readonly MergeRecord[] {
    live ??= [...open].flatMap(([name, document]) =>
      documents.opened(name) === document ? mergesOf({ name, document }) : [],
    )
    livePaths = new Set(live.map(({ path }) => path))
    return live
  }

  documents.onOpened((document, name) => {
    open.set(name, document)
    document.subscribe('', (paths) => {
      if ([...livePaths].some((path) => paths.has(path))) changed()
    })
    document.onMerge((merge) => {
      if (!isTold(merge.path)) return
      remember(toRecord(merge, { name, document }))
      changed()
    })
    changed()
  })

  return {
    all() {
      const now = liveNow()
      const ids = new Set(now.map(({ id }) => id))
      const before = remembered.filter(({ id }) => !ids.has(id))
      return [...now, ...before.map((record) => ({ ...record, live: false, choices: [] }))].sort(
        (left, right) => right.at - left.at,
      )
    },
  }
}

function isTold(path: string): boolean {
  return path !== recordsPath && path !== newestChunkPath && !path.startsWith('writers.')
}

function dotName({ dot }: Sibling): string {
  return `${dot.client}:${dot.clock}`
}

function toJson(records: readonly RememberedMerge[]): Json {
  return JSON.parse(JSON.stringify(records)) as Json
}

const Remembered = z.array(
  z.object({
    id: z.string(),
    at: z.number(),
    path: z.string(),
    what: z.string(),
    rule: z.string(),
    sentence: z.string(),
    writes: z.array(z.object({ who: z.string(), at: z.number(), value: z.string() })),
    result: z.string(),
  }),
)

type RememberedMerge = Omit<MergeRecord, 'live' | 'choices'>

const mostRemembered = 200
