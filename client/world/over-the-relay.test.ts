import { expect, test } from 'vitest'
import type { SyncSession } from '../sync/index.ts'
import { eventually, realSchedule } from '../sync/testing/device.ts'
import { createParty } from '../sync/testing/party.ts'
import { createWorld } from './create-world.ts'
import { createMemoryShelf } from './options.ts'
import { practiceSystem } from './testing/practice-system.ts'
import type { SceneSeed } from './views.ts'

function sit(session: SyncSession, name: string, seed?: SceneSeed) {
  return createWorld({
    session,
    plugin: practiceSystem,
    random: Math.random,
    schedule: realSchedule,
    colours: ['#e69f00', '#56b4e9'],
    shelf: createMemoryShelf(),
    profile: { name },
    ...(seed && { seed }),
    inviteLink: () => '',
  })
}

const hall: SceneSeed = {
  name: 'Hall',
  columns: 10,
  rows: 10,
  cellFeet: 5,
  shapes: [],
  places: { heroes: [{ x: 1, y: 1 }], monsters: [{ x: 5, y: 5 }] },
}

test('two people play over a relay, apart and together, and whisper', async () => {
  const party = createParty()
  const gm = await sit(party.gm, 'Gwen', hall)
  const alice = await sit(party.alice, 'Alice')
  const told = (world: typeof gm) => world.log.map(({ text }) => text)
  await eventually(() => alice.tokens.length === 2, 'Alice sees the table')
  await eventually(() => gm.members.length === 2, 'the GM sees Alice')
  await eventually(() => gm.members[1]?.name === 'Alice', 'by her name')

  const [hero, goblin] = ['Hero', 'Goblin'].map(
    (name) => gm.actors.find((actor) => actor.name === name)?.id ?? '',
  )
  const hitPoints = (world: typeof gm) => world.actor(goblin ?? '')?.number('attributes.hp.value')
  const strike = (amount: number) => ({ actor: hero, target: goblin, amount })
  party.relay.setCut(true)
  await eventually(() => gm.sync.link.state !== 'synced', 'the GM is cut off')
  expect(gm.perform('strike', strike(8))).toEqual({ type: 'done' })
  expect(alice.perform('strike', strike(9))).toEqual({ type: 'done' })
  expect([hitPoints(gm), hitPoints(alice)]).toEqual([7, 6])
  party.relay.setCut(false)

  await eventually(() => hitPoints(gm) === 0 && hitPoints(alice) === 0, 'both hits count')
  await eventually(() => gm.log.length === 2 && alice.log.length === 2, 'both are told')
  await eventually(() => gm.merges.length > 0, 'the merge is listed')
  expect(gm.merges[0]?.writes.map(({ who }) => who).sort()).toEqual(['Alice', 'Gwen'])

  await eventually(() => gm.say('/w Alice psst').type === 'done', 'the GM may whisper')
  await eventually(() => told(alice).includes('psst'), 'Alice hears it')
  expect(alice.say('/w Gwen what?')).toEqual({ type: 'done' })
  await eventually(() => told(gm).includes('what?'), 'the GM hears her')

  const token = gm.tokens.find(({ name }) => name === 'Goblin')?.id ?? ''
  alice.dragTokens([{ id: token, x: 3, y: 3 }])
  await eventually(() => gm.presence[0]?.drags[0]?.x === 3, 'the GM sees the drag')
  gm.hide(token)
  await eventually(() => alice.tokens.length === 1, 'the goblin is gone from Alice’s map')
  await Promise.all([gm.close(), alice.close()])
})

test('a spectator over a relay looks on and talks, and that is all', async () => {
  const party = createParty('spectator')
  const gm = await sit(party.gm, 'Gwen', hall)
  const eve = await sit(party.alice, 'Eve')
  await eventually(() => eve.tokens.length === 2, 'Eve sees the table')

  await eventually(() => eve.say('hello').type === 'done', 'Eve may talk')
  await eventually(() => gm.log.some(({ text }) => text === 'hello'), 'the GM hears her')
  expect(eve.say('/w Gwen psst')).toMatchObject({
    type: 'refused',
    because: {
      text: 'What a spectator says is for everyone: only players and the GM whisper.',
    },
  })
  expect(eve.moveTokens([{ id: eve.tokens[0]?.id ?? '', x: 0, y: 0 }])).toMatchObject({
    type: 'refused',
  })
  await eventually(() => eve.sync.waiting === 0, 'what she said is on the relay')
  expect(eve.sync.notice).toBeUndefined()
  await Promise.all([gm.close(), eve.close()])
})
