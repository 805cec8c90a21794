import { pluginById } from '#plugins'
import { expect, test } from 'vitest'
import { asReadBy } from './scene/token-eyes.ts'
import { setUpTable } from './testing/tables.ts'

async function setUpFight() {
  const plugin = pluginById('dnd5e')
  if (plugin === undefined) throw new Error('The list of game systems has lost dnd5e.')
  const table = await setUpTable(plugin)
  const alice = await table.sit('alice', 'player')
  const goblin = table.gm.actor('Goblin')
  const hero = table.gm.world.actors.find(({ kind }) => kind === 'character')?.id ?? ''
  return { ...table, plugin, alice, goblin, hero }
}

test('a hero attacks a goblin with everything they have, and both screens tell it', async () => {
  const { gm, alice, meet, plugin, hero, goblin } = await setUpFight()
  const attack = plugin.actions.find(({ id }) => id === 'attack')
  const reader = gm.world.actor(hero)
  const choices = reader === undefined ? [] : (attack?.choices?.(reader) ?? [])

  for (const { id } of choices) {
    expect(alice.world.perform('attack', { actor: hero, target: goblin, choice: id })).toEqual({
      type: 'done',
    })
  }
  meet()

  expect(choices.length).toBeGreaterThan(0)
  expect(gm.world.log).toHaveLength(choices.length)
  expect(gm.world.log).toEqual(alice.world.log)
  expect(asReadBy(gm.token('Goblin'), 'other')).toEqual(alice.token('Goblin'))
})

test('damage of 8 and 9 made apart leaves a goblin of 15 at 0 and unconscious', async () => {
  const { gm, alice, meet, goblin } = await setUpFight()
  gm.world.edit(goblin, 'attributes.hp.max', { set: 15 })
  gm.world.edit(goblin, 'attributes.hp.value', { set: 15 })
  meet()

  expect(gm.world.perform('damage', { actor: goblin, amount: 8 })).toEqual({ type: 'done' })
  expect(alice.world.perform('damage', { actor: goblin, amount: 9 })).toEqual({ type: 'done' })
  meet()

  for (const seat of [gm, alice]) {
    expect(seat.hitPoints('Goblin')).toBe(0)
    expect(seat.token('Goblin').conditions).toContain('unconscious')
  }
  expect(gm.world.merges[0]).toMatchObject({ what: 'Goblin: hit points', result: '0' })
})

test('who is healed while another brings them to 0 is awake when hit points are left', async () => {
  const { gm, alice, meet, goblin } = await setUpFight()

  expect(gm.world.perform('damage', { actor: goblin, amount: 7 })).toEqual({ type: 'done' })
  expect(gm.token('Goblin').conditions).toContain('unconscious')
  alice.world.edit(goblin, 'attributes.hp.max', { set: 12 })
  alice.world.edit(goblin, 'attributes.hp.value', { add: 5 })
  meet()

  for (const seat of [gm, alice]) {
    expect([seat.hitPoints('Goblin'), seat.token('Goblin').conditions]).toEqual([5, []])
  }
})

test('a fight with somebody hidden shows players their half of the order', async () => {
  const { gm, alice, meet } = await setUpFight()
  const { id } = gm.token('Goblin')
  gm.world.hide(id)
  meet()

  expect(gm.world.perform('start-encounter', {})).toEqual({ type: 'done' })
  meet()

  const everybody = gm.world.encounter?.order.map(({ name }) => name) ?? []
  expect(everybody).toContain('Goblin')
  expect(alice.world.encounter?.order.map(({ name }) => name)).toEqual(
    everybody.filter((name) => name !== 'Goblin'),
  )
  const [told] = alice.world.log.map(({ text }) => text)
  expect(told).toMatch(/^A fight begins\. Initiative: .*Brannor/)
  expect(alice.world.log[0]?.rolls).toHaveLength(everybody.length - 1)
  const [secret] = gm.world.log.filter((line) => line.secret && line.rolls.length > 0)
  expect(secret?.text).toMatch(/^A fight begins\. Initiative: Goblin \d+\.$/)
  const turns = everybody.map(() => {
    const { turn } = gm.world.encounter ?? {}
    expect(gm.world.perform('next-turn', {})).toEqual({ type: 'done' })
    return turn
  })
  expect(new Set(turns).size).toBe(everybody.length)
  expect(gm.world.encounter?.round).toBe(2)
  meet()
  // Everybody's turn is told to the players, but for the one they do not know of.
  const lines = alice.world.log.filter(({ text }) => text.endsWith(' turn.'))
  expect(lines).toHaveLength(everybody.length - 1)
})
