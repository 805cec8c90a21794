import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'

const red = { radius: 10, colour: '#ff0000' }
const blue = { radius: 30, colour: '#0000ff' }

describe('how a token is shown', () => {
  test('layer, light, eyes and auras are one step each, and undo takes them back', async () => {
    const { gm } = await setUpTable()
    const { id } = gm.token('Goblin')
    const before = gm.world.token(id)
    gm.world.changeTokens([{ id, layer: 'above', light: { bright: 20, dim: 40 }, darkvision: 60 }])
    gm.world.changeTokens([{ id, addAura: red }])
    gm.world.changeTokens([{ id, removeAura: red, addAura: blue }])
    expect(gm.world.token(id)).toMatchObject({
      layer: 'above',
      light: { bright: 20, dim: 40 },
      sight: { darkvision: 60 },
      auras: [blue],
    })
    gm.world.undo()
    expect(gm.world.token(id)?.auras).toEqual([red])
    gm.world.undo()
    gm.world.undo()
    expect(gm.world.token(id)).toEqual(before)
  })

  test('two people apart put auras on it, light it and lift it to another layer: all of it stays', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.meet()
    const { id } = table.gm.token('Goblin')
    table.gm.world.changeTokens([{ id, addAura: red, layer: 'floor' }])
    alice.world.changeTokens([{ id, addAura: blue, light: { bright: 5, dim: 10 } }])
    table.meet()
    for (const { world } of [table.gm, alice]) {
      const both = { layer: 'floor', light: { bright: 5, dim: 10 } }
      expect(world.token(id)).toMatchObject(both)
      expect(new Set(world.token(id)?.auras)).toEqual(new Set([red, blue]))
    }
  })

  test('what another device wrote wrongly is as if it were not there', async () => {
    const { gm } = await setUpTable()
    const { id } = gm.token('Goblin')
    const wrong = { radius: -3, colour: 'url(https://evil.example)' }
    expect(gm.world.changeTokens([{ id, addAura: wrong }]).type).toBe('refused')
    expect(gm.world.token(id)?.auras).toEqual([])
  })
})

describe('groups', () => {
  test('are made and dissolved in one step; one of them is enough to dissolve it', async () => {
    const { gm } = await setUpTable()
    const [first = '', second = '', third = ''] = gm.world.tokens.map(({ id }) => id)
    gm.world.tokenDeeds.group([first, second])
    const group = gm.world.token(first)?.group
    expect(group).toMatch(/^g/)
    expect(gm.world.token(second)?.group).toBe(group)
    expect(gm.world.token(third)?.group).toBeUndefined()
    gm.world.tokenDeeds.ungroup([second])
    expect(gm.world.tokens.every((token) => token.group === undefined)).toBe(true)
    gm.world.undo()
    expect(gm.world.token(first)?.group).toBe(group)
    gm.world.undo()
    expect(gm.world.token(first)?.group).toBeUndefined()
  })

  test('copies of a group are a group of their own', async () => {
    const { gm } = await setUpTable()
    const ids = gm.world.tokens.slice(0, 2).map(({ id }) => id)
    gm.world.tokenDeeds.group(ids)
    const made = gm.world.duplicateTokens(ids, { x: 0, y: 1 })
    if (made.type === 'refused') throw new Error(made.because.text)
    const groups = made.ids.map((id) => gm.world.token(id)?.group)
    expect(groups[0]).toBe(groups[1])
    expect(groups[0]).not.toBe(gm.world.token(ids[0] ?? '')?.group)
  })

  test('made apart with one token in both: it is in one of them, on every screen the same', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.meet()
    const [a = '', b = '', c = ''] = table.gm.world.tokens.map(({ id }) => id)
    table.gm.world.tokenDeeds.group([a, b])
    alice.world.tokenDeeds.group([b, c])
    table.meet()
    const groupOf = (world: typeof alice.world, id: string) => world.token(id)?.group
    expect(groupOf(table.gm.world, b)).toBe(groupOf(alice.world, b))
    expect([groupOf(alice.world, a), groupOf(alice.world, c)]).toContain(groupOf(alice.world, b))
  })
})

describe('many tokens at once', () => {
  test('are turned, lifted, sized and locked in one step, and undo takes all of it back', async () => {
    const { gm } = await setUpTable()
    const ids = gm.world.tokens.map(({ id }) => id)
    gm.world.changeTokens(
      ids.map((id) => ({ id, rotation: 90, elevation: 20, size: 2, locked: true })),
    )
    const changed = { rotation: 90, elevation: 20, size: 2, locked: true }
    for (const token of gm.world.tokens) expect(token).toMatchObject(changed)
    gm.world.undo()
    const before = { rotation: 0, elevation: 0, size: 1, locked: false }
    for (const token of gm.world.tokens) expect(token).toMatchObject(before)
  })

  test('a copy is a creature of its own, as hurt as the first, with a name of its own', async () => {
    const { gm } = await setUpTable()
    const goblin = gm.token('Goblin')
    gm.world.edit(goblin.actor ?? '', 'attributes.hp.value', { set: 4 })
    const made = gm.world.duplicateTokens([goblin.id], { x: 1, y: 0 })
    if (made.type === 'refused') throw new Error(made.because.text)
    const copy = gm.world.token(made.ids[0] ?? '')
    expect(copy).toMatchObject({ x: goblin.x + 1, y: goblin.y, hitPoints: { value: 4 } })
    expect(copy?.name).toMatch(/^Goblin \d+$/)

    gm.world.edit(copy?.actor ?? '', 'attributes.hp.value', { set: 1 })
    expect(gm.token('Goblin').hitPoints?.value).toBe(4)
  })

  test('the copy of a played hero is the same hero again', async () => {
    const { gm } = await setUpTable()
    const hero = gm.token('Hero')
    gm.world.claim(hero.actor ?? '')
    const made = gm.world.duplicateTokens([hero.id], { x: 1, y: 0 })
    if (made.type === 'refused') throw new Error(made.because.text)
    expect(gm.world.token(made.ids[0] ?? '')).toMatchObject({ actor: hero.actor, name: 'Hero' })
  })

  test('the copy of a hidden token is hidden as well', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    table.meet()
    const goblin = table.gm.token('Goblin')
    table.gm.world.hide(goblin.id)
    table.gm.world.duplicateTokens([goblin.id], { x: 1, y: 0 })
    table.meet()
    const hidden = table.gm.world.tokens.filter(({ hidden }) => hidden)
    expect(hidden).toHaveLength(2)
    expect(alice.world.tokens).toHaveLength(table.gm.world.tokens.length - 2)
  })

  test('are removed together with their creatures, and come back together', async () => {
    const { gm } = await setUpTable()
    const count = gm.world.tokens.length
    gm.world.removeTokens(gm.world.tokens.map(({ id }) => id))
    expect([gm.world.tokens.length, gm.world.actors.length]).toEqual([0, 0])
    gm.world.undo()
    expect(gm.world.tokens).toHaveLength(count)
  })
})
