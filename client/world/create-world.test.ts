import { describe, expect, test } from 'vitest'
import { asReadBy } from './scene/token-eyes.ts'
import { setUpTable } from './testing/tables.ts'

describe('a new session', () => {
  test('is at once a named scene with heroes and monsters', async () => {
    const { gm } = await setUpTable()

    expect(gm.world.name).toMatch(/^The \w+ \w+$/)
    expect(gm.world.scene).toMatchObject({
      name: 'Practice hall',
      columns: 12,
      rows: 8,
      cellFeet: 5,
    })
    expect(gm.world.scene?.shapes).toEqual([{ type: 'rug', x: 1, y: 1, width: 2, height: 2 }])
    expect(gm.world.tokens.map(({ name, x, y }) => ({ name, x, y }))).toEqual(
      expect.arrayContaining([
        { name: 'Hero', x: 2, y: 3 },
        { name: 'Goblin', x: 8, y: 3 },
      ]),
    )
    expect(gm.token('Goblin').hitPoints).toEqual({ value: 15, maximum: 15, temporary: 0 })
  })

  test('is seen whole by who joins, and everyone learns who that is', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.meet()

    const read = table.gm.world.tokens.map((token) => asReadBy(token, 'other'))
    expect(alice.world.tokens).toEqual(read)
    expect(alice.world.scene).toEqual(table.gm.world.scene)
    expect(table.gm.world.members).toMatchObject([
      { name: 'Gm', role: 'gm', me: true, online: true },
      { name: 'Alice', role: 'player', me: false, online: true },
    ])
    const colours = table.gm.world.members.map(({ colour }) => colour)
    expect(new Set(colours).size).toBe(2)
  })

  test('can be renamed, but not to nothing', async () => {
    const { gm } = await setUpTable()

    expect(gm.world.rename('Tuesday')).toEqual({ type: 'done' })
    expect(gm.world.name).toBe('Tuesday')
    expect(gm.world.rename('  ')).toMatchObject({
      type: 'refused',
      because: { text: 'A session needs a name.' },
    })
    expect(gm.world.name).toBe('Tuesday')
  })

  test('lets a spectator talk and look on, nothing else', async () => {
    const table = await setUpTable()
    const eve = await table.sit('eve', 'spectator')
    const { id } = eve.token('Goblin')

    expect(eve.world.say('hello')).toEqual({ type: 'done' })
    expect(eve.world.moveTokens([{ id, x: 0, y: 0 }]).type).toBe('refused')
    expect(eve.token('Goblin')).toMatchObject({ x: 8, y: 3 })
  })
})

describe('who leaves', () => {
  test('is shown as offline and takes cursor and drags along', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    alice.world.pointAt(alice.world.scene?.id ?? '', 1.5, 2)
    alice.world.dragTokens([{ id: alice.token('Goblin').id, x: 4, y: 4 }])
    table.meet()
    expect(table.gm.world.presence).toMatchObject([
      { name: 'Alice', cursor: { x: 1.5, y: 2 }, drags: [{ x: 4, y: 4 }] },
    ])

    table.leave(alice.session)

    expect(table.gm.world.presence).toEqual([])
    expect(table.gm.world.members).toMatchObject([{ name: 'Gm' }, { name: 'Alice', online: false }])
  })
})
