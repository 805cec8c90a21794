import type { Json, Merge, RuleDocument, Sibling } from '#crdt-rules'
import type { DocumentName, SyncSession } from '../sync/index.ts'
import type { SessionDocuments } from './documents/documents.ts'
import { choicesOf } from './merge-choices.ts'
import { type KeptMerge, openMergeMemory } from './merge-memory.ts'
import type { Naming } from './scene/naming.ts'
import type { Shelf } from './options.ts'
import type { Merges } from './parts.ts'
import { newestChunkPath, recordsPath } from './documents/session-rules.ts'
import type { Topics } from './topics.ts'
import type { LogRecord, MergeChoice, MergedWrite, MergeRecord } from './views.ts'

interface MergeListOptions {
  readonly session: SyncSession
  readonly documents: SessionDocuments
  readonly naming: Naming
  readonly nameOf: (member: string) => string
  readonly shelf: Shelf
  readonly topics: Topics
  /** The lines of the log: they tell who overruled a merge. */
  readonly log: { records(): readonly LogRecord[] }
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
  const memory = await openMergeMemory(options.shelf, `merges/${options.session.room}`)
  const open = new Map<DocumentName, RuleDocument>()
  let live: readonly KeptMerge[] = []
  let isStale = true
  let livePaths = new Set<string>()

  function changed(): void {
    isStale = true
    topics.tell('merges')
  }

  function toRecord(merge: Merge, { name, document }: Open): KeptMerge {
    const dots = merge.siblings.map(dotName).sort()
    // Who joins in while it is open, or meets one of its writes later, adds to the same merge.
    const same = live.find(({ id, path }) => path === merge.path && id.startsWith(`${name}|`))
    const known = same ?? memory.find(merge.path, dots)
    return {
      id: known?.id ?? [name, merge.path, ...dots].join('|'),
      at: Math.max(...merge.siblings.map(({ at }) => at), 0),
      path: merge.path,
      what: options.naming.path(merge.path),
      rule: merge.rule,
      sentence: merge.sentence,
      writes: merge.siblings.map((sibling) => writeOf(merge.path, sibling, document)),
      result: options.naming.valueAt(merge.path, outcomeOf(merge)),
      dots,
      live: true,
      choices: choicesOf(merge, {
        base: options.baseOf(document, merge.path),
        fits: (value) => document.check(merge.path, { set: value }) === undefined,
      }).map((value) => toChoice(merge, value)),
    }
  }

  function toChoice(merge: Merge, value: Json): MergeChoice {
    const { path } = merge
    if (path.endsWith('.$')) return { kind: 'restore', value, words: '' }
    return merge.rule === 'addWinsSet'
      ? { kind: 'without', value, words: options.naming.valueAt(path, outcomeOf(merge)) }
      : { kind: 'set', value, words: options.naming.valueAt(path, value) }
  }

  function writeOf(path: string, sibling: Sibling, document: RuleDocument): MergedWrite {
    const { at, kind, element, value } = sibling
    const who = authorOf(document, sibling)
    if (path.endsWith('.$'))
      return { who, at, how: value === true ? 'added' : 'removed', value: '' }
    if (element !== undefined) {
      const how = kind === 'remove' ? 'removed' : 'added'
      return { who, at, how, value: options.naming.element(path, element) }
    }
    if (kind === 'add' && typeof value === 'number') {
      return { who, at, how: value < 0 ? 'less' : 'more', value: String(Math.abs(value)) }
    }
    return { who, at, how: 'set', value: options.naming.valueAt(path, value) }
  }

  function authorOf(document: RuleDocument, { dot }: Sibling): string {
    const member = documents.memberOf(document, dot.client)
    return member === undefined ? 'Someone' : options.nameOf(member)
  }

  function mergesOf(one: Open): readonly KeptMerge[] {
    return one.document
      .merges()
      .filter(isTold)
      .map((merge) => toRecord(merge, one))
  }

  function liveNow(): readonly KeptMerge[] {
    if (!isStale) return live
    const before = live
    live = [...open].flatMap(([name, document]) =>
      documents.opened(name) === document ? mergesOf({ name, document }) : [],
    )
    isStale = false
    livePaths = new Set(live.map(({ path }) => path))
    const ids = new Set(live.map(({ id }) => id))
    for (const settled of before) if (!ids.has(settled.id)) memory.remember(settled)
    return live
  }

  /** The last that somebody let stand at a path since a merge came about there. */
  function overruling({ path, at }: KeptMerge): Pick<MergeRecord, 'overruled'> {
    const line = options.log
      .records()
      .findLast(
        (record) =>
          record.action === 'settle' &&
          record.at >= at &&
          record.changes.some((change) => change.path === path),
      )
    const change = line?.changes.find((one) => one.path === path)
    if (line === undefined || change === undefined) return {}
    const value = options.naming.valueAt(path, change.after)
    return { overruled: { who: options.nameOf(line.member), at: line.at, value } }
  }

  function noteOverruling(): void {
    for (const merge of memory.all()) {
      const { overruled } = overruling(merge)
      if (overruled === undefined || overruled.at === merge.overruled?.at) continue
      memory.remember({ ...merge, overruled })
      topics.tell('merges')
    }
  }

  documents.onOpened((document, name) => {
    open.set(name, document)
    document.subscribe('', (paths) => {
      if (![...livePaths].some((path) => paths.has(path))) return
      changed()
      liveNow()
    })
    document.onMerge((merge) => {
      if (!isTold(merge)) return
      liveNow()
      memory.remember(toRecord(merge, { name, document }))
      changed()
    })
    changed()
  })
  topics.on('log', noteOverruling)

  return {
    all() {
      const now = liveNow()
      const ids = new Set(now.map(({ id }) => id))
      const before = memory.all().filter(({ id }) => !ids.has(id))
      return [...now, ...before].sort((left, right) => right.at - left.at)
    },
  }
}

/** What was purged may only have gone out of sight: to say that it was removed would be a lie, and to deny it a hint. */
function isTold({ path, kind }: Merge): boolean {
  return (
    kind !== 'purged' &&
    path !== recordsPath &&
    path !== newestChunkPath &&
    !path.startsWith('writers.')
  )
}

/** What it came to: of a set only the elements that it is about. */
function outcomeOf({ rule, siblings, view }: Merge): Json | undefined {
  if (rule !== 'addWinsSet') return view
  const elements = siblings.filter(({ kind }) => kind === 'add').map(({ value }) => value)
  return [...new Map(elements.map((element) => [JSON.stringify(element), element])).values()]
}

function dotName({ dot }: Sibling): string {
  return `${dot.client}:${dot.clock}`
}
