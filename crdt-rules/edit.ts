import { isJson, type Json } from './json.ts'

/** One write to a path. Which ones a rule takes is said by the rule. */
export type Edit =
  | { readonly set: Json }
  | { readonly add: Json; readonly source?: string | undefined }
  | { readonly remove: Json; readonly source?: string | undefined }
  | { readonly clear: true }

/** The four verbs of an edit. */
export type Verb = 'set' | 'add' | 'remove' | 'clear'

/** Which of the four verbs an edit uses. */
export function verbOf(edit: Edit): Verb {
  if ('set' in edit) return 'set'
  if ('add' in edit) return 'add'
  return 'remove' in edit ? 'remove' : 'clear'
}

/** Why something that claims to be an edit is none, or undefined when it is one. */
export function refuseEdit(edit: Edit): string | undefined {
  if (typeof edit !== 'object' || edit === null) return 'An edit is an object.'
  let verbs = 0
  for (const key in edit) {
    const value: unknown = edit[key as keyof Edit]
    if (key === 'source') {
      if (value !== undefined && typeof value !== 'string') return 'The source of an edit is text.'
      continue
    }
    if (!isVerb(key)) return 'An edit has nothing but set, add, remove or clear, and a source.'
    if (!isJson(value)) return 'The value of an edit is not JSON.'
    verbs += 1
  }
  return verbs === 1 ? undefined : 'An edit has exactly one of set, add, remove and clear.'
}

function isVerb(key: string): key is Verb {
  return key === 'set' || key === 'add' || key === 'remove' || key === 'clear'
}
