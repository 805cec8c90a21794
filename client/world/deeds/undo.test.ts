import { expect, test } from 'vitest'
import { createWorld } from '../create-world.ts'
import { createMemoryShelf } from '../options.ts'
import { createJoinedSessions } from '../testing/joined-sessions.ts'
import { practiceSystem } from '../testing/practice-system.ts'
import { setUpTable } from '../testing/tables.ts'
import { createUndoShelf } from './undo-shelf.ts'

async function setUp() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const [hero, goblin] = [table.gm.actor('Hero'), table.gm.actor('Goblin')]
  const strike = (amount: number) => ({ actor: hero, target: goblin, amount })
  return { ...table, alice, goblin, strike }
}

test('undo takes back all of an action and says so; redo does it again', async () => {
  const { gm, alice, meet, strike } = await setUp()
  gm.world.perform('strike', strike(20))
  expect(gm.token('Goblin')).toMatchObject({ hitPoints: { value: 0 }, conditions: ['unconscious'] })

  expect(gm.world.undo()).toMatchObject({ text: 'undone: Hero hits Goblin for 20' })
  meet()
  expect([alice.hitPoints('Goblin'), alice.token('Goblin').conditions]).toEqual([15, []])

  expect(gm.world.redo()).toMatchObject({ text: 'redone: Hero hits Goblin for 20' })
  meet()
  expect([alice.hitPoints('Goblin'), alice.token('Goblin').conditions]).toEqual([
    0,
    ['unconscious'],
  ])
  expect(alice.world.log.map(({ text }) => text)).toEqual([
    'Hero hits Goblin for 20',
    'undone: Hero hits Goblin for 20',
    'redone: Hero hits Goblin for 20',
  ])
})

test('what somebody changed since stays theirs, by name', async () => {
  const { gm, alice, meet, goblin, strike } = await setUp()
  gm.world.perform('strike', strike(4))
  meet()
  alice.world.edit(goblin, 'attributes.hp.value', { set: 12 })
  meet()

  expect(gm.world.undo()).toMatchObject({
    text: 'Nothing was undone.',
    kept: [{ text: 'Goblin: hit points has been changed since by Alice' }],
  })
  expect(gm.token('Goblin').hitPoints?.value).toBe(12)
})

test('each undoes only their own, newest first, and moves without a line in the log', async () => {
  const { gm, alice, meet, strike } = await setUp()
  const { id } = gm.token('Goblin')
  gm.world.perform('strike', strike(4))
  gm.world.moveTokens([{ id, x: 0, y: 0 }])
  meet()

  expect(alice.world.canUndo).toBe(false)
  expect(alice.world.undo()).toMatchObject({ text: 'There is nothing to undo.' })
  expect(gm.world.undo()).toMatchObject({ text: 'undone: Goblin moved' })
  expect(gm.token('Goblin')).toMatchObject({ x: 8, y: 3, hitPoints: { value: 11 } })
  expect(gm.world.log).toHaveLength(1)
  expect(gm.world.canRedo).toBe(true)
})

test('a rewritten text is taken back without what another typed meanwhile', async () => {
  const { gm, alice, meet, goblin } = await setUp()
  gm.world.edit(goblin, 'notes', { set: 'Guards the door.' })
  meet()
  gm.world.edit(goblin, 'notes', { set: 'Sleeps by the door.' })
  const notes = (await alice.session.open('words')).doc.getText(`actors.${goblin}.notes`)
  notes.insert(notes.length, ' Likes cheese.')
  meet()

  expect(gm.world.undo().text).toMatch(/^undone: /)
  meet()
  expect(notes.toJSON()).toBe('Guards the door. Likes cheese.')
  expect(gm.world.redo().text).toMatch(/^redone: /)
  meet()
  expect(notes.toJSON()).toBe('Sleeps by the door. Likes cheese.')
})

test('what I did before a reload can still be taken back, also what others have seen', async () => {
  const sessions = createJoinedSessions()
  const session = sessions.join('gm', 'gm')
  const shelf = createMemoryShelf()
  const open = () =>
    createWorld({
      session,
      plugin: practiceSystem,
      random: Math.random,
      schedule: sessions.schedule,
      colours: ['#e69f00'],
      shelf,
      inviteLink: () => '',
      seed: hall,
    })
  const before = await open()
  const goblin = before.actors.find(({ name }) => name === 'Goblin')?.id ?? ''
  before.edit(goblin, 'attributes.hp.value', { set: 9 })
  before.edit(goblin, 'attributes.hp.value', { set: 3 })
  before.edit(goblin, 'attributes.hp.max', { set: 20 })
  before.edit(goblin, 'attributes.hp.max', { set: 25 })
  before.undo()
  sessions.pass(1000)
  await before.close()
  // A page that is loaded anew writes as another client.
  for (const doc of session.docs.values()) doc.clientID += 1

  const after = await open()
  const hitPoints = () => after.tokens.find(({ actor }) => actor === goblin)?.hitPoints
  expect(after.redo().text).toBe('redone: Goblin: hit point maximum: 20 → 25')
  expect(hitPoints()).toMatchObject({ value: 3, maximum: 25 })
  const taken = [after.undo(), after.undo(), after.undo()].map(({ text }) => text)
  // The step to 20 is behind one that was taken back before the reload, and is not offered any more.
  expect(taken).toEqual([
    'undone: Goblin: hit point maximum: 20 → 25',
    'undone: Goblin: hit points: 9 → 3',
    'undone: Goblin: hit points: 15 → 9',
  ])
  expect(hitPoints()).toMatchObject({ value: 20, maximum: 20 })
  expect([after.canUndo, after.canRedo]).toEqual([false, true])
})

test('a shelf with something else on it is begun anew', async () => {
  const shelf = createMemoryShelf()
  await shelf.write('undo', { done: [{ line: 7 }] })
  const undo = createUndoShelf({ shelf, schedule: () => () => undefined })
  expect(await undo.read()).toEqual({ done: [], undone: [] })
})

const hall = {
  name: 'Hall',
  columns: 9,
  rows: 9,
  cellFeet: 5,
  shapes: [],
  places: { heroes: [{ x: 1, y: 1 }], monsters: [{ x: 5, y: 5 }] },
}
