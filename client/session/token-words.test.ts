import { expect, test } from 'vitest'
import type { MapToken } from '../table/index.ts'
import { tokenWords } from './token-words.ts'
import { fetchTexts } from '../texts/catalogue.ts'

await fetchTexts('de')

const goblin: MapToken = {
  id: 't1',
  name: 'Goblin',
  x: 0,
  y: 0,
  size: 1,
  art: 'goblin',
  hidden: false,
  hitPoints: { value: 7, maximum: 7, temporary: 0 },
  conditions: [],
  defeated: false,
}

test('a token says its name and hit points first', () => {
  expect(tokenWords('en', goblin, String)).toBe('Goblin, 7 of 7 hit points')
  expect(tokenWords('de', goblin, String)).toBe('Goblin, 7 von 7 Trefferpunkten')
})

test('then everything that holds of it', () => {
  const token = {
    ...goblin,
    hitPoints: { value: 0, maximum: 7, temporary: 3 },
    conditions: ['prone'],
    defeated: true,
    hidden: true,
  }
  expect(tokenWords('en', token, () => 'Prone')).toBe(
    'Goblin, 0 of 7 hit points, 3 temporary, Prone, defeated, hidden',
  )
})

test('who is not told hit points is told how hurt it looks, and by no number', () => {
  const { hitPoints, ...rest } = goblin
  expect(hitPoints?.value).toBe(7)
  expect(tokenWords('en', { ...rest, looks: 'bloodied' }, String)).toBe('Goblin, badly hurt')
  expect(tokenWords('de', { ...rest, looks: 'unhurt', name: '' }, String)).toBe(
    'Jemand, unverletzt',
  )
  expect(tokenWords('en', { ...rest, looks: 'failing', defeated: true }, String)).toBe(
    'Goblin, defeated',
  )
})

test('whose turn it is is said', () => {
  expect(tokenWords('en', { ...goblin, actor: 'a1' }, String, 'a1')).toBe(
    'Goblin, 7 of 7 hit points, their turn',
  )
})

test('a condition that says the same is said once', () => {
  const fallen = { ...goblin, conditions: ['defeated'], defeated: true }
  expect(tokenWords('en', fallen, () => 'Defeated')).toBe('Goblin, 7 of 7 hit points, Defeated')
})

test('an endless name is cut', () => {
  expect(tokenWords('en', { ...goblin, name: 'x'.repeat(10_000) }, String)).toBe(
    `${'x'.repeat(100)}, 7 of 7 hit points`,
  )
})
