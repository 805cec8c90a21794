import { openDocument } from '#crdt-rules'
import { mentions } from '#crdt-rules/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentName } from '../../sync/index.ts'
import { createSessionRules } from '../documents/session-rules.ts'
import { practiceSystem } from '../testing/practice-system.ts'
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
  return [...sent, ...held].some((bytes) => mentions(bytes, words))
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
    expect(alice.hitPoints('Hero')).toBe(17)
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

    const { hidden, x, y, conditions } = alice.token('Goblin')
    expect({ hidden, x, y, conditions }).toEqual({
      hidden: false,
      x: 0,
      y: 7,
      conditions: ['prone'],
    })
    expect(alice.hitPoints('Goblin')).toBe(10)
    expect(alice.world.encounter).toMatchObject({
      turn: actor,
      order: [{ name: 'Goblin' }, { name: 'Hero' }],
    })
    expect(gm.token('Goblin').hidden).toBe(false)
  })

  test('is undone and done again; undo tells nothing of what came before it', async () => {
    const { gm, alice, meet } = await setUpSecret()
    const { id } = gm.token('Goblin')
    const names = () => alice.world.tokens.map(({ name }) => name).sort()
    gm.world.moveTokens([{ id, x: 1, y: 1 }])
    gm.world.hide(id)
    meet()
    expect(names()).toEqual(['Hero'])

    expect(gm.world.undo()).toMatchObject({ text: 'undone: Goblin was hidden' })
    meet()
    expect(alice.token('Goblin')).toMatchObject({ hidden: false, x: 1, y: 1 })
    expect(alice.world.log.map(({ text }) => text).join()).not.toContain('hidden')
    expect(gm.world.redo()).toMatchObject({ text: 'redone: Goblin was hidden' })
    meet()
    expect(names()).toEqual(['Hero'])
    gm.world.undo()
    expect(gm.world.undo()).toMatchObject({ text: 'There is nothing to undo.' })
    expect(gm.token('Goblin')).toMatchObject({ hidden: false, x: 1, y: 1 })
    expect(alice.world.hide(alice.token('Hero').id).type).toBe('refused')
  })

  test('leaves the sheet with whoever plays it', async () => {
    const { gm, alice, meet, hero } = await setUpSecret()
    alice.world.claim(hero)
    meet()
    gm.world.hide(gm.token('Hero').id)
    meet()
    expect(alice.world.tokens.map(({ name }) => name)).toEqual(['Goblin'])
    expect(alice.world.actor(hero)).toBeDefined()
    gm.world.undo()
    meet()
    expect(alice.token('Hero')).toMatchObject({ actor: hero, hidden: false })
  })
})

describe('revealing a token', () => {
  test('is undone and done again, and who saw it before sees it all along', async () => {
    const { gm, alice, sit, meet } = await setUpSecret()
    const bob = await sit('bob', 'player')
    const id = gm.world.addFromCompendium('practice:goblin', { x: 6, y: 6 }, { hidden: true })
    meet()
    await expect.poll(() => gm.world.glimpses.canReach('alice')).toBe(true)
    gm.world.glimpses.showTo([id], 'alice', true)
    const seenBy = () => {
      meet()
      return [alice, bob].map(({ world }) => world.token(id) !== undefined)
    }
    expect(seenBy()).toEqual([true, false])

    gm.world.reveal(id)
    expect(seenBy()).toEqual([true, true])
    expect(gm.world.undo()).toMatchObject({ text: 'undone: Goblin 2 appears' })
    expect(seenBy()).toEqual([true, false])
    expect(gm.world.glimpses.seers(id)).toEqual(['alice'])
    expect(gm.world.redo()).toMatchObject({ text: 'redone: Goblin 2 appears' })
    expect(seenBy()).toEqual([true, true])
  })
})

describe('written apart from a hide', () => {
  test('hidden while another hits it apart: 9, also after revealing', async () => {
    const { gm, alice, meet, pass, hero } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.hide(id)
    alice.world.perform('strike', { actor: hero, target: actor, amount: 6 })
    pass(20_000)
    meet()
    meet()

    expect(gm.token('Goblin')).toMatchObject({ hidden: true, hitPoints: { value: 9 } })
    expect(alice.world.tokens.map(({ name }) => name)).toEqual(['Hero'])
    expect(leftOf(alice.session, actor)).toEqual([])

    pass(20_000)
    gm.world.reveal(id)
    meet()
    for (const { token, hitPoints } of [gm, alice]) {
      expect([token('Goblin').hidden, hitPoints('Goblin')]).toEqual([false, 9])
    }
  })

  test('is not told as removed, and cannot be brought back: it is there', async () => {
    const { gm, alice, meet, pass, hero } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.hide(id)
    alice.world.perform('strike', { actor: hero, target: actor, amount: 6 })
    alice.world.moveTokens([{ id, x: 1, y: 1 }])
    pass(20_000)
    const lines = gm.world.log.length
    meet()

    for (const entity of [`tokens.${id}`, `actors.${actor}`]) {
      const refusal = {
        type: 'refused',
        because: { text: 'There is nothing to bring back: it is not removed.' },
      }
      expect(gm.world.settle(`${entity}.$`, true)).toMatchObject(refusal)
      expect(alice.world.settle(`${entity}.$`, true)).toMatchObject({ type: 'refused' })
    }
    meet()
    for (const { world } of [gm, alice]) {
      expect(world.merges.filter(({ path }) => path.endsWith('.$'))).toEqual([])
    }
    expect(gm.world.log.length).toBe(lines + 1)
    expect(alice.world.tokens.map(({ name }) => name)).toEqual(['Hero'])
  })

  test('two devices of GMs count a hit once, whoever hears of it first', async () => {
    const { gm, sit, alice, meet, pass, hero } = await setUpSecret()
    const second = await sit('dora', 'gm')
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.hide(id)
    alice.world.perform('strike', { actor: hero, target: actor, amount: 6 })
    pass(20_000)
    bring('gm', gm.session, second.session)
    bring('table', gm.session, second.session)
    bring('table', alice.session, gm.session)
    bring('table', alice.session, second.session)
    expect([gm, second].map(({ token }) => token('Goblin').hitPoints?.value)).toEqual([9, 9])

    gm.world.perform('strike', { actor: hero, target: actor, amount: 1 })
    second.world.perform('strike', { actor: hero, target: actor, amount: 2 })
    meet()
    meet()

    expect([gm, second].map(({ token }) => token('Goblin').hitPoints?.value)).toEqual([6, 6])
  })

  test('a value counts for what it is: a decision against what merely came along, by the rule against another', async () => {
    const { gm, alice, meet, pass } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.edit(actor, 'attributes.hp.value', { set: 5 })
    meet()
    pass(20_000)
    gm.world.hide(id)
    alice.world.edit(actor, 'attributes.hp.value', { set: 12 })
    alice.world.edit(actor, 'name', { set: 'Grik' })
    alice.world.edit(actor, 'conditions', { add: 'prone' })
    alice.world.moveTokens([{ id, x: 1, y: 7 }])
    pass(20_000)
    gm.world.moveTokens([{ id, x: 3, y: 3 }])
    meet()

    expect(gm.token('Grik')).toMatchObject({ x: 3, y: 3, conditions: ['prone'] })
    expect(gm.token('Grik').hitPoints?.value).toBe(12)
  })

  test('a condition taken off apart is off; one that the GM put on since stays', async () => {
    const { gm, sit, alice, meet, pass, hero } = await setUpSecret()
    const second = await sit('dora', 'gm')
    const { id, actor = '' } = gm.token('Goblin')
    const afflict = (condition: string, on: boolean) => ({
      actor: hero,
      target: actor,
      condition,
      on,
    })
    for (const condition of ['prone', 'blinded', 'dazed']) {
      gm.world.perform('afflict', afflict(condition, true))
    }
    meet()
    pass(20_000)
    gm.world.hide(id)
    pass(20_000)
    gm.world.perform('afflict', afflict('blinded', false))
    gm.world.perform('afflict', afflict('blinded', true))
    for (const condition of ['prone', 'blinded', 'dazed']) {
      alice.world.perform('afflict', afflict(condition, false))
    }
    alice.world.perform('afflict', afflict('dazed', true))
    pass(20_000)
    meet()
    meet()
    for (const { token } of [gm, second]) {
      expect([...token('Goblin').conditions].sort()).toEqual(['blinded', 'dazed'])
    }
    expect(leftOf(alice.session, actor)).toEqual([])
  })

  test('all that was taken off apart: nothing is left, whoever hears of it first', async () => {
    const { gm, sit, alice, meet, pass, hero } = await setUpSecret()
    const second = await sit('dora', 'gm')
    const { id, actor = '' } = gm.token('Goblin')
    const prone = (on: boolean) => ({ actor: hero, target: actor, condition: 'prone', on })
    gm.world.perform('afflict', prone(true))
    meet()
    pass(20_000)
    gm.world.hide(id)
    alice.world.perform('afflict', prone(false))
    pass(20_000)
    bring('gm', gm.session, second.session)
    bring('table', gm.session, second.session)
    bring('table', alice.session, gm.session)
    bring('table', alice.session, second.session)
    expect([gm, second].map(({ token }) => token('Goblin').conditions)).toEqual([[], []])
    meet()
    meet()
    gm.world.reveal(id)
    meet()
    expect([gm, second, alice].map(({ token }) => token('Goblin').conditions)).toEqual([[], [], []])
  })

  test('a long evening apart counts hit by hit', async () => {
    const { gm, alice, meet, pass, hero } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.edit(actor, 'attributes.hp.max', { set: 100 })
    gm.world.edit(actor, 'attributes.hp.value', { set: 100 })
    meet()
    pass(20_000)
    gm.world.hide(id)
    for (let hit = 0; hit < 30; hit++) {
      alice.world.perform('strike', { actor: hero, target: actor, amount: 2 })
    }
    pass(20_000)
    gm.world.perform('strike', { actor: hero, target: actor, amount: 3 })
    meet()

    expect(gm.token('Goblin').hitPoints?.value).toBe(37)
  })

  test('what another GM did to a hidden token while it was revealed is seen by all', async () => {
    const { gm, sit, alice, meet, pass, hero } = await setUpSecret()
    const second = await sit('dora', 'gm')
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.hide(id)
    meet()
    pass(20_000)
    gm.world.reveal(id)
    second.world.perform('strike', { actor: hero, target: actor, amount: 6 })
    pass(20_000)
    meet()
    meet()

    for (const { token, hitPoints } of [gm, second, alice]) {
      expect([token('Goblin').hidden, hitPoints('Goblin')]).toEqual([false, 9])
    }
  })

  test('a device that was closed meanwhile carries it over when it opens', async () => {
    const { gm, sit, leave, alice, meet, pass, hero } = await setUpSecret()
    const { id, actor = '' } = gm.token('Goblin')
    gm.world.hide(id)
    leave(alice.session)
    meet()
    alice.world.perform('strike', { actor: hero, target: actor, amount: 6 })
    const table = alice.session.docs.get('table')
    const late = await sit('dora', 'gm')
    leave(gm.session)
    leave(late.session)
    const held = late.session.docs.get('table')
    if (table === undefined || held === undefined) throw new Error('Both hold a table.')
    pass(20_000)
    Y.applyUpdate(held, Y.encodeStateAsUpdate(table))

    expect(late.token('Goblin').hitPoints?.value).toBe(9)
  })
})

test('whatever meets whenever: every hit counts once, through hiding and revealing', async () => {
  const who = fc.integer({ min: 0, max: 2 })
  const step = fc.oneof(
    fc.record({
      type: fc.constant('hit' as const),
      by: who,
      amount: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({
      type: fc.constant('bring' as const),
      name: fc.constantFrom('table' as const, 'gm' as const),
      from: who,
      to: who,
    }),
  )
  const stretch = fc.array(step, { maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(fc.tuple(stretch, stretch, stretch), async ([before, hidden, shown]) => {
      const { gm, alice, sit, meet, pass, hero } = await setUpSecret()
      const seats = [gm, await sit('dora', 'gm'), alice] as const
      const { id, actor = '' } = gm.token('Goblin')
      gm.world.edit(actor, 'attributes.hp.max', { set: 500 })
      gm.world.edit(actor, 'attributes.hp.value', { set: 500 })
      meet()
      let left = 500

      function play(steps: typeof before): void {
        for (const one of steps) {
          pass(10_000)
          const seat = seats[one.type === 'hit' ? one.by : one.from] ?? gm
          if (one.type === 'bring') {
            const to = seats[one.to] ?? gm
            if (to !== seat && (one.name === 'table' || (to !== alice && seat !== alice)))
              bring(one.name, seat.session, to.session)
          } else if (
            seat.world.actor(actor) !== undefined &&
            seat.world.perform('strike', { actor: hero, target: actor, amount: one.amount })
              .type === 'done'
          )
            left -= one.amount
        }
      }

      play(before)
      gm.world.hide(id)
      play(hidden)
      gm.world.reveal(id)
      play(shown)
      for (let time = 0; time < 5; time++) meet()

      expect(seats.map(({ hitPoints }) => hitPoints('Goblin'))).toEqual([left, left, left])
    }),
    { numRuns: 8 },
  )
}, 60_000)

/** Brings one document of one person to another, who hears of nothing else. */
function bring(name: DocumentName, from: JoinedSession, to: JoinedSession): void {
  const [given, taken] = [from.docs.get(name), to.docs.get(name)]
  if (given === undefined || taken === undefined) throw new Error(`Both need ${name}.`)
  Y.applyUpdate(taken, Y.encodeStateAsUpdate(given, Y.encodeStateVector(taken)))
}

/** What a player's table still says of an actor. */
function leftOf({ docs }: JoinedSession, actor: string): readonly string[] {
  const doc = docs.get('table') ?? new Y.Doc()
  const table = openDocument({ doc, rules: createSessionRules(practiceSystem), now: () => 0 })
  return table.paths(`actors.${actor}`)
}
