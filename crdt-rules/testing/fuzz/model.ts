import type { EntryKind } from '../../entry.ts'
import { canonicalJson, type Json } from '../../json.ts'

/**
 * What ought to stand, told by causes alone: who had seen which operations. Knows no documents, no
 * bytes and no watermarks.
 */

/** One write of one person at one path, or of a rule on the person's behalf. */
export interface Operation {
  readonly path: string
  readonly client: number
  /** What the author had seen at this path. */
  readonly seen: ReadonlySet<Operation>
  readonly made: readonly Unit[]
  readonly superseded: readonly Unit[]
  readonly tally?: TallyOperation
}

/** A value that stands until an operation supersedes it. */
export interface Unit {
  readonly client: number
  readonly clock: number
  readonly at: number
  readonly kind: EntryKind
  readonly value: Json
  readonly source?: string | undefined
  readonly element?: string | undefined
  readonly agreed?: Json | undefined
}

/** What an operation means for a sum. */
export type TallyOperation =
  | { readonly type: 'add'; readonly amount: number }
  | { readonly type: 'set'; readonly value: number }
  | { readonly type: 'blank' }
  | { readonly type: 'sum'; readonly value: number; readonly standsFor: ReadonlySet<Operation> }

/** What stands at a path for somebody who knows these operations, in the order of time. */
export function unitsAt(known: Iterable<Operation>, path: string): readonly Unit[] {
  const standing = new Set<Unit>()
  const gone = new Set<Unit>()
  for (const operation of known) {
    if (operation.path !== path) continue
    operation.made.forEach((unit) => standing.add(unit))
    operation.superseded.forEach((unit) => gone.add(unit))
  }
  return [...standing]
    .filter((unit) => !gone.has(unit))
    .sort((a, b) => a.at - b.at || a.client - b.client || a.clock - b.clock)
}

/** Tells the GM's clients from others. */
export type IsGm = (client: number) => boolean

/** Whether a rule makes a sum, which is told by operations instead of units. */
export function isTally(rule: string): boolean {
  return rule.includes('tally(')
}

/** The value of a rule other than a tally; undefined where the default shows. */
export function viewOf(rule: string, units: readonly Unit[], isGm: IsGm): Json | undefined {
  if (units.every(({ kind }) => kind === 'remove')) return undefined
  const values = units.map(({ value }) => value)
  switch (rule) {
    case 'lww':
      return values.at(-1)
    case 'gmWins(lww)':
      return (units.filter(({ client }) => isGm(client)).at(-1) ?? units.at(-1))?.value
    case 'min':
      return Math.min(...values.map(Number))
    case 'max':
      return Math.max(...values.map(Number))
    case 'union':
      return joined(values)
    case 'peak':
      return peakOf(units)
    case 'flag(on)':
      return values.includes(true)
    case 'existence':
      return !values.includes(false)
    case 'addWinsSet':
      return [...new Set(additionsAmong(units).map(({ value }) => value))].sort()
    case 'log':
      return values
    case 'order':
      return placesOf(additionsAmong(units))
    case 'manual':
      return agrees(units) ? values.at(-1) : units[0]?.agreed
    default:
      throw new Error(`The model knows no rule ${rule}. Teach it.`)
  }
}

/** Lists of numbers as one, each once and in order: what the `union` of a schedule joins by. */
export function joined(lists: readonly (Json | undefined)[]): Json {
  const numbers = lists.flatMap((list) => (Array.isArray(list) ? list.map(Number) : []))
  return [...new Set(numbers)].sort((left, right) => left - right)
}

/** The greatest of what was set, and everything that was added: the `custom` rule of a schedule. */
export function peakOf(units: readonly Pick<Unit, 'kind' | 'value'>[]): number {
  const numbersOf = (kind: Unit['kind']) =>
    units.filter((unit) => unit.kind === kind).map(({ value }) => Number(value))
  return Math.max(0, ...numbersOf('set')) + numbersOf('add').reduce((sum, one) => sum + one, 0)
}

/** What was put into a collection, beside what was taken out. */
export function additionsAmong(units: readonly Unit[]): readonly Unit[] {
  return units.filter(({ kind }) => kind === 'add')
}

/** Whether all say the same. */
export function agrees(units: readonly Unit[]): boolean {
  return new Set(units.map(({ value }) => canonicalJson(value))).size <= 1
}

/** Who knows an absolute write knows what it took in, even where that did not arrive itself. */
export function learnedAt(known: Iterable<Operation>, path: string): ReadonlySet<Operation> {
  const here = [...known].filter((operation) => operation.path === path)
  const takenIn = here.filter(isAbsolute).flatMap(({ seen }) => [...seen])
  return new Set([...here, ...takenIn])
}

/**
 * The sum before its bounds are kept: the least of the absolute writes, each brought forward. Where the GM's come first,
 * the others count only when there is none of those.
 */
export function rawSumOf(
  known: Iterable<Operation>,
  path: string,
  base: number,
  firstBy?: IsGm,
): number {
  const here = [...learnedAt(known, path)]
  const live = liveAbsolutes(here)
  const standing = live.filter((one) => !live.some((other) => yields(one, other)))
  const first = firstBy === undefined ? [] : standing.filter((one) => isBy(firstBy, one))
  const candidates = (first.length > 0 ? first : standing).map(
    (one) =>
      valueOf(one, base) +
      additionsIn(here.filter((other) => !one.seen.has(other) && other !== one)),
  )
  return candidates.length === 0 ? base + additionsIn(here) : Math.min(...candidates)
}

/** The absolute writes that a summary made now stands for. */
export function standsForNow(known: Iterable<Operation>, path: string): ReadonlySet<Operation> {
  const live = liveAbsolutes([...known].filter((operation) => operation.path === path))
  return new Set(
    live.flatMap((one) => {
      if (one.tally?.type === 'sum') return [...one.tally.standsFor]
      return one.tally?.type === 'set' ? [one] : []
    }),
  )
}

/** What only sums up is by whoever wrote what it sums up. */
function isBy(isGm: IsGm, { client, tally }: Operation): boolean {
  if (tally?.type === 'sum') return [...tally.standsFor].some((base) => isGm(base.client))
  return isGm(client)
}

function isAbsolute({ tally }: Operation): boolean {
  return tally !== undefined && tally.type !== 'add'
}

function liveAbsolutes(here: readonly Operation[]): readonly Operation[] {
  const absolutes = here.filter(isAbsolute)
  return absolutes.filter((one) => !absolutes.some((other) => other.seen.has(one)))
}

function yields(one: Operation, other: Operation): boolean {
  if (other.tally?.type === 'sum') return false
  if (one.tally?.type === 'blank') return other.tally?.type === 'set'
  return (
    one.tally?.type === 'sum' &&
    [...one.tally.standsFor].every((base) => other === base || other.seen.has(base))
  )
}

function valueOf({ tally }: Operation, base: number): number {
  return tally?.type === 'set' || tally?.type === 'sum' ? tally.value : base
}

function additionsIn(operations: readonly Operation[]): number {
  return operations.reduce((sum, { tally }) => sum + (tally?.type === 'add' ? tally.amount : 0), 0)
}

function placesOf(units: readonly Unit[]): Json {
  const byElement = new Map(units.map(({ element = '', value }) => [element, Number(value)]))
  return [...byElement]
    .map(([id, position]) => ({ id, position }))
    .sort((a, b) => b.position - a.position || (a.id < b.id ? -1 : 1))
}
