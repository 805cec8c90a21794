import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Edit } from '../edit.ts'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { order } from './order.ts'

const initiative = 'encounters.e1.initiative'
const rules = defineRules({ 'encounters.*.initiative': order(z.number()) })
const place = fc.record({
  id: fc.constantFrom('ana', 'ben', 'goblin'),
  position: fc.integer({ min: 1, max: 20 }),
})
type Place = { readonly id: string; readonly position: number }

test('[MR1] [RU10] elements stand in the order of their newest places', () => {
  verifyRule(order(z.number()), {
    edits: fc.oneof<fc.Arbitrary<Edit>[]>(
      fc.record({ add: place }),
      fc.record({ remove: fc.constantFrom('ana', 'ben', 'goblin') }),
      fc.record({ set: fc.uniqueArray(place, { selector: ({ id }) => id }) }),
    ),
    promised: (edits) => sorted(edits.flatMap(placesOf)),
    followed: (view, edit) => {
      const before = (view ?? []) as unknown as Place[]
      if ('remove' in edit) return sorted(before.filter(({ id }) => id !== edit.remove))
      return sorted([...('set' in edit ? [] : before), ...placesOf(edit)])
    },
  })
})

test('[RU10] the higher roll goes first, then the name', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(initiative, { add: { id: 'goblin', position: 12 } })
  alice.write(initiative, { add: { id: 'ana', position: 17 } })
  alice.write(initiative, { add: { id: 'ben', position: 12 } })
  gm.hear()
  expect(idsOf(gm.read(initiative))).toEqual(['ana', 'ben', 'goblin'])
})

test('[RU10] lists of numbers compare item by item, text from low to high', () => {
  const { gm } = createPeers(['gm'], defineRules({ 'lists.*': order() }))
  gm.write('lists.tied', { set: [at('a', [15, 2]), at('b', [15, 4]), at('c', [18]), at('d', 15)] })
  expect(idsOf(gm.read('lists.tied'))).toEqual(['c', 'b', 'a', 'd'])
  gm.write('lists.hotbar', { set: [at('second', 'a1'), at('first', 'a0'), at('roll', 3)] })
  expect(idsOf(gm.read('lists.hotbar'))).toEqual(['roll', 'first', 'second'])
})

test('[LI2] [RU10] one element placed twice apart is a merge', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(initiative, { add: { id: 'goblin', position: 12 } })
  alice.write(initiative, { add: { id: 'goblin', position: 4 } })
  alice.write(initiative, { add: { id: 'ana', position: 17 } })
  gm.hear()
  expect(gm.read(initiative)).toEqual([at('ana', 17), at('goblin', 4)])
  expect(gm.merges().map(({ path }) => path)).toEqual([initiative])
})

function at(
  id: string,
  position: number | string | readonly number[],
): {
  readonly id: string
  readonly position: number | string | readonly number[]
} {
  return { id, position }
}

function idsOf(view: unknown): readonly string[] {
  return (view as Place[]).map(({ id }) => id)
}

function placesOf(edit: Edit): readonly Place[] {
  if ('add' in edit) return [edit.add as unknown as Place]
  return 'set' in edit ? (edit.set as unknown as Place[]) : []
}

function sorted(places: readonly Place[]): { id: string; position: number }[] | undefined {
  const byId = new Map(places.map(({ id, position }) => [id, { id, position }]))
  if (byId.size === 0) return undefined
  return [...byId.values()].sort(
    (left, right) => right.position - left.position || (left.id < right.id ? -1 : 1),
  )
}
