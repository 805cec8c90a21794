import { expect, test } from 'vitest'
import { buttonOrder, refreshed } from './button-order.ts'
import type { MapToken } from './model.ts'

test('Tab visits tokens from top to bottom, then from left to right', () => {
  const order = buttonOrder([at('c', 0, 2), at('b', 5, 1), at('a', 1, 1)], [], undefined)
  expect(ids(order)).toEqual(['a', 'b', 'c'])
})

test('a token that is moved by keyboard keeps its place and so the focus', () => {
  const before = [at('a', 1, 1), at('b', 1, 2)]
  const moved = at('b', 1, 0)
  expect(ids(buttonOrder([moved, at('a', 1, 1)], before, moved))).toEqual(['a', 'b'])
})

test('the focused token stays although it went out of sight, newcomers come last', () => {
  const focused = at('a', 99, 99)
  const order = buttonOrder([at('b', 1, 1), at('new', 0, 0)], [focused, at('b', 1, 1)], focused)
  expect(ids(order)).toEqual(['a', 'b', 'new'])
})

test('what changed about a token is on its button at once; what is gone has none', () => {
  const before = [at('a', 1, 1), at('b', 2, 2), at('c', 3, 3)]
  const hurt = { ...at('b', 2, 2), defeated: true }
  const now = (id: string) => (id === 'b' ? hurt : undefined)
  expect(refreshed(before, new Set(['b', 'c']), now)).toEqual([before[0], hurt])
  expect(refreshed(before, new Set(['elsewhere']), now)).toBe(before)
})

test('the buttons of a crowd on the move wait', () => {
  const before = [at('a', 1, 1)]
  const crowd = new Set(['a', ...Array.from({ length: 30 }, (_, index) => `${index}`)])
  expect(refreshed(before, crowd, () => undefined)).toBe(before)
})

function at(id: string, x: number, y: number): MapToken {
  return {
    id,
    name: id,
    x,
    y,
    size: 1,
    art: 'wolf',
    hidden: false,
    conditions: [],
    defeated: false,
  }
}

function ids(tokens: readonly MapToken[]): string[] {
  return tokens.map((token) => token.id)
}
