import { z, type ZodType } from 'zod'
import type { Edit } from '../edit.ts'
import { nothingBeside } from '../codec.ts'
import type { Beside, Entry, NewEntry } from '../entry.ts'
import { canonicalJson, isList, isSameJson, type Json } from '../json.ts'
import type { Plan, Rule } from '../rule.ts'
import { createRegister, matches, refuseValue, refuseVerb } from './register.ts'
import { hasAdditions, isRemoval, mostRemovals, opposed, planRemoval } from './removals.ts'

/**
 * A set of elements that match `schema`. An addition wins over a removal made apart; each source
 * keeps an entry of its own. For conditions, tags, targets. Read as a list in one fixed order.
 */
export function addWinsSet(schema: ZodType): Rule {
  const elements = z.array(schema)
  return createRegister({
    name: 'addWinsSet',
    because: 'an element stays unless everybody who added it was seen by who removed it',
    merged: 'folded',
    refuse: (edit) => refuseElements('addWinsSet', elements, schema, edit),
    fits: ({ kind, value }) => kind !== 'set' && matches(schema, value),
    plan: planElements,
    view: (siblings, { path, world }) => {
      const additions = siblings.filter(({ kind }) => kind === 'add')
      if (additions.length === 0) return world.baseOf(path)
      const values = new Map(additions.map(({ value = null }) => [canonicalJson(value), value]))
      return [...values]
        .sort(([left], [right]) => compareText(left, right))
        .map(([, value]) => value)
    },
    apart: (siblings) => opposed(siblings, isOfOneElement),
    elementOf: ({ value }) => (value === undefined ? undefined : nameOf(value)),
    isBlank: (siblings) => !hasAdditions(siblings),
  })
}

/**
 * Everything that was appended, matching `schema`, in (clock, author) order. For short histories;
 * an entry comes after every entry that its author had seen.
 */
export function log(schema: ZodType): Rule {
  return createRegister({
    name: 'log',
    because: 'everything is kept, in the order of time',
    merged: 'folded',
    refuse: (edit) =>
      refuseVerb('log', edit, ['add']) ?? refuseValue(schema, 'add' in edit ? edit.add : undefined),
    fits: ({ kind, value }) => kind === 'add' && matches(schema, value),
    plan: (edit) =>
      'add' in edit
        ? { supersede: [], insert: [additionOf(edit.add, edit.source)] }
        : { supersede: 'all', insert: [] },
    view: (siblings) => siblings.map(({ value = null }) => value),
    apart: () => [],
  })
}

function planElements(edit: Edit, seen: readonly Entry[]): Plan {
  if ('add' in edit) {
    const superseded = seen.filter(
      (entry) =>
        isElement(entry, edit.add) &&
        (entry.beside.source === edit.source ||
          (isRemoval(entry) && entry.beside.source === undefined)),
    )
    return { supersede: superseded, insert: [additionOf(edit.add, edit.source)] }
  }
  if ('remove' in edit) {
    const { remove: value, source } = edit
    const meant = seen.filter(
      (entry) =>
        isElement(entry, value) && (source === undefined || entry.beside.source === source),
    )
    return planRemoval(meant, { value, beside: besideOf(source) }, seen)
  }
  if ('clear' in edit || !isList(edit.set)) return { supersede: 'all', insert: [] }
  const distinct = new Map(edit.set.map((value) => [canonicalJson(value), value]))
  const gone = new Map(
    seen.flatMap(({ kind, value }) => {
      const key = canonicalJson(value ?? null)
      return kind === 'add' && !distinct.has(key) ? [[key, value] as const] : []
    }),
  )
  return {
    supersede: 'all',
    insert: [
      ...[...distinct.values()].map((value) => additionOf(value)),
      ...[...gone.values()]
        .slice(-mostRemovals)
        .map((value) => ({ kind: 'remove' as const, value })),
    ],
  }
}

function isOfOneElement(removal: Entry, { value, beside }: Entry): boolean {
  const { source } = removal.beside
  return isElement(removal, value ?? null) && (source === undefined || source === beside.source)
}

function additionOf(value: Json, source?: string): NewEntry {
  return { kind: 'add', value, beside: besideOf(source) }
}

function besideOf(source: string | undefined): Beside {
  return source === undefined ? nothingBeside : { source }
}

function isElement({ value }: Entry, element: Json): boolean {
  return value !== undefined && isSameJson(value, element)
}

function refuseElements(name: string, all: ZodType, one: ZodType, edit: Edit): string | undefined {
  const verb = refuseVerb(name, edit, ['set', 'add', 'remove'])
  if (verb !== undefined) return verb
  if ('set' in edit) return refuseValue(all, edit.set)
  return refuseValue(one, 'add' in edit ? edit.add : undefined)
}

function nameOf(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value)
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
