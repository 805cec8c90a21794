import type { Edit } from '../edit.ts'
import type { Dot, Entry, NewEntry, Taken } from '../entry.ts'
import type { IsFirst, Plan, Rule, RuleContext, Written } from '../rule.ts'
import { createRegister, refuseVerb } from './register.ts'

/** How a tally treats absolute writes made apart, and the bounds that it shows. */
export interface TallyOptions {
  readonly sets: 'min' | 'max' | 'lww'
  /** A number, or a pattern that shares the captures, like 'actors.*.hp.max'. */
  readonly floor?: number | string | undefined
  readonly ceiling?: number | string | undefined
}

/**
 * A number where every addition counts and absolute writes made apart fold by `sets`. Shown within
 * its bounds, which are never written back. For hit points, spell slots, gold.
 */
export function tally(options: TallyOptions): Rule {
  return createTally(options)
}

function createTally(options: TallyOptions, isFirst?: IsFirst): Rule {
  const { sets, floor, ceiling } = options
  const folding: Folding = { sets, isFirst }

  function clamp(raw: number, { captures, world }: RuleContext): number {
    const least = world.boundOf(floor, captures) ?? -Infinity
    const greatest = world.boundOf(ceiling, captures) ?? Infinity
    return Math.max(least, Math.min(greatest, raw))
  }

  function planAddition(
    value: number,
    source: string | undefined,
    seen: readonly Entry[],
    context: RuleContext,
  ): Plan {
    const raw = rawOf(seen, folding, context)
    const shown = finite(clamp(raw, context))
    const depth = nextDepth(seen)
    if (shown === raw && !isWorthSummarising(seen)) {
      return { supersede: noEntries, insert: [addition(value, source, depth)] }
    }
    const sum = summary(shown, seen, seen)
    return { supersede: 'all', insert: [sum, addition(value, source, depth + 1)] }
  }

  function plan(edit: Edit, seen: readonly Entry[], context: RuleContext): Plan {
    if ('add' in edit) return planAddition(Number(edit.add), edit.source, seen, context)
    if ('set' in edit) return { supersede: 'all', insert: [absolute(Number(edit.set), seen)] }
    return { supersede: 'all', insert: seen.length === 0 ? [] : [absolute(undefined, seen)] }
  }

  return createRegister({
    name: `tally(${sets})`,
    because: 'every addition counts',
    merged: 'folded',
    reads: [floor, ceiling].filter((bound) => typeof bound === 'string'),
    refuse: refuseNumber,
    fits: ({ kind, value }) =>
      kind === 'set'
        ? value === undefined || typeof value === 'number'
        : kind === 'add' && typeof value === 'number',
    plan,
    view: (siblings, context) => finite(clamp(rawOf(siblings, folding, context), context)),
    apart,
    revert: (written, seen, context) => {
      const [first, ...others] = written.superseded
      if (first !== undefined) {
        const raw = rawOf([first, ...others], folding, context)
        return { supersede: 'all', insert: [summary(raw, seen, written.superseded)] }
      }
      return written.added.every(({ kind }) => kind === 'add')
        ? { supersede: [], insert: [takeBack(written, seen)] }
        : plan({ clear: true }, seen, context)
    },
    isBlank: (siblings) => siblings.every(({ value }) => value === undefined),
    preferring: (isFirstOfAll) => createTally(options, isFirstOfAll),
  })
}

/** How absolute writes made apart become one, and which of them come before the others. */
interface Folding {
  readonly sets: TallyOptions['sets']
  readonly isFirst: IsFirst | undefined
}

/**
 * Each absolute write, brought forward by the additions its author had not seen, then folded.
 * Absolute writes carry per author the clock of the last write seen here, and the sum of additions
 * up to it. A summary counts for the absolute writes it stands for, so it yields to who saw them.
 */
function rawOf(siblings: readonly Entry[], folding: Folding, context: RuleContext): number {
  let only: Entry | undefined
  for (const entry of siblings) {
    if (isAddition(entry)) continue
    if (only !== undefined) return rawOfMany(siblings, folding, context)
    only = entry
  }
  return rawOver(only, siblings, context)
}

/** The same where several absolute writes stand. */
function rawOfMany(
  siblings: readonly Entry[],
  { sets, isFirst }: Folding,
  context: RuleContext,
): number {
  const absolutes = siblings.filter(isAbsolute)
  const joined = joinTaken(absolutes)
  let fresh = 0
  for (const entry of siblings) if (isFresh(entry, joined)) fresh += numberOf(entry)
  const standing = absolutes.filter((entry) => !absolutes.some((other) => yields(entry, other)))
  const first = isFirst === undefined ? [] : standing.filter((entry) => isFirst(entry, context))
  const candidates = (first.length > 0 ? first : standing).map(({ value, beside }) => {
    const own = new Map(beside.taken?.map((taken) => [taken.client, taken.sum]))
    let missed = 0
    for (const { client, sum } of joined.values()) missed += sum - (own.get(client) ?? 0)
    return (typeof value === 'number' ? value : baseOf(context)) + missed
  })
  return finite(fold(candidates, sets, context) + fresh)
}

/** The same where at most one absolute write stands: most of the time. */
function rawOver(
  absolute: Entry | undefined,
  siblings: readonly Entry[],
  context: RuleContext,
): number {
  const value = absolute?.value
  let raw = typeof value === 'number' ? value : baseOf(context)
  const taken = absolute?.beside.taken
  for (const entry of siblings) {
    if (isAddition(entry) && !isTakenIn(entry, taken)) raw += numberOf(entry)
  }
  return finite(raw)
}

function isAbsolute({ kind }: Entry): boolean {
  return kind === 'set'
}

function isAddition({ kind }: Entry): boolean {
  return kind === 'add'
}

function isTakenIn({ client, clock }: Dot, taken: readonly Taken[] | undefined): boolean {
  if (taken === undefined) return false
  for (const one of taken) if (one.clock >= clock && one.client === client) return true
  return false
}

/**
 * A summary yields to a plain absolute write by who had seen all that it stands for, and going back
 * to the default yields to any value that somebody set.
 */
function yields(entry: Entry, { value, beside }: Entry): boolean {
  if (beside.bases !== undefined) return false
  const { bases } = entry.beside
  if (bases === undefined) return entry.value === undefined && value !== undefined
  return bases.every((base) => isTakenIn(base, beside.taken))
}

function fold(
  candidates: readonly number[],
  sets: TallyOptions['sets'],
  context: RuleContext,
): number {
  if (candidates.length === 0) return baseOf(context)
  switch (sets) {
    case 'min':
      return Math.min(...candidates)
    case 'max':
      return Math.max(...candidates)
    case 'lww':
      return candidates.at(-1) ?? 0
  }
}

function addition(value: number, source: string | undefined, depth: number): NewEntry {
  return { kind: 'add', value, beside: { source, depth } }
}

function absolute(
  value: number | undefined,
  seen: readonly Entry[],
  bases?: readonly Dot[],
): NewEntry {
  const taken = takeIn(seen)
  const depth = nextDepth(seen)
  return {
    kind: 'set',
    value,
    beside: { depth, taken: taken.length > 0 ? taken : undefined, bases },
  }
}

/** An absolute write that nobody decided: it says what others did in fewer words. */
function summary(value: number, seen: readonly Entry[], standsFor: readonly Entry[]): NewEntry {
  const bases: Dot[] = []
  for (const entry of standsFor) {
    if (isAddition(entry) || entry.value === undefined) continue
    const { client, clock, beside } = entry
    bases.push(...(beside.bases ?? [{ client, clock }]))
  }
  return absolute(value, seen, bases)
}

/** What an absolute write made now takes in: all that the seen ones did, and what is seen. */
function takeIn(seen: readonly Entry[]): readonly Taken[] {
  const before = joinTaken(seen)
  const joined = new Map(before)
  for (const entry of seen) {
    const { client } = entry
    const known = joined.get(client)
    const sum = (known?.sum ?? 0) + (isFresh(entry, before) ? numberOf(entry) : 0)
    joined.set(client, { client, clock: Math.max(known?.clock ?? 0, entry.clock), sum })
  }
  return [...joined.values()]
}

function joinTaken(siblings: readonly Entry[]): Map<number, Taken> {
  const joined = new Map<number, Taken>()
  for (const { beside } of siblings) {
    if (beside.taken === undefined) continue
    for (const taken of beside.taken) {
      const known = joined.get(taken.client)
      if (known === undefined || known.clock < taken.clock) joined.set(taken.client, taken)
    }
  }
  return joined
}

/** Whether an entry is an addition that nobody took in. */
function isFresh(entry: Entry, joined: ReadonlyMap<number, Taken>): boolean {
  return isAddition(entry) && entry.clock > (joined.get(entry.client)?.clock ?? -1)
}

/** A chain of writes has one absolute write, if any, first, and no depth twice. */
function apart(siblings: readonly Entry[]): readonly Entry[] {
  return siblings.filter((entry) =>
    siblings.some((other) => {
      if (other === entry) return false
      if (entry.kind === other.kind) return entry.kind === 'set' || isLevel(entry, other)
      const [set, addition] = entry.kind === 'set' ? [entry, other] : [other, entry]
      return depthOf(set) >= depthOf(addition)
    }),
  )
}

function isLevel(left: Entry, right: Entry): boolean {
  return depthOf(left) === depthOf(right)
}

function takeBack({ added }: Written, seen: readonly Entry[]): NewEntry {
  const sum = added.reduce((total, entry) => total + numberOf(entry), 0)
  return { kind: 'add', value: -sum, beside: { depth: nextDepth(seen) } }
}

function refuseNumber(edit: Edit): string | undefined {
  const verb = refuseVerb('tally', edit, ['set', 'add'])
  if (verb !== undefined) return verb
  const value = 'set' in edit ? edit.set : 'add' in edit ? edit.add : 0
  return typeof value === 'number' ? undefined : 'A tally takes numbers only.'
}

/** Where what an absolute write carries per author is less than the additions it stands for. */
function isWorthSummarising(seen: readonly Entry[]): boolean {
  const additions = seen.length <= additionsKept ? 0 : seen.filter(isAddition).length
  if (additions <= additionsKept) return false
  const authors = new Set<number>()
  for (const { client, beside } of seen) {
    authors.add(client)
    for (const taken of beside.taken ?? []) authors.add(taken.client)
  }
  return additions > additionsPerAuthor * authors.size
}

function nextDepth(seen: readonly Entry[]): number {
  let greatest = 0
  for (const entry of seen) greatest = Math.max(greatest, depthOf(entry))
  return 1 + greatest
}

function depthOf({ beside }: Entry): number {
  return beside.depth ?? 0
}

function baseOf({ path, world }: RuleContext): number {
  const base = world.baseOf(path)
  return typeof base === 'number' ? base : 0
}

function numberOf({ value }: Entry): number {
  return typeof value === 'number' ? value : 0
}

/** Sums of huge numbers stay numbers. */
function finite(value: number): number {
  if (Number.isNaN(value)) return 0
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))
}

const noEntries: readonly Entry[] = []
const additionsKept = 8
const additionsPerAuthor = 2
