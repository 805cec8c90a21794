import {
  fetchTexts,
  hasTexts,
  type LanguageCode,
  type TextKey,
  type TextParts,
  textIn,
} from './catalogue.ts'
import { type Line, readLine } from './told.ts'

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

/** A sentence of the world in the language of the page. */
export function sayLine(line: Line): string {
  return readLine(spoken, line)
}

/** The text of a key in the language of the page, with its parts filled in. */
export function say<Key extends TextKey>(key: Key, ...parts: TextParts<Key>): string {
  return textIn(spoken, key, ...parts)
}
