import type { ZodType } from 'zod'
import { verbOf, type Edit, type Verb } from '../edit.ts'
import { compareEntries, type Entry } from '../entry.ts'
import { canonicalJson, type Json } from '../json.ts'
import type { Plan, Rule, Written } from '../rule.ts'

/** What makes a rule different from the plainest register. */
export type RuleParts = Pick<Rule, 'name' | 'because' | 'view'> &
  Partial<Rule> & { readonly schema?: ZodType | undefined }

/** A rule whose writes are absolute: each supersedes all that its author sees. */
export function createRegister({ schema, ...parts }: RuleParts): Rule {
  return {
    holds: 'entries',
    merged: 'kept',
    reads: [],
    sees: parts.plan === undefined ? 'nothing' : 'siblings',
    refuse: (edit) => refuseVerb(parts.name, edit, ['set']) ?? refuseValue(schema, settingOf(edit)),
    fits: (entry) => entry.kind === 'set' && matches(schema, entry.value),
    plan: planAbsolute,
    apart: (siblings) => (agree(siblings) ? [] : siblings),
    revert: writeAgain,
    elementOf: () => undefined,
    isBlank: (siblings) => siblings.length === 0,
    ...parts,
  }
}

/** Why a rule does not take an edit's verb. Every rule takes `clear`. */
export function refuseVerb(
  name: string,
  edit: Edit,
  verbs: readonly Exclude<Verb, 'clear'>[],
): string | undefined {
  const verb = verbOf(edit)
  if (verb === 'clear' || verbs.includes(verb)) return undefined
  return `The rule ${name} takes ${verbs.join(', ')} and clear, not ${verb}.`
}

/** Why a value does not match a schema. */
export function refuseValue(
  schema: ZodType | undefined,
  value: Json | undefined,
): string | undefined {
  if (schema === undefined || value === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return undefined
  const [issue] = parsed.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
  return `The value does not fit${where}: ${issue?.message ?? 'it has another shape'}.`
}

/** Whether a stored value matches a schema. */
export function matches(schema: ZodType | undefined, value: Json | undefined): boolean {
  return value !== undefined && (schema === undefined || schema.safeParse(value).success)
}

/** The value of a `set`, undefined for other edits. */
export function settingOf(edit: Edit): Json | undefined {
  return 'set' in edit ? edit.set : undefined
}

/** The newest sibling's value. */
export function newestValue(siblings: readonly Entry[]): Json | undefined {
  return siblings.at(-1)?.value
}

/** Whether all siblings say the same, so that nothing was merged. */
export function agree(siblings: readonly Entry[]): boolean {
  const [first, ...others] = siblings
  if (first === undefined || others.length === 0) return true
  const words = wordsOf(first)
  return others.every((other) => wordsOf(other) === words)
}

/** Takes a write back by writing what stood before again, in the order in which it stood. */
export function writeAgain({ added, superseded }: Written): Plan {
  return {
    supersede: added,
    insert: superseded
      .toSorted(compareEntries)
      .map(({ kind, value, beside, stamp }) => ({ kind, value, beside, stamp })),
  }
}

function planAbsolute(edit: Edit): Plan {
  const value = settingOf(edit)
  return { supersede: 'all', insert: value === undefined ? [] : [{ kind: 'set', value }] }
}

function wordsOf(entry: Entry): string {
  return entry.value === undefined ? '' : canonicalJson(entry.value)
}
