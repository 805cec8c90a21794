import type { Edit } from '../edit.ts'
import type { Entry, NewEntry, Taken } from '../entry.ts'
import type { Plan, Rule, RuleContext, Written } from '../rule.ts'
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
export function tally({ sets, floor, ceiling }: TallyOptions): Rule {
  function clamp(raw: number, { bound }: RuleContext): number {
    return Math.max(bound(floor) ?? -Infinity, Math.min(bound(ceiling) ?? Infinity, raw))
  }

  function planAddition(
    value: number,
    source: string | undefined,
    seen: readonly Entry[],
    context: RuleContext,
  ): Plan {
    const raw = rawOf(seen, sets, context)
    const shown = finite(clamp(raw, context))
    const depth = nextDepth(seen)
    const addition = (at: number): NewEntry => ({
      kind: 'add',
      value,
      beside: { source, depth: at },
    })
    if (shown === raw && !isWorthCompacting(seen))
      return { supersede: [], insert: [addition(depth)] }
    return { supersede: 'all', insert: [absolute(shown, seen), addition(depth + 1)] }
  }

  function plan(edit: Edit, seen: readonly Entry[], context: RuleContext): Plan {
    if ('add' in edit) return planAddition(Number(edit.add), edit.source, seen, context)
    if ('set' in edit) return { supersede: 'all', insert: [absolute(Number(edit.set), seen)] }
    const back = absolute(undefined, seen)
    return { supersede: 'all', insert: back.beside?.taken === undefined ? [] : [back] }
  }

  return createRegister({
    name: `tally(${sets})`,
    because: 'every addition counts',
    merged: 'folded',
    reads: [floor, ceiling].filter((bound) => typeof bound === 'string'),
    refuse: refuseNumber,
    fits: ({ kind, value }) => typeof value === 'number' || (kind === 'set' && value === undefined),
    plan,
    view: (siblings, context) => finite(clamp(rawOf(siblings, sets, context), context)),
    apart,
    revert: (written, seen, context) => {
      const [first, ...others] = written.superseded
      if (first !== undefined) {
        const raw = rawOf([first, ...others], sets, context)
        return { supersede: 'all', insert: [absolute(raw, seen)] }
      }
      return written.added.every(({ kind }) => kind === 'add')
        ? { supersede: [], insert: [takeBack(written, seen)] }
        : plan({ clear: true }, seen, context)
    },
    isBlank: (siblings) => siblings.every(({ value }) => value === undefined),
  })
}

/**
 * Each absolute write, brought forward by the additions its author had not seen, then folded.
 * Absolute writes carry per author the clock of the last addition taken in and the sum up to it.
 */
function rawOf(
  siblings: readonly Entry[],
  sets: TallyOptions['sets'],
  context: RuleContext,
): number {
  const joined = joinTaken(siblings)
  const fresh = freshAdditions(siblings, joined).reduce((sum, entry) => sum + numberOf(entry), 0)
  const candidates = siblings
    .filter(({ kind }) => kind === 'set')
    .map(({ value, beside }) => {
      const own = new Map(beside.taken?.map((taken) => [taken.client, taken.sum]))
      let missed = 0
      for (const { client, sum } of joined.values()) missed += sum - (own.get(client) ?? 0)
      return (typeof value === 'number' ? value : baseOf(context)) + missed
    })
  return finite(fold(candidates, sets, context) + fresh)
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

function absolute(value: number | undefined, seen: readonly Entry[]): NewEntry {
  const taken = takeIn(seen)
  return {
    kind: 'set',
    value,
    beside: { depth: nextDepth(seen), ...(taken.length > 0 && { taken }) },
  }
}

/** What an absolute write made now takes in: all that the seen ones did, and the seen additions. */
function takeIn(seen: readonly Entry[]): readonly Taken[] {
  const joined = joinTaken(seen)
  for (const entry of freshAdditions(seen, joined).toSorted((a, b) => a.clock - b.clock)) {
    const sum = (joined.get(entry.client)?.sum ?? 0) + numberOf(entry)
    joined.set(entry.client, { client: entry.client, clock: entry.clock, sum })
  }
  return [...joined.values()]
}

function joinTaken(siblings: readonly Entry[]): Map<number, Taken> {
  const joined = new Map<number, Taken>()
  for (const { beside } of siblings) {
    for (const taken of beside.taken ?? []) {
      const known = joined.get(taken.client)
      if (known === undefined || known.clock < taken.clock) joined.set(taken.client, taken)
    }
  }
  return joined
}

function freshAdditions(
  siblings: readonly Entry[],
  joined: ReadonlyMap<number, Taken>,
): readonly Entry[] {
  return siblings.filter(
    ({ kind, client, clock }) => kind === 'add' && clock > (joined.get(client)?.clock ?? -1),
  )
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

/** Where a vector of authors is smaller than the additions that it stands for. */
function isWorthCompacting(seen: readonly Entry[]): boolean {
  if (seen.length <= additionsKept) return false
  const additions = seen.filter(({ kind }) => kind === 'add')
  const authors = new Set(additions.map(({ client }) => client))
  return additions.length > additionsKept && additions.length > additionsPerAuthor * authors.size
}

function nextDepth(seen: readonly Entry[]): number {
  return 1 + seen.reduce((greatest, entry) => Math.max(greatest, depthOf(entry)), 0)
}

function depthOf({ beside }: Entry): number {
  return beside.depth ?? 0
}

function baseOf(context: RuleContext): number {
  const base = context.base()
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

const additionsKept = 64
const additionsPerAuthor = 4
