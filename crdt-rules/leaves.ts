import type { Edit } from './edit.ts'
import { isList, type Json } from './json.ts'
import type { RuleSet } from './rule-set.ts'

/** A write below the path that somebody wrote to. */
export interface Leaf {
  readonly path: string
  readonly value: Json
}

/** What an object written above its leaves comes to, or the sentence of the refusal. */
export type Expansion =
  | { readonly type: 'leaves'; readonly leaves: readonly Leaf[] }
  | { readonly type: 'refused'; readonly sentence: string }

/** The object that an edit sets, or undefined when it sets none. */
export function objectOf(edit: Edit): JsonObject | undefined {
  return 'set' in edit ? asObject(edit.set) : undefined
}

/** Cuts an object into the leaves that have rules of their own. What it leaves out stays as it is. */
export function expand(rules: RuleSet, path: string, object: JsonObject): Expansion {
  const leaves: Leaf[] = []
  for (const [key, value] of Object.entries(object)) {
    if (key === '' || /[.*]/.test(key)) {
      return refused(`"${key}" at ${path} cannot be part of a path.`)
    }
    const below = `${path}.${key}`
    if (rules.isClaimed(below)) {
      leaves.push({ path: below, value })
      continue
    }
    const inner = asObject(value)
    if (inner === undefined || !rules.claimOf(below).isParent) {
      return refused(`No rule takes "${below}", so the object at ${path} cannot be written.`)
    }
    const expansion = expand(rules, below, inner)
    if (expansion.type === 'refused') return expansion
    leaves.push(...expansion.leaves)
  }
  return { type: 'leaves', leaves }
}

type JsonObject = Readonly<Record<string, Json>>

function refused(sentence: string): Expansion {
  return { type: 'refused', sentence }
}

function asObject(value: Json): JsonObject | undefined {
  return typeof value !== 'object' || value === null || isList(value) ? undefined : value
}
