import { type English, english } from './english/index.ts'
import type { Translated } from './translated.ts'

/** A language of the page, by its BCP 47 code. */
export type LanguageCode = 'en' | 'de'

/** Names one text of the page. */
export type TextKey = keyof English

/** What a text has to be told to be whole: a name, a number. */
export type TextParts<Key extends TextKey> = English[Key] extends (...parts: infer Parts) => string
  ? Parts
  : []

/** The languages of the page, each by its own name for itself. */
export const languages: readonly { readonly code: LanguageCode; readonly name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
]

/** All texts of a language. */
export type Catalogue = Translated<English>

/** English words by key: those of the first screens, and of what has been fetched since. */
const here = { ...english } as English

/** What is here so far. English comes with the page, other languages when somebody speaks them. */
const catalogues: Partial<Record<LanguageCode, Catalogue>> = { en: here }

const fetchers: Record<LanguageCode, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(here),
  de: () => import('./german/index.ts').then(({ german }) => german),
}

/** Fetches the texts of a language, once. Rejects when they cannot be had. */
export async function fetchTexts(code: LanguageCode): Promise<Catalogue> {
  return (catalogues[code] ??= await fetchers[code]())
}

/** Takes in the English words of what is fetched later, before it says them. */
export function addEnglish(texts: Partial<English>): void {
  Object.assign(here, texts)
}

/** Whether the texts of a language are here. */
export function hasTexts(code: LanguageCode): boolean {
  return catalogues[code] !== undefined
}

/** The text of a key in a language, with its parts filled in; in English while the language is not here. */
export function textIn<Key extends TextKey>(
  language: LanguageCode,
  key: Key,
  ...parts: TextParts<Key>
): string {
  const text = (catalogues[language] ?? here)[key] as
    string | ((...parts: TextParts<Key>) => string)
  return typeof text === 'string' ? text : text(...parts)
}

/** The first language of a person's list that the page speaks; English when it speaks none. */
export function preferredLanguage(wanted: readonly string[]): LanguageCode {
  for (const tag of wanted) {
    const match = languages.find(({ code }) => tag.toLowerCase().split('-')[0] === code)
    if (match !== undefined) return match.code
  }
  return 'en'
}
