import { describe, expect, test } from 'vitest'
import { createCompendiumIndex } from './compendium-index.ts'
import { openCompendium } from './compendium.ts'
import { createMemoryShelf } from '../options.ts'
import { practiceSystem } from '../testing/practice-system.ts'
import { setUpTable } from '../testing/tables.ts'
import { createTopics } from '../topics.ts'

function entry(name: string, summary = '') {
  return { id: name, kind: 'monster', name, summary, art: '', size: 1, data: {} }
}

const bestiary = createCompendiumIndex([
  entry('Young Red Dragon', 'Large dragon, CR 10'),
  entry('Goblin', 'Small humanoid, CR 1/4'),
  entry('Hobgoblin', 'Medium humanoid, CR 1/2'),
  entry('Red Slaad', 'Large aberration, CR 5'),
  entry('Déjà Wolf', 'Large beast'),
])

describe('searching the compendium', () => {
  test.each([
    ['goblin', ['Goblin', 'Hobgoblin']],
    ['gob', ['Goblin', 'Hobgoblin']],
    ['red', ['Red Slaad', 'Young Red Dragon']],
    ['dragon red', ['Young Red Dragon']],
    ['humanoid', ['Goblin', 'Hobgoblin']],
    ['goblni', ['Goblin']],
    ['dargon', ['Young Red Dragon']],
    ['hobgobin', ['Hobgoblin']],
    ['deja', ['Déjà Wolf']],
    ['beholder', []],
  ])('“%s” finds %j', (text, names) => {
    expect(bestiary.search(text).map(({ name }) => name)).toEqual(names)
  })

  test('without a word lists everything by name', () => {
    expect(bestiary.search(' ').map(({ name }) => name)[0]).toBe('Déjà Wolf')
    expect(bestiary.search('')).toHaveLength(5)
  })
})

describe('importing a file', () => {
  async function setUp() {
    const shelf = createMemoryShelf()
    const open = () => openCompendium({ plugin: practiceSystem, shelf, topics: createTopics() })
    return { compendium: await open(), open }
  }

  const keepGoing = () => false
  const unwatched = () => undefined

  test('keeps its entries on this device', async () => {
    const { compendium, open } = await setUp()
    const file = '[{"name":"Owlbear","hp":59}]'

    const report = await compendium.importFile('beasts.json', file, unwatched, keepGoing)

    expect(report.entries.map(({ name }) => name)).toEqual(['Owlbear'])
    const reopened = await open()
    expect(reopened.search('owl').map(({ id }) => id)).toEqual(['practice:owlbear'])
  })

  test.each([
    ['{', 'It is not JSON.'],
    ['{"name":"Owlbear"}', 'Practice knows no such file. It reads: a list of creatures.'],
  ])('%s is refused in a sentence', async (text, because) => {
    const { compendium } = await setUp()

    const report = await compendium.importFile('beasts.json', text, unwatched, keepGoing)

    expect(report).toEqual({
      entries: [],
      refused: [{ name: 'beasts.json', because }],
      cancelled: false,
    })
  })

  test('an entry that is too large is named, the rest is kept', async () => {
    const { compendium } = await setUp()
    const file = JSON.stringify([
      { name: 'x'.repeat(300), hp: 1 },
      { name: 'Owlbear', hp: 59 },
    ])

    const report = await compendium.importFile('beasts.json', file, unwatched, keepGoing)

    expect(report.entries.map(({ name }) => name)).toEqual(['Owlbear'])
    expect(report.refused).toEqual([
      { name: 'x'.repeat(300), because: 'It is too large or malformed.' },
    ])
  })

  test('lets others read what is placed from it', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const file = '[{"name":"Owlbear","hp":59}]'
    await table.gm.world.compendium.importFile('beasts.json', file, unwatched, keepGoing)

    table.gm.world.addFromCompendium('practice:owlbear', { x: 5, y: 5 })
    table.meet()

    expect([alice.token('Owlbear').art, alice.hitPoints('Owlbear')]).toEqual(['beast', 59])
    expect(alice.world.compendium.search('owl')).toHaveLength(1)
  })
})
