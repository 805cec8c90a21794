import { canonicalJson, type Json } from '../../json.ts'
import type { Edit } from '../../edit.ts'
import type { Sibling } from '../../entry.ts'
import type { Random } from '../random.ts'
import {
  additionsAmong,
  agrees,
  learnedAt,
  joined,
  standsForNow,
  unitsAt,
  viewOf,
  type Operation,
  type TallyOperation,
  type Unit,
} from './model.ts'
import { rawSumAt, tallyBounds, type Replica } from './replica.ts'

/** Which of its siblings a write supersedes, by the words of the promises. */
export function supersededBy(
  rule: string,
  edit: Edit,
  seen: readonly Unit[],
  author: number,
  isGm: boolean,
): readonly Unit[] {
  if (rule === 'manual' && !agrees(seen) && !isGm)
    return seen.filter(({ client }) => client === author)
  if ('set' in edit || 'clear' in edit || rule === 'union') return seen
  if ('remove' in edit) return takenOut(rule, edit, seen)
  if (rule === 'order') {
    const { id } = edit.add as { readonly id: string }
    return seen.filter(({ element }) => element === id)
  }
  if (rule !== 'addWinsSet') return []
  return seen.filter(
    ({ kind, value, source }) =>
      value === edit.add && (source === edit.source || (kind === 'remove' && source === undefined)),
  )
}

/** All that is of the element, and of the removals of others what would be more than are kept. */
function takenOut(
  rule: string,
  { remove, source }: Extract<Edit, { remove: Json }>,
  seen: readonly Unit[],
): readonly Unit[] {
  const meant = seen.filter((unit) =>
    rule === 'order'
      ? unit.element === remove
      : unit.value === remove && (source === undefined || unit.source === source),
  )
  if (additionsAmong(meant).length === 0) return []
  const others = seen.filter((unit) => unit.kind === 'remove' && !meant.includes(unit))
  return [...meant, ...others.slice(0, Math.max(0, others.length - mostOthers))]
}

/** The removals of which a collection keeps word, beside the one that is made. */
const mostOthers = 3

/** Writes at a path that is no tally, and answers the operation that the model says it was. */
export function writePlainly(replica: Replica, path: string, edit: Edit): Operation {
  const { document, known, client, isGm } = replica
  const rule = document.rules.ruleOf(path).name
  const seen = unitsAt(known, path)
  const agreed = viewOf(rule, seen, isGm)
  const superseded = supersededBy(rule, edit, seen, client, isGm(client))
  const before = document.inspect(path).siblings
  document.write(path, edit)
  const made = newSiblings(before, document.inspect(path).siblings).map((sibling) =>
    unitOf(sibling, rule, agreed),
  )
  const joins = rule === 'union' && 'add' in edit
  expectMade(path, joins ? { set: joined([agreed, edit.add]) } : edit, made)
  if (rule === 'order' || rule === 'addWinsSet') expectRemovals(path, edit, { made, superseded })
  const mostHandedOn = replica.now() + hourMs
  for (const { at } of made) {
    const missed = seen.find((earlier) => earlier.at >= at)
    // What a clock far ahead wrote and somebody replaced is followed for an hour only.
    if (missed === undefined) continue
    if (
      superseded.includes(missed) &&
      missed.at >= mostHandedOn - stepMs &&
      at >= mostHandedOn - stepMs
    )
      continue
    throw new Error(`${path} got a time that is not after what its author saw.`)
  }
  return { path, client, seen: operationsAt(known, path), made, superseded }
}

const hourMs = 3_600_000
/** Times are kept in steps. */
const stepMs = 100

/** Adds to or sets a tally, and answers the operations that the model says it was. */
export function writeTally(replica: Replica, path: string, edit: Edit): readonly Operation[] {
  const { document, known, client, isGm } = replica
  const seen = learnedAt(known, path)
  const operation = (tally: TallyOperation, after: readonly Operation[]): Operation => ({
    path,
    client,
    seen: new Set([...seen, ...after]),
    made: [],
    superseded: [],
    tally,
  })
  const raw = rawSumAt(known, path, isGm)
  const standsFor = standsForNow(known, path)
  const before = document.inspect(path).siblings
  document.write(path, edit)
  if ('set' in edit) return [operation({ type: 'set', value: Number(edit.set) }, [])]
  if (!('add' in edit)) return seen.size === 0 ? [] : [operation({ type: 'blank' }, [])]
  const addition: TallyOperation = { type: 'add', amount: Number(edit.add) }
  // When to sum up is the rule's affair; what the sum is, is not.
  const summed = newSiblings(before, document.inspect(path).siblings).some(
    ({ kind }) => kind === 'set',
  )
  const shown = clamp(raw)
  if (shown !== raw && !summed) throw new Error(`${path} should have started over from ${shown}.`)
  if (!summed) return [operation(addition, [])]
  const sum = operation({ type: 'sum', value: shown, standsFor }, [])
  return [sum, operation(addition, [sum])]
}

/** The verbs by which entities come and go. */
export const LIFE = ['create', 'remove', 'restore'] as const

/** Makes an entity come or go, and answers the operation that the model says it was. */
export function writeLife(
  replica: Replica,
  entity: string,
  verb: (typeof LIFE)[number],
): Operation {
  const { document, known, client } = replica
  const path = `${entity}.$`
  const before = document.inspect(path).siblings
  const seen = unitsAt(known, path)
  document[verb](entity)
  const made = newSiblings(before, document.inspect(path).siblings)
  if (document.exists(entity) !== (verb !== 'remove')) throw new Error(`${verb} did nothing.`)
  return {
    path,
    client,
    seen: operationsAt(known, path),
    made: made.map((sibling) => unitOf(sibling, 'existence', undefined)),
    superseded: made.length === 0 ? [] : seen,
  }
}

/** The value of a tally within its bounds. */
export function clamp(raw: number): number {
  return Math.max(tallyBounds.floor, Math.min(tallyBounds.ceiling, raw))
}

/** The known operations at a path. */
export function operationsAt(known: Iterable<Operation>, path: string): ReadonlySet<Operation> {
  return new Set([...known].filter((operation) => operation.path === path))
}

/** The siblings that were not there before, in the order of their clocks. */
export function newSiblings(
  before: readonly Sibling[],
  after: readonly Sibling[],
): readonly Sibling[] {
  const known = new Set(before.map(({ dot }) => `${dot.client} ${dot.clock}`))
  return after
    .filter(({ dot }) => !known.has(`${dot.client} ${dot.clock}`))
    .toSorted((left, right) => left.dot.clock - right.dot.clock)
}

/** A sibling as the model keeps it. */
export function unitOf(
  { dot, at, kind, value, source, element }: Sibling,
  rule: string,
  agreed: Json | undefined,
): Unit {
  return {
    ...dot,
    at,
    kind,
    value,
    source,
    ...(rule === 'order' && { element }),
    ...(rule === 'manual' && { agreed }),
  }
}

/** An edit that the rule of a path takes. */
export function randomEdit(rule: string, random: Random): Edit {
  if (random.chance(0.05)) return { clear: true }
  const number = random.below(9)
  const word = random.pick(['a', 'b', 'c'])
  const source = random.chance(0.5) ? {} : { source: random.pick(['x', 'y']) }
  switch (rule) {
    case 'flag(on)':
      return { set: random.chance(0.5) }
    case 'tally(min)':
    case 'gmWins(tally(min))':
      return random.chance(0.2) ? { set: random.below(25) } : { add: random.below(24) - 14 }
    case 'addWinsSet':
      if (random.chance(0.1)) return { set: random.chance(0.5) ? ['a', 'c'] : [] }
      return random.chance(0.6) ? { add: word, ...source } : { remove: word, ...source }
    case 'log':
      return { add: number }
    case 'union': {
      const numbers = [number, ...(random.chance(0.5) ? [9 + number] : [])]
      return random.chance(0.2) ? { set: numbers } : { add: numbers }
    }
    case 'peak':
      return random.chance(0.4) ? { set: number } : { add: number - 4 }
    case 'order':
      if (random.chance(0.1)) return { set: [{ id: 'a', position: number }] }
      return random.chance(0.7) ? { add: { id: word, position: number } } : { remove: word }
    default:
      return { set: number }
  }
}

/** Word is left of each element that is in no more. */
function expectRemovals(
  path: string,
  edit: Edit,
  { made, superseded }: Pick<Operation, 'made' | 'superseded'>,
): void {
  const elementOf = ({ element, value }: Unit) => element ?? value
  const stays = additionsAmong(made).map(elementOf)
  const gone = 'clear' in edit ? [] : additionsAmong(superseded).map(elementOf)
  const wanted = [...new Set(gone)]
    .filter((element) => !stays.includes(element))
    .slice(-mostOthers - 1)
  const removed = made.filter(({ kind }) => kind === 'remove').map(elementOf)
  if (canonicalJson(removed) === canonicalJson(wanted)) return
  throw new Error(
    `${path} says ${canonicalJson(removed)} went instead of ${canonicalJson(wanted)}.`,
  )
}

function expectMade(path: string, edit: Edit, all: readonly Unit[]): void {
  const made = all.filter(({ kind }) => kind !== 'remove')
  const values = made.map(({ value, element }) =>
    element === undefined ? value : { id: element, position: value },
  )
  const wanted =
    'add' in edit
      ? [edit.add]
      : 'set' in edit
        ? Array.isArray(edit.set) && made.every(({ kind }) => kind === 'add')
          ? (edit.set as Json[])
          : [edit.set]
        : []
  if (canonicalJson(values) !== canonicalJson(wanted)) {
    throw new Error(`${path} got ${canonicalJson(values)} instead of ${canonicalJson(wanted)}.`)
  }
}
