import { plugins } from '#plugins'
import { expect, test } from 'vitest'
import { setUpTable, type Seat } from '../world/testing/tables.ts'
import type { World } from '../world/index.ts'
import { createSearch } from './search.ts'

const style = { colour: '#e69f00', breadth: 8, filled: false }

/** What is found, as 'kind title: before[match]after', in the order in which it is shown. */
function found(world: World, typed: string): readonly string[] {
  return createSearch(world)(typed).flatMap(({ kind, found }) =>
    found.map(
      ({ title, excerpt: { before, match, after } }) =>
        `${kind} ${title}: ${before}[${match}]${after}`,
    ),
  )
}

function begin(world: World, title: string, words: string, secret = false): string {
  const begun = world.journal.create({ title, secret })
  if (begun.type === 'refused') throw new Error(begun.because.text)
  const text = world.journal.hold(begun.id)
  text?.splice(0, 0, words)
  text?.close()
  return begun.id
}

function write({ world }: Seat, text: string) {
  world.draw({ x: 3, y: 4, shape: { type: 'text', text, height: 1 }, style })
}

async function setUp() {
  const [plugin] = plugins
  const table = await setUpTable(plugin)
  const alice = await table.sit('alice', 'player')
  table.meet()
  const { gm } = table
  await expect.poll(() => gm.world.journal.canShowTo('alice')).toBe(true)
  return { ...table, alice }
}

test('finds words wherever they stand on this device, grouped, with the piece that matches', async () => {
  const { gm } = await setUp()
  const goblin = gm.actor('Goblin')
  begin(gm.world, 'The old mill', 'Its Märchen wheel stands still.')
  gm.world.say('the märchen wheel turns')
  gm.world.edit(goblin, 'notes', { set: 'Sleeps below the Marchen wheel.' })
  write(gm, 'Märchen wheel')
  expect(found(gm.world, 'whee MARCHEN')).toEqual([
    'entry The old mill: Its [Märchen] wheel stands still.',
    'actor Goblin: Sleeps below the [Marchen] wheel.',
    'words Practice hall: [Märchen] wheel',
    'line : …blin: notes: nothing → Sleeps below the [Marchen] wheel.',
    'line : the [märchen] wheel turns',
  ])
  expect(found(gm.world, 'practice hall')).toEqual(['scene Practice hall: []'])
  expect(found(gm.world, 'nimble escape')).toContainEqual(
    expect.stringMatching(/^actor Goblin: .*\[Nimble\] Escape/),
  )
  expect(found(gm.world, 'bugbear').map((one) => one.split(':')[0])).toEqual(['creature Bugbear'])
  expect(found(gm.world, '  ')).toEqual([])
})

test('a text that changed is found by what it says now', async () => {
  const { gm } = await setUp()
  const search = createSearch(gm.world)
  const goblin = gm.actor('Goblin')
  const count = (typed: string) => search(typed).find(({ kind }) => kind === 'actor')?.count ?? 0
  gm.world.edit(goblin, 'notes', { set: 'owes a quetzal' })
  expect([count('quetzal'), count('alraune')]).toEqual([1, 0])
  gm.world.edit(goblin, 'notes', { set: 'owes an alraune' })
  expect([count('quetzal'), count('alraune')]).toEqual([0, 1])
})

test('finds a word of the map of another scene, and says where it stands', async () => {
  const { gm } = await setUp()
  write(gm, 'Beware of Quetzal')
  const home = gm.world.scene?.id
  await gm.world.sceneVerbs.createScene('Cellar')
  await expect.poll(() => gm.world.scene?.name).toBe('Cellar')
  const [group] = createSearch(gm.world)('quetzal')
  expect(group).toMatchObject({ kind: 'words', count: 1 })
  expect(group?.found[0]?.place).toEqual({ scene: home, x: 3, y: 4 })
})

test('a player finds nothing of the GM’s, and who sees as a player finds what that player does', async () => {
  const { gm, alice, sit, meet } = await setUp()
  const bob = await sit('bob', 'player')
  meet()
  await expect.poll(() => gm.world.journal.canShowTo('bob')).toBe(true)
  const letter = begin(gm.world, 'Letter', 'Quetzal waits.', true)
  begin(gm.world, 'Hidden', 'Quetzal plots.', true)
  begin(gm.world, 'Open', 'Quetzal sings.')
  gm.world.journal.show(letter, ['alice'])
  gm.world.say('/w Bob Quetzal is yours')
  gm.world.hide(gm.token('Goblin').id)
  gm.world.edit(gm.actor('Goblin'), 'notes', { set: 'Quetzal’s own' })
  await gm.world.sceneVerbs.createScene('Quetzal’s cellar')
  await expect.poll(() => gm.world.scene?.name).toBe('Quetzal’s cellar')
  write(gm, 'Quetzal was here')
  meet()
  const everything = found(gm.world, 'quetzal')
  expect(everything.map((one) => one.split(':')[0])).toEqual([
    ...['entry Hidden', 'entry Letter', 'entry Open'],
    ...['actor Goblin', 'scene Quetzal’s cellar', 'words Quetzal’s cellar'],
    ...['line ', 'line ', 'line '],
  ])

  const expected = {
    alice: ['entry Letter: [Quetzal] waits.', 'entry Open: [Quetzal] sings.'],
    bob: ['entry Open: [Quetzal] sings.', 'line : [Quetzal] is yours'],
  }
  for (const seat of [alice, bob]) {
    const member = seat.session.member as keyof typeof expected
    expect(found(seat.world, 'quetzal')).toEqual(expected[member])
    gm.world.seeAs(member)
    expect(found(gm.world, 'quetzal')).toEqual(expected[member])
    gm.world.seeAs(undefined)
  }
  expect(found(gm.world, 'quetzal')).toEqual(everything)
})

test('all is counted where only the first are told, the newest lines first', async () => {
  const { gm } = await setUp()
  for (let line = 0; line < 30; line++) gm.world.say(`wheel ${line}`)
  const [lines] = createSearch(gm.world)('wheel')
  expect(lines?.count).toBe(30)
  expect(lines?.found).toHaveLength(20)
  expect(lines?.found[0]?.excerpt).toEqual({ before: '', match: 'wheel', after: ' 29' })
})
