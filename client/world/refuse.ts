import { line, type LineKey } from '../texts/told.ts'
import type { TextParts } from '../texts/catalogue.ts'
import type { Answer } from './views.ts'

/** An answer that something was not done. */
export type Refusal = Extract<Answer, { readonly type: 'refused' }>

type RefusalKey = Extract<LineKey, `refused.${string}`>

/** Says why something is not done, in words that everybody reads in their own language. */
export function refuse<Key extends RefusalKey>(key: Key, ...parts: TextParts<Key>): Refusal {
  return { type: 'refused', because: line(key, ...parts) }
}
