import type { RuleDocument, Sibling } from '#crdt-rules'
import * as Y from 'yjs'
import { gmOnly } from './copy-entity.ts'
import type { SessionDocuments } from './documents.ts'
import { entityOf } from './merged.ts'
import type { Secrets } from './secrets.ts'
import { carriedUpdate } from './carried-update.ts'

/**
 * What was hidden or shown moved to another document, and whoever had not heard of it went on writing to the old one.
 * On devices that hold both, such writes follow: additions count on top, values stand beside what was written there
 * since, and the rule decides. It may be done by several devices, by several tabs and again: each write counts once.
 */
export function followLateArrivals(documents: SessionDocuments, secrets: Secrets): void {
  const { table, gm } = documents
  if (gm === undefined) return

  function look(entities: Iterable<string>): void {
    if (gm === undefined) return
    for (const entity of new Set(entities)) {
      // What moved left a word of it behind.
      if (!gm.holds(entity) || !table.holds(entity) || !movable.test(entity)) continue
      const isHidden = gm.exists(entity)
      if (isHidden === table.exists(entity)) continue
      const [left, now] = isHidden ? [table, gm] : [gm, table]
      const paths = left.paths(entity)
      if (paths.length === 0 || !wasMoved(left, entity)) continue
      // What lies in the GM's document because it names something hidden waits for that to be shown.
      if (!isHidden && paths.some((path) => secrets.isNamedIn(left.read(path)))) continue
      carryPaths(documents, left, now, paths)
      documents.write(left, () => left.sweep(entity))
    }
  }

  for (const document of [table, gm]) {
    document.subscribe('', (paths) => look(Array.from(paths, entityOf)))
    for (const kind of kinds) look(document.entities(kind).map((id) => `${kind}.${id}`))
  }
}

/** Takes what stands at these paths of one document over into another. What is there already is not said twice. */
export function carryPaths(
  documents: Pick<SessionDocuments, 'write' | 'nameOf' | 'memberOf'>,
  from: RuleDocument,
  to: RuleDocument,
  paths: readonly string[],
): void {
  const name = documents.nameOf(from)
  if (name === undefined) return
  const wanted = paths.filter((path) => !gmOnly.test(path))
  const registers = wanted.map((path) => from.inspect(path))
  const carried = registers.flatMap(({ path, siblings }) =>
    siblings.flatMap((sibling) => {
      const made = carriedUpdate(from, name, path, sibling)
      return made === undefined
        ? []
        : [{ ...made, member: documents.memberOf(from, sibling.dot.client) }]
    }),
  )
  documents.write(to, () => {
    for (const { path, rule, siblings, view } of registers) {
      if (rule === 'text') joinTexts(to, path, view)
      else if (siblings.some(({ kind }) => kind === 'set')) yieldCopy(to, path)
      else takeOut(to, path, siblings)
    }
    for (const { client, member } of carried) {
      const path = `writers.${client}.member`
      if (member !== undefined && !to.has(path)) to.write(path, { set: member })
    }
  })
  if (carried.length > 0) Y.applyUpdate(to.doc, Y.mergeUpdates(carried.map(({ update }) => update)))
}

/** A text has no writes to carry: what was typed goes to its end, unless it stands there. */
function joinTexts(to: RuleDocument, path: string, late: unknown): void {
  const text = to.read(path) ?? ''
  if (typeof late !== 'string' || typeof text !== 'string' || text.includes(late)) return
  to.write(path, { set: text === '' ? late : `${text}\n${late}` })
}

/** A value that only came along when the entity moved was nobody's decision: it makes way for one. */
function yieldCopy(to: RuleDocument, path: string): void {
  const { siblings } = to.inspect(path)
  if (siblings.length > 0 && siblings.every(cameAlongTo(to, path))) to.write(path, { clear: true })
}

/** What was taken out of a collection goes there too where it only came along; what somebody put in since stays. */
function takeOut(to: RuleDocument, path: string, late: readonly Sibling[]): void {
  const cameAlong = cameAlongTo(to, path)
  for (const removal of late.filter(({ kind }) => kind === 'remove')) {
    const { element, source } = removal
    const there = to
      .inspect(path)
      .siblings.filter(
        (sibling) =>
          sibling.kind === 'add' &&
          sibling.element === element &&
          (source === undefined || sibling.source === source),
      )
    const remove = to.rules.ruleOf(path).name === 'order' ? (element ?? '') : removal.value
    if (there.length === 0 || !there.every(cameAlong)) continue
    to.write(path, source === undefined ? { remove } : { remove, source })
  }
}

function cameAlongTo(to: RuleDocument, path: string): (sibling: Sibling) => boolean {
  const moves = to.inspect(`${entityOf(path)}.$`).siblings
  return ({ dot, at }) =>
    moves.some((move) => move.dot.client === dot.client && Math.abs(move.at - at) <= BREATH_MS)
}

/** Whether a document once held the entity and let go of it. */
function wasMoved(document: RuleDocument, entity: string): boolean {
  return document.inspect(`${entity}.$`).siblings.length > 0
}

/** Moving an entity is one transaction. */
const BREATH_MS = 500
const kinds = ['tokens', 'actors', 'scenes', 'drawings', 'journal']
const movable = new RegExp(`^(${kinds.join('|')})\\.[^.]+$`)
