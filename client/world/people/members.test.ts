import { expect, test } from 'vitest'
import { createWorld } from '../create-world.ts'
import { createMemoryShelf } from '../options.ts'
import { recallProfile } from './profile.ts'
import { createJoinedSessions } from '../testing/joined-sessions.ts'
import { practiceSystem } from '../testing/practice-system.ts'
import { setUpTable } from '../testing/tables.ts'

test('the GM’s device writes down the role of who comes, so that it is known later', async () => {
  const table = await setUpTable()
  const eve = await table.sit('eve', 'spectator')
  const alice = await table.sit('alice', 'player')
  table.pass(20_000)
  table.meet()
  table.leave(eve.session)
  table.leave(alice.session)
  const bob = await table.sit('bob', 'player')

  const alices = bob.world.members.find(({ name }) => name === 'Alice')
  expect(alices).toMatchObject({ role: 'player', online: false })
  expect(table.gm.session.docs.get('control')).toBeDefined()
})

test('a spectator has a name though nothing of theirs is written', async () => {
  const table = await setUpTable()
  await table.sit('eve', 'spectator')
  table.pass(20_000)
  table.meet()

  expect(table.gm.world.members.find(({ role }) => role === 'spectator')?.name).toBe('Eve')
})

test('a new name and colour reach the others', async () => {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')

  alice.world.setProfile({ name: '  Alys\u202e ', colour: '#123456' })
  table.meet()

  expect(table.gm.world.members.find(({ id }) => id === 'alice')).toMatchObject({
    name: 'Alys',
    colour: '#123456',
  })
})

test('who never said their name can be told apart from who did, and says it later', async () => {
  const shelf = createMemoryShelf()
  const sessions = createJoinedSessions()
  const gm = await createWorld({
    session: sessions.join('gm', 'gm'),
    plugin: practiceSystem,
    random: Math.random,
    schedule: sessions.schedule,
    colours: ['#e69f00'],
    shelf,
    inviteLink: () => '',
    seed: { name: 'Hall', columns: 9, rows: 9, cellFeet: 5, shapes: [], places: nowhere },
  })
  expect([gm.me.name, gm.isNamed]).toEqual(['GM', false])
  gm.setProfile({ name: 'Gail' })
  expect([gm.me.name, gm.isNamed]).toEqual(['Gail', true])
})

test('who joins and reloads before the table was reached is still known by name', async () => {
  const shelf = createMemoryShelf()
  const session = createJoinedSessions().join('alice', 'player')
  const profile = { name: 'Alice', colour: '#123456' }

  expect(await recallProfile({ session, shelf })).toBeUndefined()
  expect(await recallProfile({ session, shelf, profile })).toEqual({ ...profile, isNew: true })
  expect(await recallProfile({ session, shelf })).toEqual({ ...profile, isNew: false })
})

const nowhere = { heroes: [], monsters: [] }
