import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Edit } from '../edit.ts'
import type { Sibling } from '../entry.ts'
import { custom, type CustomOptions } from '../rules/custom.ts'
import { verifyRule } from './verify-rule.ts'

const edits: fc.Arbitrary<Edit> = fc.record({ set: fc.integer({ min: 0, max: 9 }) })

describe('the laws catch', () => {
  test('[RU14] a function that remembers', () => {
    let calls = 0
    expect(() => verify(() => (calls += 1))).toThrow('sees')
  })

  test('[RU14] a function that throws', () => {
    const fold: CustomOptions['fold'] = (siblings) => {
      if (siblings.length > 2) throw new Error('too many')
      return greatestOf(siblings)
    }
    expect(() => verify(fold)).toThrow('too many')
  })

  test('[RU14] a counter that converges and loses additions', () => {
    const lossy = custom({
      name: 'lossy',
      because: 'the newest counts',
      schema: z.number(),
      additions: z.number(),
      fold: (siblings) => siblings.at(-1)?.value ?? 0,
    })
    const adding: fc.Arbitrary<Edit> = fc.record({ add: fc.integer({ min: 1, max: 9 }) })
    const promised = (made: readonly Edit[]): number =>
      made.reduce((sum, edit) => sum + ('add' in edit ? Number(edit.add) : 0), 0)
    expect(() => verifyRule(lossy, { edits: adding, promised, seed: 1 })).toThrow(
      [
        'They are apart.',
        '  gm adds 1.',
        '  alice adds 1.',
        '  They meet.',
        '  Then gm sees 1, but it was promised 2.',
        'Repeat it with seed: 1',
      ].join('\n'),
    )
  })
})

test('[RU14] a function that keeps the laws passes', () => {
  verify(greatestOf)
})

function greatestOf(siblings: readonly Sibling[]): number {
  return Math.max(...siblings.map(({ value }) => Number(value)))
}

function verify(fold: CustomOptions['fold']): void {
  const rule = custom({ name: 'mine', because: 'it is mine', schema: z.number(), fold })
  verifyRule(rule, {
    edits,
    promised: (made) => Math.max(...made.map((edit) => ('set' in edit ? Number(edit.set) : 0))),
  })
}
