import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Edit } from '../edit.ts'
import type { Json } from '../json.ts'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { addWinsSet, log } from './collections.ts'

const condition = fc.constantFrom('blinded', 'prone', 'stunned')
const conditions = 'actors.goblin.conditions'
const rules = defineRules({ 'actors.*.conditions': addWinsSet(z.string()) })

test('[MR1] [RU7] a set holds what was added apart, and what is removed after it was seen goes', () => {
  verifyRule(addWinsSet(z.string()), {
    edits: fc.oneof<fc.Arbitrary<Edit>[]>(
      fc.record({ add: condition }),
      fc.record({ remove: condition }),
      fc.record({ set: fc.uniqueArray(condition) }),
    ),
    promised: (edits) => {
      const added = edits.flatMap(elementsOf)
      return added.length === 0 ? undefined : sortedSet(added)
    },
    followed: (view, edit) => {
      const before = Array.isArray(view) ? (view as string[]) : []
      const after =
        'remove' in edit
          ? before.filter((element) => element !== edit.remove)
          : [...('set' in edit ? [] : before), ...elementsOf(edit)]
      return after.length === 0 ? undefined : sortedSet(after)
    },
  })
})

test('[RU7] added and removed apart: stays', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(conditions, { add: 'prone' })
  alice.hear()
  gm.write(conditions, { add: 'prone' })
  alice.write(conditions, { remove: 'prone' })
  gm.hear()
  alice.hear()
  expect([gm.read(conditions), alice.read(conditions)]).toEqual([['prone'], ['prone']])
})

test('[RU7] removed after it was seen: gone', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(conditions, { add: 'prone' })
  alice.hear()
  alice.write(conditions, { remove: 'prone' })
  gm.hear()
  expect([gm.read(conditions), gm.has(conditions)]).toEqual([undefined, false])
})

test('[RU7] one prone ends while another stays', () => {
  const { gm } = createPeers(['gm'], rules)
  gm.write(conditions, { add: 'prone', source: 'spell' })
  gm.write(conditions, { add: 'prone', source: 'shove' })
  gm.write(conditions, { add: 'prone', source: 'shove' })
  expect(gm.inspect(conditions).siblings.map(({ source }) => source)).toEqual(['spell', 'shove'])
  gm.write(conditions, { remove: 'prone', source: 'spell' })
  expect(gm.read(conditions)).toEqual(['prone'])
  gm.write(conditions, { remove: 'prone' })
  expect(gm.read(conditions)).toBeUndefined()
})

test('[RU7] elements may be objects; the order of their keys does not matter', () => {
  const { gm } = createPeers(['gm'], defineRules({ 'actors.*.effects': addWinsSet(z.unknown()) }))
  gm.write('actors.a.effects', { add: { name: 'bless', rounds: 3 } })
  gm.write('actors.a.effects', { remove: { rounds: 3, name: 'bless' } })
  expect(gm.read('actors.a.effects')).toBeUndefined()
})

test('[MR1] [RU9] a log holds everything in the order of time', () => {
  verifyRule(log(z.string()), {
    edits: fc.record({ add: fc.string() }),
    promised: (edits) => edits.flatMap(elementsOf),
    followed: (view, edit) => [
      ...(Array.isArray(view) ? (view as Json[]) : []),
      ...elementsOf(edit),
    ],
  })
})

test('[RU9] an answer comes after its question, whatever the clocks say', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], defineRules({ 'logs.*': log(z.string()) }))
  gm.setClockAhead(3_600_000)
  gm.write('logs.chat', { add: 'Do you open the door?' })
  alice.hear()
  alice.write('logs.chat', { add: 'No.' })
  gm.hear()
  expect(gm.read('logs.chat')).toEqual(['Do you open the door?', 'No.'])
})

function elementsOf(edit: Edit): readonly Json[] {
  if ('add' in edit) return [edit.add]
  return 'set' in edit && Array.isArray(edit.set) ? (edit.set as Json[]) : []
}

function sortedSet(elements: readonly Json[]): Json {
  return [...new Set(elements)].sort()
}
