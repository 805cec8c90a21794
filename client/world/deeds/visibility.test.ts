import { describe, expect, test } from 'vitest'
import type { JoinedSession } from '../testing/joined-sessions.ts'
import { setUpTable } from '../testing/tables.ts'
import * as Y from 'yjs'

async function setUpSecret() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const { gm } = table
  return { ...table, alice, hero: gm.actor('Hero') }
}

/** Whether any byte that ever left for a player's device, or that one holds now, has the words in it. */
function reachedPlayers(gm: JoinedSession, player: JoinedSession, words: string): boolean {
  const sent = gm.sent.filter(({ to }) => to !== 'gm').map(({ bytes }) => bytes)
  const held = [...player.docs.values()].map((doc) => Y.encodeStateAsUpdate(doc))
  return [...sent, ...held].some((bytes) => Buffer.from(bytes).includes(words))
}

describe('a token placed hidden', () => {
  test('is on the GM’s map only, and no byte about it reaches a player', async () => {
    const { gm, alice, meet, pass, hero } = await setUpSecret()
    const file = JSON.stringify([{ name: 'Zargathrix', hp: 40 }])
    await gm.world.compendium.importFile(
      'beasts.json',
      file,
      () => undefined,
      () => false,
    )

    const id = gm.world.addFromCompendium('practice:zargathrix', { x: 6, y: 6 }, { hidden: true })
    const actor = gm.actor('Zargathrix')
    gm.world.moveTokens([{ id, x: 7, y: 6 }])
    gm.world.dragTokens([{ id, x: 7.5, y: 6 }])
    gm.world.perform('strike', { actor, target: hero, amount: 3 })
    gm.world.perform('strike', { actor: hero, target: actor, amount: 3 })
    gm.world.edit(actor, 'attributes.hp.max', { set: 50 })
    gm.world.perform('begin', { first: actor })
    gm.world.undo()
    gm.world.redo()
    pass(20_000)
    meet()

    expect(gm.token('Zargathrix')).toMatchObject({ hidden: true, x: 7 })
    expect(alice.world.tokens.map(({ name }) => name).sort()).toEqual(['Goblin', 'Hero'])
    expect(alice.token('Hero').hitPoints?.value).toBe(17)
    for (const secret of ['Zargathrix', 'zargathrix', id, actor]) {
      expect([secret, reachedPlayers(gm.session, alice.session, secret)]).toEqual([secret, false])
    }
    expect(reachedPlayers(gm.session, alice.session, 'practice:goblin')).toBe(true)
    expect(gm.world.log.filter(({ secret }) => secret).length).toBeGreaterThan(4)
    expect(alice.world.log.map(({ text }) => text).join()).not.toContain('Zargathrix')
  })

  test('fights in the same encounter, seen by the GM in one order', async () => {
    const { gm, alice, meet } = await setUpSecret()
    gm.world.addFromCompendium('practice:goblin', { x: 6, y: 6 }, { hidden: true })

    gm.world.perform('begin', { first: gm.actor('Goblin 2') })
    meet()

    expect(gm.world.encounter?.order.map(({ name }) => name)).toEqual([
      'Goblin 2',
      'Goblin',
      'Hero',
    ])
    expect(gm.world.encounter?.turn).toBe(gm.actor('Goblin 2'))
    expect(alice.world.encounter).toMatchObject({
      turn: null,
      order: [{ name: 'Goblin' }, { name: 'Hero' }],
    })
  })

  test('leaves no gap in the names that players see', async () => {
    const { gm, alice, meet } = await setUpSecret()
    const hidden = gm.world.addFromCompendium('practice:goblin', { x: 6, y: 6 }, { hidden: true })
    const shown = gm.world.addFromCompendium('practice:goblin', { x: 7, y: 6 })
    meet()
    expect(alice.world.token(shown)?.name).toBe('Goblin 2')

    gm.world.reveal(hidden)
    meet()

    expect(alice.world.token(hidden)?.name).toBe('Goblin 3')
  })
})

describe('hiding a token that was seen', () => {
  test('takes it and its actor away from the players, with its place in the fight', async () => {
    const { gm, alice, meet, hero } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.perform('strike', { actor: hero, target: actor, amount: 4 })
    gm.world.perform('begin', { first: actor })
    meet()
    expect(alice.world.encounter?.turn).toBe(actor)

    expect(gm.world.hide(id)).toEqual({ type: 'done' })
    meet()

    expect(alice.world.tokens.map(({ name }) => name)).toEqual(['Hero'])
    expect(alice.world.actor(actor)).toBeUndefined()
    expect(alice.world.encounter).toMatchObject({ turn: null, order: [{ name: 'Hero' }] })
    expect(gm.token('Goblin')).toMatchObject({
      hidden: true,
      hitPoints: { value: 11, maximum: 15 },
    })
    expect(gm.world.encounter).toMatchObject({
      turn: actor,
      order: [{ name: 'Goblin' }, { name: 'Hero' }],
    })
    const held = Y.encodeStateAsUpdate(alice.session.docs.get('table') ?? new Y.Doc())
    expect(Buffer.from(held).includes('practice:goblin')).toBe(false)
  })

  test('and revealing it brings all of it back', async () => {
    const { gm, alice, meet, hero } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.perform('begin', { first: actor })
    gm.world.perform('afflict', { actor: hero, target: actor, condition: 'prone', on: true })
    gm.world.hide(id)
    gm.world.perform('strike', { actor: hero, target: actor, amount: 5 })
    gm.world.moveTokens([{ id, x: 0, y: 7 }])
    meet()

    expect(gm.world.reveal(id)).toEqual({ type: 'done' })
    meet()

    const { hidden, x, y, hitPoints, conditions } = alice.token('Goblin')
    expect({ hidden, x, y, conditions }).toEqual({
      hidden: false,
      x: 0,
      y: 7,
      conditions: ['prone'],
    })
    expect(hitPoints?.value).toBe(10)
    expect(alice.world.encounter).toMatchObject({
      turn: actor,
      order: [{ name: 'Goblin' }, { name: 'Hero' }],
    })
    expect(gm.token('Goblin').hidden).toBe(false)
  })

  test('keeps the actor where another token shows it, and forgets what undo could tell', async () => {
    const { gm, alice, meet } = await setUpSecret()
    const { id } = gm.token('Goblin')
    gm.world.moveTokens([{ id, x: 1, y: 1 }])
    gm.world.hide(id)
    meet()

    expect(gm.world.undo()).toMatchObject({ text: 'There is nothing to undo.' })
    expect(alice.world.hide(alice.token('Hero').id).type).toBe('refused')
  })
})
