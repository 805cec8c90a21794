import { expect, test } from 'vitest'
import { MapTools, Toolbox } from '../table/index.ts'
import { setUpTable, type Seat } from '../world/testing/tables.ts'
import { mapModelOf, toolModelOf } from './map-model.ts'

const noPictures = { round: () => undefined, onRound: () => () => {} }

function mapOf({ world }: Seat) {
  const map = mapModelOf(world, { picture: undefined }, noPictures)
  return { map, tools: new MapTools(new Toolbox(), toolModelOf(world, map)) }
}

/** A hall with a wall between the hero and the goblin, in fog. */
async function setUp() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const { gm } = table
  gm.world.wallVerbs.addPiece('wall', { x: 5, y: 0 }, { x: 5, y: 8 })
  gm.world.mapVerbs.setFog(true)
  table.meet()
  alice.world.claim(alice.actor('Hero'))
  table.meet()
  return { ...table, alice }
}

const everywhere = {
  type: 'template',
  template: 'circle',
  length: 30,
  width: 1,
  direction: 0,
} as const

test('an area names those whom its maker sees, and nobody in the fog', async () => {
  const { gm, alice } = await setUp()
  const inside = (seat: Seat) =>
    mapOf(seat)
      .tools.inside({ x: 6, y: 4 }, everywhere)
      .map(({ name }) => name)
      .sort()
  expect(inside(gm)).toEqual(['Goblin', 'Hero'])
  expect(inside(alice)).toEqual(['Hero'])
  gm.world.seeAs('alice')
  expect(inside(gm)).toEqual(['Hero'])
})

test('who is not seen, or stands on another scene, cannot be got hold of by an id that was kept', async () => {
  const { gm, alice } = await setUp()
  const { id } = gm.token('Goblin')
  const [ofGm, ofAlice] = [mapOf(gm).map, mapOf(alice).map]
  expect([ofGm.token(id)?.name, ofAlice.token(id)]).toEqual(['Goblin', undefined])
  await gm.world.sceneVerbs.createScene('Crypt')
  expect([ofGm.token(id), ofGm.tokens]).toEqual([undefined, []])
  expect(gm.world.token(id)?.name).toBe('Goblin')
})

test('a player’s own tokens are on their map wherever they stand, also for a GM who sees as them', async () => {
  const { gm, alice } = await setUp()
  gm.world.coverVerbs.coverAll(true)
  gm.world.seeAs('alice')
  expect(mapOf(gm).map.tokens.map(({ name }) => name)).toEqual(['Hero'])
  gm.world.seeAs(undefined)
  expect(mapOf(gm).map.tokens).toHaveLength(2)
  expect(alice.world.seesAs).toBeUndefined()
})
