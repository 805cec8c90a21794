import { expect, test } from 'vitest'
import type { Edit, Json, Sibling } from '#crdt-rules'
import { joinViews } from './documents/join-views.ts'
import { type Seat, setUpTable } from './testing/tables.ts'
import * as Y from 'yjs'

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

test('who comes in later adds to the same merge', async () => {
  const table = await setUpTable()
  const [alice, bob] = [await table.sit('alice', 'player'), await table.sit('bob', 'player')]
  const goblin = table.gm.actor('Goblin')
  for (const [who, max] of [
    [table.gm, 20],
    [alice, 30],
    [bob, 40],
  ] as const) {
    who.world.edit(goblin, 'attributes.hp.max', { set: max })
    table.pass(1000)
  }
  table.leave(bob.session)
  table.meet()
  const [before] = table.gm.world.merges
  expect(before).toMatchObject({ result: '30', writes: [{ value: '20' }, { value: '30' }] })

  bringTo(table.gm, bob)
  expect(table.gm.world.merges).toMatchObject([
    { id: before?.id, result: '40', writes: [{ value: '20' }, { value: '30' }, { value: '40' }] },
  ])
})

test('who let another value stand is told to everyone, and which', async () => {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const goblin = table.gm.actor('Goblin')
  table.gm.world.edit(goblin, 'attributes.hp.max', { set: 20 })
  table.pass(1000)
  alice.world.edit(goblin, 'attributes.hp.max', { set: 30 })
  table.meet()
  expect(alice.world.merges).toMatchObject([{ live: true }])
  expect(alice.world.merges[0]?.overruled).toBeUndefined()

  table.pass(1000)
  table.gm.world.settle(`actors.${goblin}.attributes.hp.max`, 20)
  table.meet()
  for (const { world } of [table.gm, alice]) {
    expect(world.merges).toMatchObject([
      { live: false, result: '30', overruled: { who: 'Gm', value: '20' } },
    ])
  }
})

test('a condition put on and taken off apart is listed, and may be let go', async () => {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const goblin = table.gm.actor('Goblin')
  const edit = (who: Seat, change: Edit) => who.world.edit(goblin, 'conditions', change)
  edit(table.gm, { add: 'prone', source: 'spell' })
  edit(table.gm, { add: 'unconscious', source: 'blow' })
  table.meet()
  table.pass(1000)
  edit(alice, { remove: 'prone' })
  edit(table.gm, { add: 'prone', source: 'spell' })
  table.meet()
  const [merge] = table.gm.world.merges
  expect(merge).toMatchObject({ what: 'Goblin: conditions', rule: 'addWinsSet', result: 'Prone' })
  expect(merge?.writes.map(({ who, how, value }) => `${who} ${how} ${value}`).sort()).toEqual([
    'Alice removed Prone',
    'Gm added Prone',
  ])
  expect(merge?.choices).toEqual([{ kind: 'without', value: ['unconscious'], words: 'Prone' }])

  table.gm.world.settle(`actors.${goblin}.conditions`, ['unconscious'])
  table.meet()
  expect(alice.token('Goblin').conditions).toEqual(['unconscious'])
  expect(alice.world.merges).toMatchObject([
    { live: false, result: 'Prone', overruled: { who: 'Gm', value: 'Unconscious' } },
  ])
  edit(table.gm, { remove: 'unconscious', source: 'blow' })
  expect(table.gm.token('Goblin').conditions).toEqual([])
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

/** Brings what one wrote to another, who hears of nothing else. */
function bringTo(to: Seat, from: Seat): void {
  const [own, foreign] = [to.session.docs.get('table'), from.session.docs.get('table')]
  if (own === undefined || foreign === undefined) throw new Error('Both need a table.')
  Y.applyUpdate(own, Y.encodeStateAsUpdate(foreign))
}

function half(view: Json) {
  return { view, siblings: [] }
}

function sibling(at: number, value: Json): Sibling {
  return { dot: { client: 1, clock: 1 }, at, kind: 'set', value }
}
