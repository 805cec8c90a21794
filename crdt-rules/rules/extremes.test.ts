import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { max, min } from './extremes.ts'

const edits = fc.record({ set: fc.integer({ min: -99, max: 99 }) })

test('[MR1] [MR3] [RU2] the least of what was written apart', () => {
  verifyRule(min(), { edits, promised: (made) => Math.min(...numbersOf(made)), followed: setTo })
})

test('[MR1] [MR3] [RU2] the greatest of what was written apart', () => {
  verifyRule(max(), { edits, promised: (made) => Math.max(...numbersOf(made)), followed: setTo })
})

test('[RU2] two people who start the next round apart start one round', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], defineRules({ 'encounters.*.round': max() }))
  gm.write('encounters.e1.round', { set: 3 })
  alice.write('encounters.e1.round', { set: 3 })
  gm.hear()
  expect(gm.read('encounters.e1.round')).toBe(3)
  expect(gm.inspect('encounters.e1.round').contested).toBe(false)
})

function numbersOf(made: readonly Edit[]): number[] {
  return made.map((edit) => ('set' in edit ? Number(edit.set) : 0))
}

function setTo(_: unknown, edit: Edit): number | undefined {
  return 'set' in edit ? Number(edit.set) : undefined
}
