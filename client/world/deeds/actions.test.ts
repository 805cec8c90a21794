import { describe, expect, test } from 'vitest'
import { asReadBy } from '../scene/token-eyes.ts'
import { setUpTable } from '../testing/tables.ts'

async function setUpFight() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const { gm } = table
  const [hero, goblin] = [gm.actor('Hero'), gm.actor('Goblin')]
  const strike = (amount: number) => ({ actor: hero, target: goblin, amount })
  return { ...table, alice, hero, goblin, strike }
}

describe('an action', () => {
  test('changes the game and says so on both screens', async () => {
    const { gm, alice, meet, strike } = await setUpFight()

    expect(alice.world.perform('strike', strike(4))).toEqual({ type: 'done' })
    meet()

    expect(gm.token('Goblin').hitPoints?.value).toBe(11)
    expect(gm.world.log).toMatchObject([
      {
        text: 'Hero hits Goblin for 4',
        member: 'alice',
        action: 'strike',
        secret: false,
        changes: [{ before: 15, after: 11 }],
      },
    ])
    expect(alice.world.log).toEqual(gm.world.log)
  })

  test('shows the dice it threw', async () => {
    const { gm, hero, goblin } = await setUpFight()

    gm.world.perform('strike', { actor: hero, target: goblin })

    const [roll] = gm.world.log[0]?.rolls ?? []
    expect(roll?.notation).toBe('1d6')
    expect(gm.token('Goblin').hitPoints?.value).toBe(15 - (roll?.total ?? 0))
  })

  test.each([
    ['fly', {}, /no action “fly”/],
    ['strike', { actor: 3 }, /“Strike” cannot be done: actor/],
    ['strike', { actor: 'nobody', target: 'nothing' }, /No target picked/],
    ['stumble', { actor: 'x' }, /“Stumble” failed inside Practice.*tripped over a bug/],
  ])('%s is refused in a sentence and writes nothing', async (action, input, sentence) => {
    const { gm } = await setUpFight()
    const before = gm.world.tokens

    const answer = gm.world.perform(action, input)

    expect(answer.type === 'refused' && answer.because.text).toMatch(sentence)
    expect(gm.world.tokens).toBe(before)
    expect(gm.world.log).toEqual([])
  })

  test('with one change that its rule refuses writes none of them', async () => {
    const { gm, hero } = await setUpFight()

    expect(gm.world.perform('overreach', { actor: hero }).type).toBe('refused')

    expect(gm.token('Hero').hitPoints?.value).toBe(20)
    expect(gm.world.log).toEqual([])
  })

  test('that throws is told among the problems', async () => {
    const { gm } = await setUpFight()

    gm.world.perform('stumble', { actor: 'x' })

    expect(gm.world.problems).toMatchObject([{ path: 'action stumble' }])
  })
})

describe('two attacks made apart', () => {
  test('both land, both are told, and the merge is listed with names', async () => {
    const { gm, alice, meet, strike } = await setUpFight()

    gm.world.perform('strike', strike(8))
    alice.world.perform('strike', strike(9))
    meet()

    for (const seat of [gm, alice]) {
      expect(seat.hitPoints('Goblin')).toBe(0)
      expect(seat.world.log.map(({ text }) => text).sort()).toEqual([
        'Hero hits Goblin for 8',
        'Hero hits Goblin for 9',
      ])
      const [merge] = seat.world.merges
      expect(merge).toMatchObject({ what: 'Goblin: hit points', result: '0', live: true })
      expect(merge?.writes.map(({ who, how, value }) => `${who} ${how} ${value}`).sort()).toEqual([
        'Alice less 9',
        'Gm less 8',
      ])
    }
  })

  test('are settled by an ordinary write, and remembered', async () => {
    const { gm, alice, meet, strike, goblin } = await setUpFight()
    gm.world.perform('strike', strike(8))
    alice.world.perform('strike', strike(9))
    meet()

    expect(gm.world.settle(`actors.${goblin}.attributes.hp.value`, 3)).toEqual({ type: 'done' })
    meet()

    expect(alice.hitPoints('Goblin')).toBe(3)
    expect(gm.world.merges).toMatchObject([{ what: 'Goblin: hit points', live: false }])
  })
})

describe('a merge is overruled', () => {
  test('by what one write alone would have come to: on every screen, in the log, undoably', async () => {
    const { gm, alice, meet, strike, goblin } = await setUpFight()
    gm.world.edit(goblin, 'attributes.hp.value', { set: 15 })
    meet()
    gm.world.perform('strike', strike(8))
    alice.world.perform('strike', strike(9))
    meet()
    const [merge] = gm.world.merges
    expect(new Set(merge?.choices.map(({ value }) => value))).toEqual(new Set([15, 7, 6]))

    gm.world.settle(merge?.path ?? '', 7)
    meet()
    expect(alice.hitPoints('Goblin')).toBe(7)
    expect(alice.world.log.at(-1)?.text).toBe('Goblin: hit points: 0 → 7')
    expect(gm.world.merges).toMatchObject([{ live: false, choices: [] }])

    gm.world.undo()
    meet()
    expect(alice.hitPoints('Goblin')).toBe(0)
  })

  test('by bringing back what was removed while another changed it, with all of it', async () => {
    const { gm, alice, meet, strike } = await setUpFight()
    gm.world.removeToken(gm.token('Goblin').id)
    alice.world.perform('strike', strike(3))
    meet()
    expect(alice.world.tokens.map(({ name }) => name)).not.toContain('Goblin')
    const [merge] = gm.world.merges
    expect(merge?.choices).toMatchObject([{ kind: 'restore' }])

    gm.world.settle(merge?.path ?? '', true)
    meet()
    for (const seat of [gm, alice]) expect(seat.hitPoints('Goblin')).toBe(12)
    expect(alice.world.log.at(-1)?.text).toBe('Goblin was brought back')
  })
})

describe('values set apart', () => {
  test('fold by their rule: 7 and 6 are 6, and a heal that saw them wins', async () => {
    const { gm, alice, meet, goblin } = await setUpFight()
    gm.world.edit(goblin, 'attributes.hp.value', { set: 7 })
    alice.world.edit(goblin, 'attributes.hp.value', { set: 6 })
    meet()
    expect(gm.token('Goblin').hitPoints?.value).toBe(6)

    gm.world.edit(goblin, 'attributes.hp.value', { add: 5 })
    meet()

    expect(alice.hitPoints('Goblin')).toBe(11)
  })

  test('a condition added and removed apart stays; removed after it was seen, it is gone', async () => {
    const { gm, alice, meet, hero, goblin } = await setUpFight()
    const prone = (on: boolean) => ({ actor: hero, target: goblin, condition: 'prone', on })
    gm.world.perform('afflict', prone(true))
    meet()
    gm.world.perform('afflict', prone(true))
    alice.world.perform('afflict', prone(false))
    meet()
    expect(alice.token('Goblin').conditions).toEqual(['prone'])

    alice.world.perform('afflict', prone(false))
    meet()

    expect(gm.token('Goblin').conditions).toEqual([])
  })

  test('a sheet edit tells before and after', async () => {
    const { gm, goblin } = await setUpFight()

    gm.world.edit(goblin, 'attributes.hp.max', { set: 18 })

    expect(gm.world.log.at(-1)?.text).toBe('Goblin: hit point maximum: 15 → 18')
    expect(gm.world.edit(goblin, 'attributes.hp.max', { set: 'many' }).type).toBe('refused')
  })
})

describe('a token', () => {
  test('deleted while moved is gone, with its actor', async () => {
    const { gm, alice, meet } = await setUpFight()
    const { id } = gm.token('Goblin')
    gm.world.removeToken(id)
    alice.world.moveTokens([{ id, x: 1, y: 1 }])
    meet()

    for (const { world } of [gm, alice]) {
      expect(world.tokens.map(({ name }) => name)).toEqual(['Hero'])
      expect(world.actors.map(({ name }) => name)).toEqual(['Hero'])
      expect(world.merges.map(({ what, result }) => `${what} ${result}`)).toContain(
        'Goblin removed',
      )
    }

    gm.world.undo()
    meet()
    expect(alice.token('Goblin')).toMatchObject({ x: 1, y: 1 })
  })

  test('dragged by two ends where the later drop was, on both screens', async () => {
    const { gm, alice, meet, pass } = await setUpFight()
    const { id } = gm.token('Goblin')
    gm.world.moveTokens([{ id, x: 1, y: 1 }])
    pass(1000)
    alice.world.moveTokens([{ id, x: 5, y: 6 }])
    meet()

    expect(gm.token('Goblin')).toMatchObject({ x: 5, y: 6 })
    expect(alice.token('Goblin')).toEqual(asReadBy(gm.token('Goblin'), 'other'))
  })

  test('placed from the compendium gets the next free name', async () => {
    const { gm, alice, meet } = await setUpFight()

    const id = gm.world.addFromCompendium('practice:goblin', { x: 3, y: 3 })
    gm.world.addFromCompendium('practice:goblin', { x: 4, y: 3 })
    meet()

    expect(alice.world.token(id)).toMatchObject({ name: 'Goblin 2', x: 3, y: 3, art: 'humanoid' })
    expect(alice.token('Goblin 3')).toMatchObject({ x: 4 })
    expect(() => gm.world.addFromCompendium('no:such', { x: 0, y: 0 })).toThrow('"no:such"')
  })

  test('a crowd is placed in one action, each with a name of its own, and undone in one', async () => {
    const { gm, alice, meet } = await setUpFight()
    const cells = [1, 2, 3].map((x) => ({ x, y: 9 }))

    const tokens = gm.world.addManyFromCompendium('practice:goblin', cells)
    meet()

    const placed = tokens.map((id) => alice.world.token(id))
    expect(placed.map((token) => token?.name)).toEqual(['Goblin 2', 'Goblin 3', 'Goblin 4'])
    expect(placed.map((token) => token?.x)).toEqual([1, 2, 3])
    expect(alice.world.log.at(-1)?.text).toBe('3 of Goblin were placed on the map')
    gm.world.undo()
    expect(gm.world.tokens.filter(({ y }) => y === 9)).toEqual([])
  })

  test('shows the colour of the member who plays it', async () => {
    const { gm, alice, meet, hero } = await setUpFight()

    alice.world.claim(hero)
    meet()

    expect(gm.token('Hero').player).toBe(alice.world.me.colour)
    expect(alice.world.actors.find(({ id }) => id === hero)).toMatchObject({ mine: true })
  })
})
