import { expect, test } from 'vitest'
import { gmWins, lww, openDocument } from '#crdt-rules'
import { definePlugin } from '#plugin-sdk'
import { z } from 'zod'
import { practiceSystem } from '../testing/practice-system.ts'
import { type Seat, setUpTable } from '../testing/tables.ts'
import { createSessionRules } from './session-rules.ts'

const fatefulSystem = definePlugin({
  ...practiceSystem,
  rules: { ...practiceSystem.rules, 'actors.*.fate': gmWins(lww(z.string())) },
})

async function setUpFate() {
  const table = await setUpTable(fatefulSystem)
  const alice = await table.sit('alice', 'player')
  const hero = table.gm.actor('Hero')
  const decide = () => {
    table.gm.world.edit(hero, 'fate', { set: 'alive' })
    table.pass(1000)
    alice.world.edit(hero, 'fate', { set: 'dead' })
    table.meet()
    table.meet()
  }
  return {
    ...table,
    alice,
    hero,
    decide,
    fate: ({ world }: Seat) => world.actor(hero)?.text('fate'),
  }
}

test('of writes made apart the GM’s wins, although a player wrote later', async () => {
  const { gm, alice, decide, fate } = await setUpFate()
  decide()
  expect([gm, alice].map(fate)).toEqual(['alive', 'alive'])
  expect(gm.world.merges[0]?.writes.map(({ who }) => who)).toEqual(['Gm', 'Alice'])
})

test('a player who claims the GM’s id is no GM: not to the rules, nor by name', async () => {
  const { gm, alice, decide, fate, hero } = await setUpFate()
  alice.world.edit(hero, 'fate', { set: 'unknown' })
  claim(alice, 'gm')
  decide()
  expect([gm, alice].map(fate)).toEqual(['alive', 'alive'])
  expect(gm.world.merges[0]?.writes.map(({ who }) => who)).toEqual(['Gm', 'Someone'])
})

test('a claim in the table that a client id is a GM’s is none: only control says so', async () => {
  const { gm, alice, decide, fate, hero } = await setUpFate()
  alice.world.edit(hero, 'fate', { set: 'unknown' })
  claim(alice, 'gm', { document: 'table', member: 'gm' })
  decide()
  expect([gm, alice].map(fate)).toEqual(['alive', 'alive'])
})

/** What a changed client writes about itself into the table. */
function claim({ session }: Seat, member: string, writer?: { document: string; member: string }) {
  const doc = session.docs.get('table')
  if (doc === undefined) throw new Error('There is no table.')
  const table = openDocument({ doc, rules: createSessionRules(fatefulSystem), now: () => 0 })
  table.write(`writers.${doc.clientID}.member`, { set: member })
  if (writer !== undefined) table.write(`gmWriters.${doc.clientID}.in`, { set: writer })
  table.destroy()
}
