import {
  fetchTexts,
  hasTexts,
  type LanguageCode,
  type TextKey,
  type TextParts,
  textIn,
} from './catalogue.ts'

let spoken = $state<LanguageCode>('en')
let wanted: LanguageCode = 'en'

/** The language the page speaks now. Read inside a component it is live. */
export function language(): LanguageCode {
  return spoken
}

/** Makes the whole page speak another language, as soon as its texts are here; the last one asked for stands. */
export async function speak(code: LanguageCode): Promise<void> {
  wanted = code
  if (!hasTexts(code)) await fetchTexts(code)
  if (wanted === code) spoken = code
}

/** The text of a key in the language of the page, with its parts filled in. */
export function say<Key extends TextKey>(key: Key, ...parts: TextParts<Key>): string {
  return textIn(spoken, key, ...parts)
}
