import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import { defineRules } from '../rule-set.ts'
import { createPeers, verifyRule } from '../testing/index.ts'
import { tally } from './tally.ts'

const amount = fc.integer({ min: -20, max: 20 })
const edits: fc.Arbitrary<Edit> = fc.oneof(fc.record({ add: amount }), fc.record({ set: amount }))
const rules = defineRules({
  'actors.*.hp': tally({ sets: 'min', floor: 0, ceiling: 'actors.*.max' }),
})
const hp = 'actors.goblin.hp'

for (const sets of ['min', 'max', 'lww'] as const) {
  test(`[MR1] [RU3] [RU4] absolute writes fold by ${sets} and every addition counts`, () => {
    verifyRule(tally({ sets }), {
      edits,
      promised: (made) => foldOf(sets, settingsOf(made), 10) + additionsOf(made),
      followed: (view, edit) => ('set' in edit ? edit.set : Number(view) + additionsOf([edit])),
      defaults: () => 10,
    })
  })
}

test('[RU5] the view keeps within its bounds and additions start from what was seen', () => {
  const ceiling = 15
  const clamp = (value: number): number => Math.max(0, Math.min(ceiling, value))
  verifyRule(tally({ sets: 'min', floor: 0, ceiling: 'things.*.max' }), {
    edits,
    // One addition from inside the bounds, so nobody has to start over.
    promised: (made) => clamp(foldOf('min', settingsOf(made), 10) + additionsOf(made)),
    followed: (view, edit) =>
      clamp('set' in edit ? Number(edit.set) : Number(view) + additionsOf([edit])),
    defaults: (path) => (path.endsWith('.max') ? ceiling : 10),
  })
})

test('[RU3] [RU5] 15, then apart −8 and −9: down at 0, both hits kept; +5 stands up with 5', () => {
  const cast = createPeers(['gm', 'alice', 'bob'], rules)
  cast.gm.write(hp, { set: 15 })
  cast.alice.hear()
  cast.bob.hear()
  cast.alice.write(hp, { add: -8 })
  cast.bob.write(hp, { add: -9 })
  cast.gm.hear()
  expect(cast.gm.read(hp)).toBe(0)
  expect(cast.gm.inspect(hp).siblings.map(({ value }) => value)).toEqual([15, -8, -9])
  expect(cast.gm.inspect(hp).contested).toBe(true)

  cast.gm.write(hp, { add: 5 })
  cast.alice.hear()
  expect([cast.gm.read(hp), cast.alice.read(hp)]).toEqual([5, 5])
  expect(cast.alice.inspect(hp).contested).toBe(false)
})

test('[RU4] set to 7 apart from set to 6: 6, and a heal of 5 by who saw it: 11', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 7 })
  alice.write(hp, { set: 6 })
  gm.hear()
  expect(gm.read(hp)).toBe(6)
  gm.write(hp, { add: 5 })
  alice.hear()
  expect(alice.read(hp)).toBe(11)
})

test('[RU4] set to 10 apart from −3: 7', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 15 })
  alice.hear()
  gm.write(hp, { set: 10 })
  alice.write(hp, { add: -3 })
  gm.hear()
  expect(gm.read(hp)).toBe(7)
})

test('[MR3] a heal to 12 after both hits were seen wins', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 7 })
  alice.write(hp, { set: 6 })
  gm.hear()
  gm.write(hp, { set: 12 })
  alice.hear()
  expect(alice.read(hp)).toBe(12)
})

test('[RU3] a hit that one of two absolute writes took in counts once', () => {
  const cast = createPeers(
    ['gm', 'alice', 'bob'],
    defineRules({ 'actors.*.hp': tally({ sets: 'lww' }) }),
  )
  cast.gm.write(hp, { set: 20 })
  cast.alice.hear()
  cast.bob.hear()
  cast.alice.write(hp, { add: -4 })
  cast.gm.hear('alice')
  cast.gm.write(hp, { set: 16 })
  cast.bob.write(hp, { set: 30 })
  cast.gm.hear()
  expect(cast.gm.read(hp)).toBe(26)
})

test('[RU5] who stands up twice apart is healed by both', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 5 })
  gm.write(hp, { add: -9 })
  alice.hear()
  gm.write(hp, { add: 4 })
  alice.write(hp, { add: 3 })
  gm.hear()
  expect(gm.read(hp)).toBe(7)
})

test('[RU6] hundreds of additions are taken in and keep their sum', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 1 })
  alice.hear()
  for (let count = 0; count < 300; count += 1) gm.write(hp, { add: 1 })
  for (let count = 0; count < 50; count += 1) alice.write(hp, { add: 1 })
  gm.hear()
  alice.hear()
  expect([gm.read(hp), alice.read(hp)]).toEqual([351, 351])
  expect(gm.inspect(hp).siblings.length).toBeLessThan(16)
})

test('[RU4] [RU6] set to 10 apart from hits that were summed up counts the hits', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 20 })
  for (let count = 0; count < 10; count += 1) gm.write(hp, { add: -1 })
  alice.hear()
  expect(alice.inspect(hp).siblings.length).toBeLessThan(5)
  for (let count = 0; count < 10; count += 1) alice.write(hp, { add: count % 2 === 0 ? -1 : 0 })
  gm.write(hp, { set: 10 })
  gm.hear()
  expect(gm.read(hp)).toBe(5)
})

test('[RU4] [RU5] set to 10 apart from a heal of 5 by who stood at 0: 15', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 3 })
  gm.write(hp, { add: -7 })
  alice.hear()
  alice.write(hp, { add: 5 })
  gm.write(hp, { set: 10 })
  gm.hear()
  expect(gm.read(hp)).toBe(15)
})

test('[RU16] cleared apart from a hit: the default, less the hit', () => {
  const cast = createPeers(['gm', 'alice'], rules, {
    defaults: (path) => (path === hp ? 12 : undefined),
  })
  cast.gm.write(hp, { add: -5 })
  cast.alice.hear()
  cast.gm.write(hp, { clear: true })
  expect([cast.gm.read(hp), cast.gm.has(hp)]).toEqual([12, false])
  cast.alice.write(hp, { add: -2 })
  cast.gm.hear()
  expect(cast.gm.read(hp)).toBe(10)
})

function settingsOf(made: readonly Edit[]): readonly number[] {
  return made.flatMap((edit) => ('set' in edit ? [Number(edit.set)] : []))
}

function additionsOf(made: readonly Edit[]): number {
  return made.reduce((sum, edit) => sum + ('add' in edit ? Number(edit.add) : 0), 0)
}

function foldOf(sets: 'min' | 'max' | 'lww', settings: readonly number[], base: number): number {
  if (settings.length === 0) return base
  if (sets === 'lww') return settings.at(-1) ?? base
  return sets === 'min' ? Math.min(...settings) : Math.max(...settings)
}
