import { expect, test } from 'vitest'
import { ruleWords } from './rule-words.ts'

test('a rule is told in the words of a player', () => {
  expect(ruleWords('en', 'tally(min)', '')).toContain('the lowest stands')
  expect(ruleWords('de', 'gmWins(lww)', '')).toContain('Spielleitung')
})

test("a game system's own rule tells itself", () => {
  expect(ruleWords('en', 'median', 'The middle one counts.')).toBe('The middle one counts.')
  expect(ruleWords('en', 'constructor', 'Its own.')).toBe('Its own.')
})
