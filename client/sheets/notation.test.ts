import { expect, test } from 'vitest'
import { fillIn, signedNumber } from './notation.ts'

test('a bonus and a penalty both make notation that dice can read', () => {
  expect(fillIn('1d20+{value}', 3)).toBe('1d20+3')
  expect(fillIn('1d20+{value}', -1)).toBe('1d20-1')
  expect(fillIn('1d20-{value}', -2)).toBe('1d20+2')
  expect(fillIn('1d20', 7)).toBe('1d20')
})

test('modifiers carry their sign', () => {
  expect([2, 0, -1].map(signedNumber)).toEqual(['+2', '+0', '−1'])
})
