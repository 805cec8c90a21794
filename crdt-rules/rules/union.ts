import type { ZodType } from 'zod'
import type { Json } from '../json.ts'
import type { Rule } from '../rule.ts'
import { createRegister, matches, refuseValue, refuseVerb } from './register.ts'

/** What values look like, and how two become one that contains both. */
export interface UnionOptions {
  readonly schema: ZodType
  /** Must be a join: the same for any order, any grouping, and any repetition. */
  readonly join: (left: Json, right: Json) => Json
}

/**
 * Values that only grow: `add` joins a value to what is seen, siblings are joined when read.
 * For explored areas. `set` starts over.
 */
export function union({ schema, join }: UnionOptions): Rule {
  function joinAll(values: readonly (Json | undefined)[]): Json | undefined {
    const known = values.filter((value) => value !== undefined)
    return known.length === 0 ? undefined : known.reduce(join)
  }

  return createRegister({
    name: 'union',
    because: 'all of them together count',
    merged: 'folded',
    schema,
    fits: ({ kind, value }) => kind !== 'remove' && matches(schema, value),
    refuse: (edit) =>
      refuseVerb('union', edit, ['set', 'add']) ??
      refuseValue(schema, 'set' in edit ? edit.set : 'add' in edit ? edit.add : undefined),
    plan: (edit, seen, { path, world }) => {
      if ('set' in edit) return { supersede: 'all', insert: [{ kind: 'set', value: edit.set }] }
      if (!('add' in edit)) return { supersede: 'all', insert: [] }
      const before = seen.length === 0 ? [world.baseOf(path)] : seen.map(({ value }) => value)
      const value = joinAll([...before, edit.add])
      return { supersede: 'all', insert: [{ kind: 'set', value }] }
    },
    view: (siblings) => joinAll(siblings.map(({ value }) => value)),
  })
}
