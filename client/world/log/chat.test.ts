import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { setUpTable } from '../testing/tables.ts'

describe('what is said', () => {
  test('reaches everyone in order, with rolls and gestures', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.gm.world.say('You hear steps.')
    table.pass(1000)
    table.meet()
    alice.world.say('/me listens')
    alice.world.say('/r 2d6+3 perception')
    table.meet()

    expect(table.gm.world.log).toMatchObject([
      { kind: 'chat', text: 'You hear steps.', member: 'gm' },
      { kind: 'emote', text: 'listens', member: 'alice' },
      {
        kind: 'roll',
        text: 'perception',
        rolls: [{ notation: expect.stringContaining('2d6+3') as string }],
      },
    ])
    expect(alice.world.log).toEqual(table.gm.world.log)
  })

  test.each([
    ['', 'There is nothing to say yet.'],
    ['/dance', 'There is no command “/dance”. Known are /roll, /me and /w.'],
    ['/roll 2d', undefined],
    ['/roll 1000000d6', undefined],
    ['/w Nobody hi', 'Nobody else is in the session yet.'],
    ['x'.repeat(2001), 'A line is at most 2000 characters long.'],
  ])('“%.12s” is refused in a sentence', async (line, because) => {
    const { gm } = await setUpTable()

    const answer = gm.world.say(line)

    expect(answer).toMatchObject({ type: 'refused' })
    if (because !== undefined) expect(answer).toMatchObject({ because: { text: because } })
    expect(gm.world.log).toEqual([])
  })
})

describe('dice in double brackets', () => {
  test('are thrown where they stand; names in brackets are not dice', async () => {
    const { gm } = await setUpTable()
    gm.world.say('/me swings at [[Goblin]]: [[1d20+5]] for [[2d6]]')
    expect(gm.world.log).toMatchObject([
      {
        kind: 'emote',
        text: 'swings at [[Goblin]]: [[1d20+5]] for [[2d6]]',
        rolls: [{ notation: '1d20+5' }, { notation: '2d6' }],
      },
    ])
  })
})

describe('a whisper', () => {
  test('is read by its member and the GM, and by nobody else', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const bob = await table.sit('bob', 'player')
    table.meet()
    await settled()

    expect(alice.world.say('/w gm I pocket the Moonstone')).toEqual({ type: 'done' })
    table.pass(1000)
    expect(table.gm.world.say('/w Alice it hums in your hand')).toEqual({ type: 'done' })
    table.meet()

    const said = ['I pocket the Moonstone', 'it hums in your hand']
    expect(table.gm.world.log.map(({ text }) => text)).toEqual(said)
    expect(alice.world.log.map(({ text, kind }) => [kind, text])).toEqual(
      said.map((text) => ['whisper', text]),
    )
    expect(bob.world.log).toEqual([])
    const held = [...bob.session.docs.values()].map((doc) =>
      Buffer.from(Y.encodeStateAsUpdate(doc)),
    )
    expect(held.some((bytes) => bytes.includes('Moonstone'))).toBe(false)
  })

  test('between players is refused', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    await table.sit('bob', 'player')
    table.meet()

    expect(alice.world.say('/w Bob psst')).toMatchObject({
      type: 'refused',
      because: { text: 'Whispers go between a player and the GM.' },
    })
  })
})

describe('a long log', () => {
  test('goes on in a new chunk after 500 lines; older ones are fetched on demand', async () => {
    const table = await setUpTable()
    const early = await table.sit('early', 'player')
    for (let line = 0; line < 1002; line++) {
      table.gm.world.say(`line ${line}`)
      if (line % 100 === 0) await settled()
    }
    await settled()
    table.gm.world.say('in the newest chunk')
    const late = await table.sit('late', 'player')
    table.meet()
    await settled()

    for (const { world } of [early, late]) {
      expect(world.log.length).toBeLessThan(500)
      expect(world.log.at(-1)?.text).toBe('in the newest chunk')
      expect(await world.loadOlderLog()).toBe(true)
      await world.loadOlderLog()
      expect(world.log).toHaveLength(1003)
      expect(world.log.at(0)?.text).toBe('line 0')
      expect(await world.loadOlderLog()).toBe(false)
    }
  })
})

/** Documents that open by themselves are open. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
