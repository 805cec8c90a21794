import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Edit } from '../edit.ts'
import type { Json } from '../json.ts'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { addWinsSet } from './collections.ts'
import { gmWins } from './gm-wins.ts'
import { lww } from './lww.ts'
import { manual } from './manual.ts'
import { tally } from './tally.ts'

const alive = 'actors.ana.alive'
const rules = defineRules({ 'actors.*.alive': manual(z.boolean()) })

test('[MR1] [MR3] [RU12] different values written apart show the last agreed value', () => {
  verifyRule(manual(z.number()), {
    edits: fc.record({ set: fc.integer({ min: 1, max: 3 }) }),
    promised: (edits) => (new Set(edits.map(settingOf)).size === 1 ? settingOf(edits[0]) : 0),
    defaults: () => 0,
  })
})

test('[RU12] a death waits for the GM, and nobody else settles it', () => {
  const cast = createPeers(['gm', 'alice', 'bob'], rules, { gms: ['gm'] })
  cast.gm.write(alive, { set: true })
  cast.alice.hear()
  cast.bob.hear()
  cast.alice.write(alive, { set: false })
  cast.bob.write(alive, { set: true })
  cast.gm.hear()
  cast.alice.hear()
  expect(cast.gm.read(alive)).toBe(true)
  expect(cast.gm.inspect(alive).contested).toBe(true)

  cast.alice.write(alive, { set: false })
  cast.gm.hear()
  expect(cast.gm.inspect(alive).siblings).toHaveLength(2)
  expect(cast.gm.read(alive)).toBe(true)

  cast.gm.write(alive, { set: false })
  cast.bob.hear()
  expect([cast.bob.read(alive), cast.bob.inspect(alive).contested]).toEqual([false, false])
})

test('[MR1] [MR3] [RU13] of writes made apart the GM’s comes first', () => {
  verifyRule(gmWins(lww(z.number())), {
    edits: fc.record({ set: fc.integer() }),
    // The first to write is the GM.
    promised: (edits) => settingOf(edits[0]),
    followed: (_, edit) => settingOf(edit),
  })
})

test('[MR1] [MR3] [RU13] what was added counts beside the GM’s write, before and after it', () => {
  verifyRule(gmWins(tally({ sets: 'min' })), {
    edits: fc.oneof(
      fc.record({ set: fc.integer({ min: -50, max: 50 }) }),
      fc.record({ add: fc.integer({ min: -9, max: 9 }) }),
    ),
    // The first to write is the GM.
    promised: (edits) => {
      const sets = edits.flatMap((edit) => ('set' in edit ? [Number(edit.set)] : []))
      const added = edits.flatMap((edit) => ('add' in edit ? [Number(edit.add)] : []))
      const [first] = edits
      const start = first !== undefined && 'set' in first ? Number(first.set) : Math.min(...sets)
      return (sets.length === 0 ? 0 : start) + added.reduce((sum, amount) => sum + amount, 0)
    },
    followed: (view, edit) =>
      'add' in edit ? Number(view ?? 0) + Number(edit.add) : settingOf(edit),
  })
})

test('[MR1] [MR3] [RU13] the GM adds to a collection without emptying it of what others added', () => {
  const elements = z.array(z.string())
  const withAdded = (before: readonly string[], edits: readonly { readonly add: string }[]) =>
    [...new Set([...before, ...edits.map(({ add }) => add)])].toSorted()
  const addition = z.object({ add: z.string() })
  verifyRule(gmWins(addWinsSet(z.string())), {
    edits: fc.record({ add: fc.constantFrom('prone', 'blinded', 'dead') }),
    promised: (edits) =>
      withAdded(
        [],
        edits.map((edit) => addition.parse(edit)),
      ),
    followed: (view, edit) => withAdded(elements.parse(view ?? []), [addition.parse(edit)]),
  })
})

test('[RU13] a sum that a player made of the GM’s write still comes first', () => {
  const wounds = defineRules({ 'actors.*.wounds': gmWins(tally({ sets: 'min', floor: 0 })) })
  const cast = createPeers(['gm', 'alice', 'bob'], wounds, { gms: ['gm'] })
  cast.gm.write('actors.a.wounds', { set: 20 })
  cast.alice.hear('gm')
  // Below the floor, an addition starts over from what is shown: Alice writes a sum that stands for the GM's 20.
  cast.alice.write('actors.a.wounds', { add: -30 })
  cast.alice.write('actors.a.wounds', { add: 4 })
  cast.bob.write('actors.a.wounds', { set: 1 })
  cast.gm.hear()
  expect(cast.gm.read('actors.a.wounds')).toBe(4)
})

test('[RU13] without a write of the GM the inner rule decides', () => {
  const wounds = defineRules({ 'actors.*.wounds': gmWins(tally({ sets: 'max' })) })
  const cast = createPeers(['gm', 'alice', 'bob'], wounds, { gms: ['gm'] })
  cast.alice.write('actors.a.wounds', { add: 2 })
  cast.bob.write('actors.a.wounds', { add: 3 })
  cast.gm.hear()
  expect(cast.gm.read('actors.a.wounds')).toBe(5)
})

test('[UN2] [RU13] taking back a write over the GM’s shows the GM’s value again', () => {
  const names = defineRules({ 'actors.*.name': gmWins(lww()) })
  const { gm, alice } = createPeers(['gm', 'alice'], names, { gms: ['gm'] })
  gm.write('actors.a.name', { set: 'the stranger' })
  alice.write('actors.a.name', { set: 'Ana' })
  alice.hear()
  const receipt = alice.transact(() => alice.write('actors.a.name', { set: 'Ann' }))
  expect(alice.undo(receipt).undone).toEqual(['actors.a.name'])
  expect(alice.read('actors.a.name')).toBe('the stranger')
})

function settingOf(edit: Edit | undefined): Json | undefined {
  return edit !== undefined && 'set' in edit ? edit.set : undefined
}
