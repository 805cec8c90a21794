import { describe, expect, test } from 'vitest'
import type { NewMap } from '../scene/new-map.ts'
import { setUpTable } from '../testing/tables.ts'

const twoRooms: NewMap = {
  columns: 20,
  rows: 10,
  grid: 'square',
  ambient: 'bright',
  walls: [
    {
      kind: 'wall',
      line: [
        [6, 0],
        [6, 3],
      ],
    },
    {
      kind: 'wall',
      line: [
        [6, 5],
        [6, 10],
      ],
    },
  ],
  doors: [{ from: [6, 3], to: [6, 5], isOpen: false }],
  lamps: [],
}

async function setUpFog() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  table.gm.world.mapVerbs.setMap(twoRooms)
  table.gm.world.mapVerbs.setFog(true)
  table.meet()
  alice.world.claim(alice.actor('Hero'))
  table.meet()
  return { ...table, alice }
}

const goblinsRoom = { x: 8, y: 3 }

/** The same rooms by night, with the door open between them. */
async function setUpNight() {
  const table = await setUpTable()
  const alice = await table.sit('alice', 'player')
  const doors = twoRooms.doors.map((door) => ({ ...door, isOpen: true }))
  table.gm.world.mapVerbs.setMap({ ...twoRooms, ambient: 'dark', doors })
  table.gm.world.mapVerbs.setFog(true)
  table.meet()
  alice.world.claim(alice.actor('Hero'))
  table.meet()
  const sees = (x: number, y: number) => alice.world.vision?.sees({ x, y }, 1)
  return { ...table, alice, sees, hero: alice.token('Hero').id }
}

describe('in the dark', () => {
  test('eyes see as far as their darkvision, which is the creature’s until a GM says otherwise', async () => {
    const { gm, meet, sees, hero } = await setUpNight()
    expect(sees(4, 3)).toBe(false)
    gm.world.changeTokens([{ id: hero, darkvision: 15 }])
    meet()
    expect([sees(4, 3), sees(8, 3)]).toEqual([true, false])
    gm.world.changeTokens([{ id: hero, darkvision: 60 }])
    meet()
    expect(sees(8, 3)).toBe(true)
    gm.world.changeTokens([{ id: hero, range: 15 }])
    meet()
    expect([sees(4, 3), sees(8, 3)]).toEqual([true, false])
    for (let step = 0; step < 3; step++) gm.world.undo()
    meet()
    expect(sees(4, 3)).toBe(false)
  })

  test('a torch that is carried into the next room lights it, for whoever can look there', async () => {
    const { gm, alice, meet, sees } = await setUpNight()
    const { id } = gm.token('Goblin')
    expect(sees(8, 3)).toBe(false)
    gm.world.changeTokens([{ id, light: { bright: 5, dim: 10 } }])
    meet()
    expect(sees(8, 3)).toBe(true)
    expect(alice.world.lamps.at(-1)?.lamp).toMatchObject({ bright: 1, dim: 2 })
    gm.world.moveTokens([{ id, x: 17, y: 8 }])
    meet()
    expect(sees(8, 3)).toBe(false)
    gm.world.moveTokens([{ id, x: 8, y: 3 }])
    gm.world.changeTokens([{ id, light: null }])
    meet()
    expect(sees(8, 3)).toBe(false)
  })

  test('the torch of a hidden token gives nothing away', async () => {
    const { gm, meet, sees } = await setUpNight()
    const { id } = gm.token('Goblin')
    gm.world.changeTokens([{ id, light: { bright: 20, dim: 40 } }])
    gm.world.hide(id)
    meet()
    expect(sees(8, 3)).toBe(false)
    gm.world.seeAs('alice')
    expect(gm.world.vision?.sees({ x: 8, y: 3 }, 1)).toBe(false)
  })
})

describe('fog', () => {
  test('shows a player what their token sees: a door opens the next room', async () => {
    const { alice, gm } = await setUpFog()
    expect(gm.world.vision).toBeUndefined()
    expect(alice.world.vision?.sees({ x: 3, y: 3 }, 1)).toBe(true)
    expect(alice.world.vision?.sees(goblinsRoom, 1)).toBe(false)
    alice.world.mapVerbs.toggleDoor(alice.world.scene?.doors[0]?.id ?? '?')
    expect(alice.world.vision?.sees(goblinsRoom, 1)).toBe(true)
  })

  test('keeps what was explored, also for the GM who looks through a player’s eyes', async () => {
    const { alice, gm, meet } = await setUpFog()
    const door = alice.world.scene?.doors[0]?.id ?? '?'
    alice.world.mapVerbs.toggleDoor(door)
    alice.world.mapVerbs.toggleDoor(door)
    expect(alice.world.vision?.sees(goblinsRoom, 1)).toBe(false)
    expect(alice.world.vision?.sight?.explored.has(8.5, 3.5)).toBe(true)
    meet()
    gm.world.seeAs('alice')
    expect(gm.world.vision).toMatchObject({ as: 'alice' })
    expect(gm.world.vision?.sees(goblinsRoom, 1)).toBe(false)
    expect(gm.world.vision?.sight?.explored.has(8.5, 3.5)).toBe(true)
    gm.world.seeAs(undefined)
    expect(gm.world.vision).toBeUndefined()
  })

  test('explored apart on two devices of a member comes together', async () => {
    const { alice, meet, ...table } = await setUpFog()
    const phone = await table.sit('alice', 'player')
    meet()
    alice.world.mapVerbs.toggleDoor(alice.world.scene?.doors[0]?.id ?? '?')
    meet()
    expect(phone.world.scene?.doors[0]?.isOpen).toBe(true)
    const written = (seat: typeof phone) => {
      const doc = [...seat.session.docs].find(([name]) => name.startsWith('scene/'))
      return doc?.[1].share.size
    }
    expect(written(phone)).toBe(written(alice))
  })

  test('who plays nobody sees with the eyes of the party; without fog all is seen', async () => {
    const table = await setUpFog()
    const eve = await table.sit('eve', 'spectator')
    expect(eve.world.vision?.sees({ x: 3, y: 3 }, 1)).toBe(true)
    expect(eve.world.vision?.sees(goblinsRoom, 1)).toBe(false)
    table.gm.world.mapVerbs.setFog(false)
    table.meet()
    expect(eve.world.vision).toBeUndefined()
  })
})
