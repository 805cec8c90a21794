import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Edit } from '../edit.ts'
import type { Json } from '../json.ts'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { custom } from './custom.ts'
import { union } from './union.ts'

const explored = union({ schema: z.array(z.number()), join: joinCells })
const cells = fc
  .uniqueArray(fc.integer({ min: 0, max: 9 }))
  .map((numbers) => joinCells(numbers, []))

test('[MR1] [RU11] the explored area is everything that anybody explored', () => {
  verifyRule(explored, {
    edits: fc.oneof<fc.Arbitrary<Edit>[]>(fc.record({ add: cells }), fc.record({ set: cells })),
    promised: (edits) => edits.map(cellsOf).reduce(joinCells),
    followed: (view, edit) =>
      'add' in edit && view !== undefined ? joinCells(view, edit.add) : cellsOf(edit),
  })
})

test('[RU11] exploring writes one entry, however often', () => {
  const { gm } = createPeers(['gm'], defineRules({ 'scenes.*.explored': explored }))
  gm.write('scenes.s1.explored', { add: [1, 2] })
  gm.write('scenes.s1.explored', { add: [2, 3] })
  expect(gm.inspect('scenes.s1.explored').siblings).toHaveLength(1)
  expect(gm.read('scenes.s1.explored')).toEqual([1, 2, 3])
})

test('[MR1] [RU14] a plugin’s own function under the same laws', () => {
  const median = custom({
    name: 'median',
    because: 'the middle of them counts',
    schema: z.number(),
    fold: (siblings) => middleOf(siblings.map(({ value }) => Number(value))),
  })
  verifyRule(median, {
    edits: fc.record({ set: fc.integer() }),
    promised: (edits) => middleOf(edits.map((edit) => ('set' in edit ? Number(edit.set) : 0))),
  })
})

test('[MR7] [RU14] a function that throws shows the newest write, and is reported once', () => {
  const problems: string[] = []
  const broken = custom({
    name: 'broken',
    because: 'it is broken',
    schema: z.number(),
    additions: z.number(),
    fold: () => {
      throw new Error('no idea')
    },
  })
  const { gm } = createPeers(['gm'], defineRules({ 'things.*': broken }), {
    onProblem: ({ sentence }) => problems.push(sentence),
  })
  gm.write('things.a', { set: 1 })
  gm.write('things.a', { set: 2 })
  expect([gm.read('things.a'), gm.read('things.a')]).toEqual([2, 2])
  expect(problems).toEqual([
    'The rule broken failed at things.a, so the newest write is shown: no idea',
  ])
})

test('[MR7] a join that throws keeps what was written', () => {
  const broken = union({
    schema: z.number(),
    join: () => {
      throw new Error('cannot join')
    },
  })
  const { gm } = createPeers(['gm'], defineRules({ 'things.*': broken }))
  gm.write('things.a', { add: 1 })
  gm.write('things.a', { add: 2 })
  expect(gm.inspect('things.a').siblings.map(({ value }) => value)).toEqual([1, 2])
  expect(gm.read('things.a')).toBe(2)
})

function joinCells(left: Json, right: Json): Json {
  const all = [left, right].flatMap((part) => (Array.isArray(part) ? (part as number[]) : []))
  return [...new Set(all)].sort((one, other) => one - other)
}

function cellsOf(edit: Edit): Json {
  const added = 'add' in edit ? edit.add : 'set' in edit ? edit.set : []
  return Array.isArray(added) ? joinCells(added as Json[], []) : []
}

function middleOf(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
}
