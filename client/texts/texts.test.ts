import { describe, expect, test } from 'vitest'
import { fetchTexts, languages, preferredLanguage, textIn } from './catalogue.ts'
import './later.ts'
import { relativeTime } from './relative-time.ts'

const [english, german] = await Promise.all([fetchTexts('en'), fetchTexts('de')])
const catalogues = { en: english, de: german }

describe('the catalogue', () => {
  test('every language has every text, and none is empty', () => {
    const keys = Object.keys(catalogues.en).sort()
    for (const { code } of languages) {
      const texts = catalogues[code]
      expect(Object.keys(texts).sort()).toEqual(keys)
      for (const [key, text] of Object.entries(texts)) {
        const shown = typeof text === 'string' ? text : filledIn(text)
        expect(shown.trim(), `${key} in ${code}`).not.toBe('')
      }
    }
  })

  test('a text that takes parts in English shows them in every language', () => {
    for (const [key, text] of Object.entries(catalogues.en)) {
      if (typeof text === 'string') continue
      const german = catalogues.de[key as keyof typeof catalogues.de]
      expect(typeof german, key).toBe('function')
      if (typeof german === 'function') expect(filledIn(german), key).toContain('7')
    }
  })

  test('counts are said as one or many', () => {
    expect(textIn('en', 'saved.waiting', 1)).toBe('1 change waiting for the relay')
    expect(textIn('en', 'saved.waiting', 3)).toBe('3 changes waiting for the relay')
    expect(textIn('de', 'saved.waiting', 1)).toBe('1 Änderung wartet auf das Relay')
  })
})

describe('the language of a person', () => {
  test('is the first of their list that the page speaks', () => {
    expect(preferredLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de')
  })

  test('is English when the page speaks none of them', () => {
    expect(preferredLanguage(['fr', 'ja'])).toBe('en')
  })
})

describe('relative time', () => {
  const now = Date.UTC(2026, 5, 15, 12)

  test('counts minutes, hours and days', () => {
    expect(relativeTime('en', now - 20_000, now)).toBe('just now')
    expect(relativeTime('en', now - 5 * 60_000, now)).toBe('5 minutes ago')
    expect(relativeTime('de', now - 3 * 3_600_000, now)).toBe('vor 3 Stunden')
    expect(relativeTime('en', now - 25 * 3_600_000, now)).toBe('yesterday')
  })

  test('a moment more than a week ago is a date', () => {
    expect(relativeTime('en', now - 30 * 86_400_000, now)).toBe('16 May 2026')
  })

  test('a clock that runs ahead shows no negative ages', () => {
    expect(relativeTime('en', now + 90_000, now)).toBe('just now')
  })
})

function filledIn(text: (...parts: never[]) => string): string {
  const call = text as unknown as (...parts: number[]) => string
  return call(7, 7, 7)
}
