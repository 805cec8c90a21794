import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Merge } from './merges.ts'
import { defineRules } from './rule-set.ts'
import { lww } from './rules/lww.ts'
import { tally } from './rules/tally.ts'
import { createPeers } from './testing/index.ts'

const rules = defineRules({
  'actors.*.hp': tally({ sets: 'min', floor: 0 }),
  'actors.*.name': lww(z.string()),
})
const hp = 'actors.goblin.hp'

test('[LI2] two hits made apart are told with what came of them', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  const told: Merge[] = []
  gm.onMerge((merge) => told.push(merge))
  gm.write(hp, { set: 15 })
  alice.hear()
  alice.write(hp, { add: -8 })
  gm.write(hp, { add: -9 })
  gm.hear()
  expect(
    told.map(({ path, kind, rule, view, sentence }) => ({ path, kind, rule, view, sentence })),
  ).toEqual([
    {
      path: hp,
      kind: 'folded',
      rule: 'tally(min)',
      view: 0,
      sentence: `Written apart at ${hp}: 15, -8, -9. It shows 0, because every addition counts.`,
    },
  ])
  expect(gm.merges()).toEqual(told)
})

test('[LI2] additions that saw each other are no merge', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  const told: Merge[] = []
  gm.onMerge((merge) => told.push(merge))
  gm.write(hp, { set: 15 })
  for (let round = 0; round < 3; round += 1) {
    alice.hear()
    alice.write(hp, { add: -1 })
    gm.hear()
    gm.write(hp, { add: -1 })
  }
  expect([told, gm.merges(), gm.inspect(hp).contested]).toEqual([[], [], false])
})

test('[LI2] a merge is gone when somebody who saw it writes', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write('actors.goblin.name', { set: 'Grub' })
  alice.write('actors.goblin.name', { set: 'Snot' })
  gm.hear()
  expect(gm.merges().map(({ kind }) => kind)).toEqual(['kept'])
  gm.write('actors.goblin.name', { set: 'Grub' })
  expect(gm.merges()).toEqual([])
})

test('[LI2] a set apart from an addition is a merge, also when the addition came first', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { add: -1 })
  alice.write(hp, { set: 9 })
  gm.hear()
  expect(gm.inspect(hp)).toMatchObject({ contested: true, view: 8 })
})

test('[LI2] loading what was stored tells no old merges', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write('actors.goblin.name', { set: 'Grub' })
  alice.write('actors.goblin.name', { set: 'Snot' })
  gm.hear()
  gm.restart()
  const told: Merge[] = []
  gm.onMerge((merge) => told.push(merge))
  gm.hear()
  expect(told).toEqual([])
  expect(gm.merges()).toHaveLength(1)
})
