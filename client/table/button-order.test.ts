import { expect, test } from 'vitest'
import { buttonOrder } from './button-order.ts'
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
