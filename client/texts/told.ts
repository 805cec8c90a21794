import { type LanguageCode, type TextKey, type TextParts, textIn } from './catalogue.ts'
import { english } from './english/index.ts'

/** What the world says, by its text's key, so that everybody reads it in their own language. */
export interface Told {
  readonly key: string
  readonly parts: readonly (string | number)[]
  /** What it speaks of, where that is such a sentence itself: it takes the place of the first part. */
  readonly of?: { readonly key: string; readonly parts: readonly (string | number)[] } | undefined
}

/** A sentence in English, which is kept, and what it is made of. */
export interface Line {
  readonly text: string
  readonly told?: Told | undefined
}

/** What is said of a deed and kept, and what is said of one that is refused. */
export type LineKey = Extract<TextKey, `told.${string}` | `refused.${string}`>

/** A sentence of the world: in English, and ready to be read in another language. */
export function line<Key extends LineKey>(key: Key, ...parts: TextParts<Key>): Line {
  return { text: textIn('en', key, ...parts), told: { key, parts: [...(parts as Told['parts'])] } }
}

/** What was said without its parts is a line that reads the same everywhere. */
export function toLine(said: string | Line): Line {
  return typeof said === 'string' ? { text: said } : said
}

/** A sentence about a sentence: 'undone: …'. */
export function lineAbout(
  key: 'told.undone' | 'told.redone' | 'told.elsewhere',
  { text, told }: Line,
): Line {
  const of = told && { key: told.key, parts: told.parts }
  return { text: textIn('en', key, text), told: { key, parts: [text], of } }
}

/** A sentence in a reader's language; as it was written where it says nothing of its parts. */
export function readLine(language: LanguageCode, { text, told }: Line): string {
  if (told === undefined) return text
  const inner = told.of && sentenceOf(language, told.of)
  const parts = inner === undefined ? told.parts : [inner, ...told.parts.slice(1)]
  return sentenceOf(language, { ...told, parts }) ?? text
}

/** Others' devices wrote it: an unknown key says nothing. */
function sentenceOf(language: LanguageCode, { key, parts }: Told): string | undefined {
  if (!isKnown(key)) return undefined
  const text: unknown = english[key]
  const wanted = typeof text === 'function' ? text.length : 0
  if (parts.length !== wanted) return undefined
  const read = textIn as (language: LanguageCode, key: LineKey, ...parts: Told['parts']) => string
  return read(language, key, ...parts)
}

function isKnown(key: string): key is LineKey {
  return /^(told|refused)\./.test(key) && Object.hasOwn(english, key)
}
