import type { ZodType } from 'zod'
import { toSibling } from '../sibling.ts'
import type { Sibling } from '../entry.ts'
import { isJson, type Json } from '../json.ts'
import type { Rule } from '../rule.ts'
import { createRegister, matches, refuseValue, refuseVerb } from './register.ts'

/** A rule of a plugin's own. */
export interface CustomOptions {
  readonly name: string
  /** Why the view is what it is when writes were made apart, as the end of a sentence. */
  readonly because: string
  /** The shape of absolute writes. */
  readonly schema: ZodType
  /** The shape of additions, which supersede nothing; left out when there are none. */
  readonly additions?: ZodType | undefined
  /**
   * The value that the siblings make. A pure function of them: no clock, no randomness, nothing
   * remembered. They come in one order everywhere and are at least one.
   */
  readonly fold: (siblings: readonly Sibling[], base: Json | undefined) => Json
}

/** The plugin's own function over the siblings. Where it throws, `lww` is shown and it is reported. */
export function custom({ name, because, schema, additions, fold }: CustomOptions): Rule {
  const verbs = additions === undefined ? (['set'] as const) : (['set', 'add'] as const)
  return createRegister({
    name,
    because,
    merged: 'folded',
    refuse: (edit) =>
      refuseVerb(name, edit, verbs) ??
      ('set' in edit ? refuseValue(schema, edit.set) : undefined) ??
      ('add' in edit ? refuseValue(additions, edit.add) : undefined),
    fits: ({ kind, value }) =>
      kind === 'set'
        ? matches(schema, value)
        : kind === 'add' && additions !== undefined && matches(additions, value),
    plan: (edit) => {
      if ('add' in edit) return { supersede: [], insert: [{ kind: 'add', value: edit.add }] }
      return { supersede: 'all', insert: 'set' in edit ? [{ kind: 'set', value: edit.set }] : [] }
    },
    view: (siblings, { path, world }) => {
      const view: unknown = fold(
        siblings.map((sibling) => toSibling(sibling)),
        world.baseOf(path),
      )
      if (!isJson(view)) throw new Error(`The rule ${name} answered something that is not JSON.`)
      return view
    },
  })
}
