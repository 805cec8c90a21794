import { expect, test } from 'vitest'
import { setUpTable, type Seat } from '../testing/tables.ts'

const style = { colour: '#e69f00', breadth: 8, filled: false }

function whatIsThere({ world }: Seat) {
  return {
    tokens: world.tokens.map((token) => ({ ...token, locked: false })).sort(byId),
    actors: world.actors.map(({ id, name }) => ({ id, name })),
    drawings: world.drawings.map(({ id }) => id),
    log: world.log.map(({ id }) => id),
    fight: world.encounter?.order.map(({ name }) => name),
    turn: world.encounter?.turn,
  }
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1
}

async function setUp() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const bob = await table.sit('bob', 'player')
  table.meet()
  const { gm } = table
  await expect.poll(() => ['alice', 'bob'].every(gm.world.glimpses.canReach)).toBe(true)
  return { ...table, alice, bob }
}

test('seeing as a player is seeing what their device holds, fog or no fog', async () => {
  const { gm, alice, bob, meet, pass } = await setUp()
  const place = (x: number) =>
    gm.world.addFromCompendium('practice:goblin', { x, y: 1 }, { hidden: true })
  const [, shownToAlice] = [place(5), place(6)]
  gm.world.glimpses.showTo([shownToAlice ?? '?'], 'alice', true)
  gm.world.hide(gm.token('Goblin').id)
  gm.world.draw({ x: 1, y: 1, shape: { type: 'ellipse', width: 2, height: 2 }, style })
  gm.world.perform('begin', { first: gm.actor('Goblin 2') })
  gm.world.say('/w Bob not for Alice')
  gm.world.say('for all')
  pass(2000)
  meet()
  meet()
  const everything = whatIsThere(gm)
  expect(everything.tokens).toHaveLength(4)

  for (const seat of [alice, bob]) {
    gm.world.seeAs(seat.session.member)
    expect(whatIsThere(gm)).toEqual(whatIsThere(seat))
  }
  expect(gm.world.vision).toBeUndefined()
  gm.world.seeAs(undefined)
  expect(whatIsThere(gm)).toEqual(everything)
})

test('it follows what is hidden and shown meanwhile, and tells the map', async () => {
  const { gm, meet } = await setUp()
  const { id } = gm.token('Goblin')
  gm.world.seeAs('alice')
  const told: number[] = []
  gm.world.on('tokens', () => told.push(gm.world.tokens.length))
  gm.world.hide(id)
  expect(gm.world.tokens.map(({ name }) => name)).toEqual(['Hero'])
  gm.world.glimpses.showTo([id], 'alice', true)
  meet()
  expect(gm.world.tokens.map(({ name, isGlimpse }) => [name, isGlimpse]).sort()).toEqual([
    ['Goblin', true],
    ['Hero', undefined],
  ])
  gm.world.seeAs('bob')
  expect([gm.world.tokens.length, told.at(-1)]).toEqual([1, 1])
})

test('nothing is lit by what is hidden, and nobody looks out of it', async () => {
  const { gm, alice, meet } = await setUp()
  alice.world.claim(alice.actor('Hero'))
  gm.world.mapVerbs.setDarkness(1)
  gm.world.mapVerbs.setFog(true)
  meet()
  const { id } = gm.token('Goblin')
  gm.world.changeTokens([{ id, light: { bright: 20, dim: 20 } }])
  gm.world.hide(id)
  meet()
  expect(gm.world.lamps).toHaveLength(1)
  gm.world.seeAs('alice')
  expect(gm.world.lamps).toEqual(alice.world.lamps)
  expect(gm.world.lamps).toEqual([])
  const goblins = { x: 8, y: 3 }
  expect([gm, alice].map(({ world }) => world.vision?.sees(goblins, 1))).toEqual([false, false])
  gm.world.hide(gm.token('Hero').id)
  meet()
  const heroes = { x: 2, y: 3 }
  const seen = () => [gm, alice].map(({ world }) => world.vision?.sees(heroes, 1))
  expect(seen()).toEqual([false, false])
  gm.world.seeAs(undefined)
  expect(gm.world.lamps).toHaveLength(1)
})

test('on a scene that is prepared it is what will be seen', async () => {
  const { gm } = await setUp()
  await gm.world.sceneVerbs.createScene('Crypt')
  const [waiting] = [1, 2].map((x) => gm.world.addFromCompendium('practice:goblin', { x, y: 1 }))
  gm.world.addFromCompendium('practice:goblin', { x: 5, y: 1 }, { hidden: true })
  gm.world.hide(gm.world.tokens.find(({ x }) => x === 2)?.id ?? '?')
  gm.world.draw({ x: 1, y: 1, shape: { type: 'ellipse', width: 2, height: 2 }, style })
  gm.world.seeAs('alice')
  expect(gm.world.tokens).toMatchObject([{ id: waiting, hidden: false }])
  expect(gm.world.drawings).toHaveLength(1)
})

test('players see as themselves alone', async () => {
  const { alice } = await setUp()
  alice.world.seeAs('bob')
  expect(alice.world.seesAs).toBeUndefined()
})
