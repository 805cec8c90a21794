import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'
import type { World } from '../world.ts'

const at = (x: number, y: number) => ({ x, y })
const torch = { reach: { bright: 4, dim: 8 }, colour: null } as const

function lamps(world: World) {
  return world.scene?.lamps.map(({ place, bright, dim, colour }) => [
    place.x,
    place.y,
    bright,
    dim,
    colour,
  ])
}

function onlyLamp({ scene }: World): string {
  return scene?.lamps[0]?.id ?? '?'
}

describe('lamps by hand', () => {
  test('light the night at once for whoever looks on, until undo puts them out', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { gm, meet } = table
    gm.world.mapVerbs.setFog(true)
    gm.world.mapVerbs.setDarkness(1)
    meet()
    alice.world.claim(alice.actor('Hero'))
    const sees = () => alice.world.vision?.sees(at(8, 3), 1)
    expect(sees()).toBe(false)
    const placed = gm.world.lampVerbs.place(at(8.5, 3.5), {
      ...torch,
      reach: { bright: 1, dim: 2 },
    })
    meet()
    expect(placed).toMatchObject({ type: 'done', id: onlyLamp(alice.world) })
    expect(sees()).toBe(true)
    expect(alice.world.lamps[0]?.lamp).toMatchObject({ place: at(8.5, 3.5), bright: 1, dim: 2 })
    gm.world.undo()
    meet()
    expect(sees()).toBe(false)
  })

  test('each thing done to one is one step back', async () => {
    const { gm } = await setUpTable()
    const { world } = gm
    world.lampVerbs.place(at(3, 3), torch)
    const lamp = onlyLamp(world)
    world.lampVerbs.move(lamp, at(5.255, 3))
    world.lampVerbs.shine(lamp, { reach: { bright: 2, dim: 6 } })
    world.lampVerbs.shine(lamp, { colour: '#56b4e9' })
    expect(lamps(world)).toEqual([[5.26, 3, 2, 6, '#56b4e9']])
    world.lampVerbs.remove(lamp)
    expect(lamps(world)).toEqual([])
    const back = Array.from({ length: 5 }, () => {
      world.undo()
      return lamps(world)?.[0]
    })
    expect(back).toEqual([
      [5.26, 3, 2, 6, '#56b4e9'],
      [5.26, 3, 2, 6, undefined],
      [5.26, 3, 4, 8, undefined],
      [3, 3, 4, 8, undefined],
      undefined,
    ])
  })

  test('a drawn torch is one of them, and its drawing goes where it goes', async () => {
    const { gm } = await setUpTable(undefined, [{ type: 'torch', x: 2, y: 2, glow: 3 }])
    const { world } = gm
    world.lampVerbs.move(onlyLamp(world), at(6, 2))
    world.lampVerbs.shine(onlyLamp(world), { reach: { bright: 1, dim: 5 }, colour: '#ff0000' })
    expect(lamps(world)).toEqual([[6, 2, 1, 5, '#ff0000']])
    expect(world.scene?.shapes).toEqual([{ type: 'torch', x: 6, y: 2, glow: 3 }])
    world.lampVerbs.remove(onlyLamp(world))
    expect(world.scene?.shapes).toEqual([])
  })

  test('one that is moved here and dimmed there is both; who takes it away wins', async () => {
    const table = await setUpTable()
    const other = await table.sit('gina', 'gm')
    const { world } = table.gm
    world.lampVerbs.place(at(2, 2), torch)
    world.lampVerbs.place(at(9, 6), torch)
    table.meet()
    const [first, second] = world.scene?.lamps.map(({ id }) => id) ?? []
    world.lampVerbs.move(first ?? '?', at(4, 2))
    other.world.lampVerbs.shine(first ?? '?', { reach: { bright: 1, dim: 2 }, colour: '#12a37a' })
    world.lampVerbs.remove(second ?? '?')
    other.world.lampVerbs.move(second ?? '?', at(1, 1))
    table.meet()
    expect(lamps(world)).toEqual([[4, 2, 1, 2, '#12a37a']])
    expect(lamps(other.world)).toEqual(lamps(world))
  })

  test('whatever two GMs do apart, both see the same lamps once they meet', async () => {
    const deed = fc.record({
      by: fc.nat(1),
      does: fc.constantFrom('place', 'move', 'reach', 'colour', 'remove', 'undo', 'meet'),
      which: fc.nat(3),
      x: fc.integer({ min: 0, max: 12 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        const table = await setUpTable()
        const worlds = [table.gm.world, (await table.sit('gina', 'gm')).world]
        for (const { by, does, which, x } of deeds) {
          const world = worlds[by]
          const known = world?.scene?.lamps ?? []
          const lamp = known[which % Math.max(known.length, 1)]?.id ?? '?'
          if (does === 'place') world?.lampVerbs.place(at(x, which), torch)
          if (does === 'move') world?.lampVerbs.move(lamp, at(x, which))
          if (does === 'reach') world?.lampVerbs.shine(lamp, { reach: { bright: x, dim: x + 1 } })
          if (does === 'colour') world?.lampVerbs.shine(lamp, { colour: `#00000${which}` })
          if (does === 'remove') world?.lampVerbs.remove(lamp)
          if (does === 'undo') world?.undo()
          if (does === 'meet') table.meet()
        }
        table.meet()
        expect(worlds[0]?.scene?.lamps).toEqual(worlds[1]?.scene?.lamps)
      }),
      { numRuns: 25, seed: 4 },
    )
  })

  test('belong to the GM, and stand within reach of the map', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    expect(alice.world.lampVerbs.place(at(1, 1), torch)).toMatchObject({ type: 'refused' })
    expect(world.lampVerbs.place(at(9e6, 1), torch)).toMatchObject({ type: 'refused' })
    expect(world.lampVerbs.place(at(NaN, 1), torch)).toMatchObject({ type: 'refused' })
    world.lampVerbs.place(at(1, 1), torch)
    expect(world.lampVerbs.move(onlyLamp(world), at(1, -9e6))).toMatchObject({ type: 'refused' })
    expect(world.lampVerbs.remove('lights.none')).toMatchObject({ type: 'refused' })
    expect(lamps(world)).toEqual([[1, 1, 4, 8, undefined]])
  })
})
