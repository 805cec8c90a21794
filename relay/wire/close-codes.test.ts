import { expect, test } from 'vitest'
import { CLOSE_CODES, closeSentence, isFinalClose, MESSAGE_TOO_LONG } from './index.ts'

test('every close code has one sentence that fits into a close frame', () => {
  for (const code of [...Object.values(CLOSE_CODES), MESSAGE_TOO_LONG]) {
    const sentence = closeSentence(code) ?? ''
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(new TextEncoder().encode(sentence).length).toBeLessThanOrEqual(123)
  }
  expect(closeSentence(1006)).toBeUndefined()
})

test('44xx and a message too long are final, everything else may be tried again', () => {
  const final = Object.values(CLOSE_CODES).filter(isFinalClose)
  expect(final.every((code) => code < 4500)).toBe(true)
  expect([1009, 1001, 1006, 4500, 4508].map(isFinalClose)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
