import { expect, test } from 'vitest'
import { z } from 'zod'
import { Receipt } from './receipts.ts'
import { defineRules } from './rule-set.ts'
import { addWinsSet, log } from './rules/collections.ts'
import { lww } from './rules/lww.ts'
import { manual } from './rules/manual.ts'
import { order } from './rules/order.ts'
import { tally } from './rules/tally.ts'
import { createPeers } from './testing/index.ts'

const rules = defineRules({
  'actors.*.hp': tally({ sets: 'min', floor: 0 }),
  'actors.*.conditions': addWinsSet(z.string()),
  'actors.*.name': lww(z.string()),
  'encounters.*.initiative': order(z.number()),
  'logs.*': log(z.string()),
  'actors.*.fate': manual(z.string()),
})
const hp = 'actors.a.hp'

test('[UN2] everything a transaction did is taken back', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.create('actors.a')
  gm.write(hp, { set: 10 })
  gm.write('actors.a.conditions', { add: 'prone', source: 'shove' })
  const receipt = gm.transact(() => {
    gm.write(hp, { add: -4 })
    gm.write(hp, { add: -3 })
    gm.write('actors.a.name', { set: 'Grub' })
    gm.write('actors.a.conditions', { remove: 'prone' })
    gm.write('logs.chat', { add: 'Grub is hit.' })
    gm.write('encounters.e.initiative', { add: { id: 'a', position: 3 } })
    gm.remove('actors.a')
  })
  expect(gm.undo(receipt).refused).toEqual([])
  alice.hear()
  for (const peer of [gm, alice]) {
    expect(peer.read(hp)).toBe(10)
    expect(peer.read('actors.a.name')).toBeUndefined()
    expect(peer.inspect('actors.a.conditions').siblings.map(({ source }) => source)).toEqual([
      'shove',
    ])
    expect(peer.read('logs.chat')).toBeUndefined()
    expect(peer.read('encounters.e.initiative')).toBeUndefined()
    expect(peer.entities('actors')).toEqual(['a'])
  }
})

test('[UN2] an undo can be taken back', () => {
  const { gm } = createPeers(['gm'], rules)
  gm.write(hp, { set: 10 })
  const hit = gm.transact(() => gm.write(hp, { add: -4 }))
  const undone = gm.undo(hit)
  expect(gm.read(hp)).toBe(10)
  expect(gm.undo(undone.receipt).undone).toEqual([hp])
  expect(gm.read(hp)).toBe(6)
})

test('[UN2] undoing a blow that was too much goes back to what stood, not to what it took', () => {
  const { gm } = createPeers(['gm'], rules)
  gm.write(hp, { set: 5 })
  const blow = gm.transact(() => gm.write(hp, { add: -8 }))
  gm.undo(blow)
  expect(gm.read(hp)).toBe(5)
})

test('[UN2] undoing a heal from 0 leaves the hits that were made', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 5 })
  gm.write(hp, { add: -8 })
  alice.hear()
  const heal = gm.transact(() => gm.write(hp, { add: 4 }))
  gm.undo(heal)
  expect(gm.read(hp)).toBe(0)
  alice.write(hp, { add: -1 })
  gm.hear()
  expect(gm.read(hp)).toBe(0)
})

test('[UN2] undoing the first write brings the default back', () => {
  const { gm } = createPeers(['gm'], rules, { defaults: () => 7 })
  const first = gm.transact(() => gm.write(hp, { set: 3 }))
  gm.undo(first)
  expect([gm.read(hp), gm.has(hp)]).toEqual([7, false])
})

test('[UN3] a path changed since is refused, the others are taken back', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write(hp, { set: 10 })
  const receipt = gm.transact(() => {
    gm.write(hp, { set: 7 })
    gm.write('actors.a.name', { set: 'Grub' })
  })
  alice.hear()
  alice.write(hp, { set: 12 })
  gm.hear()
  const { undone, refused } = gm.undo(receipt)
  expect([undone, refused]).toEqual([['actors.a.name'], [hp]])
  expect(gm.read(hp)).toBe(12)
  expect(gm.inspect(hp).siblings).toHaveLength(1)
})

test('[UN3] a second undo of the same receipt is refused', () => {
  const { gm } = createPeers(['gm'], rules)
  const receipt = gm.transact(() => gm.write('actors.a.name', { set: 'Grub' }))
  gm.undo(receipt)
  expect(gm.undo(receipt).refused).toEqual(['actors.a.name'])
})

test('[UN4] a receipt survives as JSON, a restart and another device', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write('actors.a.name', { set: 'Grub' })
  gm.write(hp, { set: 5 })
  const receipt = gm.transact(() => {
    gm.write('actors.a.name', { set: 'Snot' })
    gm.write(hp, { set: 2 })
  })
  gm.restart('fresh')
  alice.hear()
  alice.undo(Receipt.parse(JSON.parse(JSON.stringify(receipt))))
  gm.hear()
  expect([gm.read('actors.a.name'), gm.read(hp)]).toEqual(['Grub', 5])
})

test('[UN2] siblings that a write superseded stand beside each other again', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules)
  gm.write('actors.a.name', { set: 'Grub' })
  alice.write('actors.a.name', { set: 'Snot' })
  gm.hear()
  const receipt = gm.transact(() => gm.write('actors.a.name', { set: 'Both' }))
  gm.undo(receipt)
  const values = gm.inspect('actors.a.name').siblings.map(({ value }) => value)
  expect([values, gm.read('actors.a.name')]).toEqual([['Grub', 'Snot'], 'Snot'])
})

test('[UN2] [RU12] taking back a proposal while others wait too shows what was agreed before', () => {
  const { gm, alice } = createPeers(['gm', 'alice'], rules, { gms: ['gm'] })
  const fate = 'actors.a.fate'
  alice.write(fate, { set: 'lives' })
  gm.write(fate, { set: 'undecided' })
  gm.write(fate, { set: 'dies' })
  alice.hear()
  const before = alice.read(fate)
  const receipt = alice.transact(() => alice.write(fate, { set: 'flees' }))
  expect(alice.undo(receipt).undone).toEqual([fate])
  expect(alice.read(fate)).toBe(before)
  expect(alice.inspect(fate).siblings.map(({ value }) => value)).toEqual(['lives', 'dies'])
})
