import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Merge } from './merges.ts'
import { defineRules } from './rule-set.ts'
import { addWinsSet } from './rules/collections.ts'
import { lww } from './rules/lww.ts'
import { order } from './rules/order.ts'
import { tally } from './rules/tally.ts'
import { createPeers } from './testing/index.ts'

const rules = defineRules({
  'actors.*.hp': tally({ sets: 'min', floor: 0 }),
  'actors.*.name': lww(z.string()),
  'actors.*.conditions': addWinsSet(z.string()),
  'fights.*.order': order(z.number()),
})
const hp = 'actors.goblin.hp'
const conditions = 'actors.goblin.conditions'

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

test('[LI4] a condition put on and taken off apart is told to both, with nothing of the others', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(conditions, { add: 'prone' })
  gm.write(conditions, { add: 'stunned' })
  alice.hear()
  const told: Merge[] = []
  for (const peer of [gm, alice]) peer.onMerge((merge) => told.push(merge))
  alice.write(conditions, { remove: 'prone' })
  gm.write(conditions, { remove: 'prone' })
  gm.write(conditions, { add: 'prone' })
  gm.hear()
  alice.hear()
  expect(told).toHaveLength(2)
  for (const merge of told) {
    expect(merge).toMatchObject({
      path: conditions,
      view: ['prone', 'stunned'],
      sentence: `Written apart at ${conditions}: prone removed, prone added. It shows ["prone","stunned"], because an element stays unless everybody who added it was seen by who removed it.`,
    })
    expect(merge.siblings.map(({ kind, value }) => [kind, value])).toEqual([
      ['remove', 'prone'],
      ['add', 'prone'],
    ])
  }
})

test('[LI4] it is no merge to take out what was seen, nor to add what was seen taken out', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  const told: Merge[] = []
  for (const peer of [gm, alice]) peer.onMerge((merge) => told.push(merge))
  for (let round = 0; round < 3; round += 1) {
    gm.write(conditions, { add: 'prone' })
    alice.hear()
    alice.write(conditions, { remove: 'prone' })
    gm.hear()
  }
  gm.write(conditions, { set: ['prone', 'stunned'] })
  gm.write(conditions, { set: ['stunned'] })
  alice.hear()
  alice.write(conditions, { add: 'prone' })
  gm.hear()
  expect([told, gm.merges(), alice.merges()]).toEqual([[], [], []])
  expect(gm.read(conditions)).toEqual(['prone', 'stunned'])
})

test('[LI4] one *prone* that ends is no merge with another of another source', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(conditions, { add: 'prone', source: 'spell' })
  alice.hear()
  gm.write(conditions, { remove: 'prone', source: 'spell' })
  alice.write(conditions, { add: 'prone', source: 'shove' })
  gm.hear()
  expect([gm.read(conditions), gm.merges()]).toEqual([['prone'], []])
})

test('[LI4] what a set leaves out is taken out', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(conditions, { add: 'prone' })
  alice.hear()
  gm.write(conditions, { set: ['stunned'] })
  alice.write(conditions, { add: 'prone' })
  gm.hear()
  expect(gm.merges().map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('prone removed, prone added'),
  ])
})

test('[LI4] who was taken out of an order and placed again apart has a place, and it is told', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write('fights.f.order', { add: { id: 'goblin', position: 4 } })
  gm.write('fights.f.order', { add: { id: 'ana', position: 9 } })
  alice.hear()
  gm.write('fights.f.order', { remove: 'goblin' })
  alice.write('fights.f.order', { add: { id: 'goblin', position: 12 } })
  gm.hear()
  const [merge] = gm.merges()
  expect(merge?.view).toEqual([
    { id: 'goblin', position: 12 },
    { id: 'ana', position: 9 },
  ])
  expect(merge?.siblings.map(({ kind, element }) => [kind, element])).toEqual([
    ['remove', 'goblin'],
    ['add', 'goblin'],
  ])
})

test('[LI4] word of removals does not pile up', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  for (let element = 0; element < 50; element += 1) {
    gm.write(conditions, { add: `condition ${element}` })
    gm.write(conditions, { remove: `condition ${element}` })
  }
  expect(gm.inspect(conditions).siblings.map(({ value }) => value)).toEqual(
    Array.from({ length: 4 }, (_, index) => `condition ${46 + index}`),
  )
  expect([gm.read(conditions), gm.has(conditions)]).toEqual([undefined, false])
  gm.write(conditions, { add: 'last' })
  alice.hear()
  gm.write(conditions, { set: [] })
  expect(gm.inspect(conditions).siblings.map(({ value }) => value)).toEqual(['last'])
})

test('[LI4] a removal that is undone leaves no word', () => {
  const { gm } = createPeers(['gm'], rules)
  gm.write(conditions, { add: 'prone', source: 'spell' })
  const before = gm
    .inspect(conditions)
    .siblings.map(({ kind, value, source }) => ({ kind, value, source }))
  const receipt = gm.transact(() => {
    gm.write(conditions, { remove: 'prone' })
  })
  gm.undo(receipt)
  expect(
    gm.inspect(conditions).siblings.map(({ kind, value, source }) => ({ kind, value, source })),
  ).toEqual(before)
})
