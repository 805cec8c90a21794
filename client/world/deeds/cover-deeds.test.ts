import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'

function box(left: number, top: number, right: number, bottom: number) {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
}

async function setUpCover() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const sees = (x: number, y: number) => alice.world.vision?.sees({ x, y }, 1) ?? true
  return { ...table, alice, sees }
}

describe('fog by hand', () => {
  test('hides a plain map without walls until the GM reveals it, part by part', async () => {
    const { gm, meet, sees } = await setUpCover()
    gm.world.coverVerbs.coverAll(true)
    meet()
    expect(sees(8, 3)).toBe(false)
    gm.world.coverVerbs.coverArea('reveal', box(7, 2, 12, 8))
    meet()
    expect(sees(8, 3)).toBe(true)
    expect(sees(2, 3)).toBe(false)
    gm.world.coverVerbs.coverArea('hide', box(8, 3, 9, 4))
    meet()
    expect(sees(8, 3)).toBe(false)
    expect(gm.world.vision).toBeUndefined()
  })

  test('gone over apart by two GMs is gone over twice, in the order of the times', async () => {
    const { gm, meet, pass, sees, ...table } = await setUpCover()
    const second = await table.sit('gina', 'gm')
    gm.world.coverVerbs.coverAll(true)
    meet()
    gm.world.coverVerbs.coverArea('reveal', box(0, 0, 6, 8))
    pass(1000)
    second.world.coverVerbs.coverArea('hide', box(2, 3, 3, 4))
    meet()
    expect(sees(2, 3)).toBe(false)
    expect(sees(4, 5)).toBe(true)
    expect(second.world.scene?.cover).toEqual(gm.world.scene?.cover)
  })

  test('is taken back step by step, and all of it forgotten at once', async () => {
    const { gm, meet, sees } = await setUpCover()
    gm.world.coverVerbs.coverArea('hide', box(0, 0, 12, 8))
    meet()
    expect(sees(2, 3)).toBe(false)
    gm.world.undo()
    meet()
    expect(sees(2, 3)).toBe(true)
    gm.world.redo()
    gm.world.coverVerbs.coverAll(false)
    meet()
    expect(sees(2, 3)).toBe(true)
    gm.world.undo()
    meet()
    expect(sees(2, 3)).toBe(false)
  })

  test('over what eyes see: hidden stays unseen, revealed is seen, and eyes get it back', async () => {
    const { gm, alice, meet, sees } = await setUpCover()
    gm.world.mapVerbs.setFog(true)
    gm.world.mapVerbs.setDarkness(1)
    meet()
    alice.world.claim(alice.actor('Hero'))
    expect(sees(8, 3)).toBe(false)
    gm.world.coverVerbs.coverArea('reveal', box(7, 2, 12, 8))
    meet()
    expect(sees(8, 3)).toBe(true)
    gm.world.coverVerbs.coverArea('sight', box(7, 2, 12, 8))
    meet()
    expect(sees(8, 3)).toBe(false)
  })

  test('what was explored is forgotten by everyone when the GM says so, and comes back by undo', async () => {
    const { gm, alice, meet } = await setUpCover()
    gm.world.mapVerbs.setFog(true)
    meet()
    alice.world.claim(alice.actor('Hero'))
    meet()
    const seen = () => alice.world.vision?.sight?.explored.has(8.5, 3.5)
    expect(seen()).toBe(true)
    gm.world.mapVerbs.setDarkness(1)
    meet()
    expect(seen()).toBe(true)
    gm.world.coverVerbs.resetExplored()
    meet()
    expect(seen()).toBe(false)
    gm.world.undo()
    meet()
    expect(seen()).toBe(true)
  })

  test('is the GM’s: players and areas that are none are refused in a sentence', async () => {
    const { gm, alice } = await setUpCover()
    expect(alice.world.coverVerbs.coverAll(true)).toMatchObject({ type: 'refused' })
    expect(gm.world.coverVerbs.coverArea('hide', [{ x: 1, y: 1 }])).toMatchObject({
      type: 'refused',
    })
    expect(gm.world.scene?.cover.areas).toEqual([])
  })
})
