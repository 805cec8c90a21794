import { expect, test } from 'vitest'
import { fetchTexts } from './catalogue.ts'
import { line, lineAbout, readLine } from './told.ts'

await fetchTexts('de')

test('a sentence of the world is kept in English and read in another language', () => {
  const hidden = line('told.hidden', 'Goblin')
  expect(hidden.text).toBe('Goblin was hidden')
  expect(readLine('en', hidden)).toBe('Goblin was hidden')
  expect(readLine('de', hidden)).toBe('Goblin wurde verborgen')
  expect(readLine('de', line('told.doorOpened'))).toBe('hat eine Tür geöffnet')
})

test('a sentence about another is read whole, about a game system’s as it was said', () => {
  expect(readLine('de', lineAbout('told.undone', line('told.moved', 'Wolf')))).toBe(
    'zurückgenommen: Wolf wurde bewegt',
  )
  expect(readLine('de', lineAbout('told.redone', { text: 'Hero hits Goblin' }))).toBe(
    'wieder getan: Hero hits Goblin',
  )
})

test.each([
  ['an unknown key', { key: 'told.nonsense', parts: [] }],
  ['a key of another kind', { key: 'lobby.start', parts: [] }],
  ['too few parts', { key: 'told.hidden', parts: [] }],
  ['something that is no text', { key: 'told.constructor', parts: [] }],
])('%s leaves the sentence as it was written', (_, told) => {
  expect(readLine('de', { text: 'As written', told })).toBe('As written')
})

test('why something is not done is read in the language of the reader', () => {
  const answer = line('refused.nobodyNamed', 'Alice, Bob')
  expect(answer.text).toBe('Nobody here goes by that name. Known are Alice, Bob.')
  expect(readLine('de', answer)).toContain('Alice, Bob')
  expect(readLine('de', answer)).not.toContain('Known')
})
