import { expect, test } from 'vitest'
import type { Json, Sibling } from '#crdt-rules'
import { joinViews } from './documents/join-views.ts'
import { setUpTable } from './testing/tables.ts'

test('a merge that was settled by a later write stays in the list of this device', async () => {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const goblin = table.gm.actor('Goblin')
  table.gm.world.edit(goblin, 'attributes.hp.max', { set: 20 })
  table.pass(1000)
  alice.world.edit(goblin, 'attributes.hp.max', { set: 30 })
  table.meet()
  expect(table.gm.world.merges).toMatchObject([
    { what: 'Goblin: hit point maximum', rule: 'lww', result: '30', live: true },
  ])

  table.gm.world.edit(goblin, 'attributes.hp.max', { set: 25 })

  expect(table.gm.world.merges).toMatchObject([{ result: '30', live: false }])
  expect(table.gm.world.merges[0]?.writes.map(({ who, value }) => `${who} ${value}`)).toEqual([
    'Gm 20',
    'Alice 30',
  ])
})

test('nothing is listed when one saw what the other wrote', async () => {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const goblin = table.gm.actor('Goblin')
  table.gm.world.edit(goblin, 'attributes.hp.max', { set: 20 })
  table.meet()
  alice.world.edit(goblin, 'attributes.hp.max', { set: 30 })
  table.meet()

  expect(table.gm.world.merges).toEqual([])
})

test('the GM sees the collections of both documents in the order of their rule', () => {
  const table = [
    { id: 'a', position: 12 },
    { id: 'b', position: [12, 3] },
  ]
  const gm = [
    { id: 'c', position: 20 },
    { id: 'd', position: 12 },
  ]

  expect(joinViews('order', half(table), half(gm))).toEqual([gm[0], table[1], table[0], gm[1]])
  expect(joinViews('addWinsSet', half(['prone']), half(['prone', 'dazed']))).toEqual([
    'prone',
    'dazed',
  ])
})

test('of a single value the GM sees the newer one', () => {
  const at = (ms: number, view: Json) => ({ view, siblings: [sibling(ms, view)] })

  expect(joinViews('lww', at(1, 'a'), at(2, 'b'))).toBe('b')
  expect(joinViews('lww', at(3, 'a'), at(2, 'b'))).toBe('a')
  expect(joinViews('lww', at(2, 'a'), at(2, 'b'))).toBe('b')
  expect(joinViews('lww', at(3, null), at(2, 'b'))).toBe('b')
})

function half(view: Json) {
  return { view, siblings: [] }
}

function sibling(at: number, value: Json): Sibling {
  return { dot: { client: 1, clock: 1 }, at, kind: 'set', value }
}
