import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'

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
    if (made.type === 'refused') throw new Error(made.because)
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
    if (made.type === 'refused') throw new Error(made.because)
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
