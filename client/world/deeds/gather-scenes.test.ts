import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { NewMap } from '../scene/new-map.ts'
import { holds, setUpTable, type Seat } from '../testing/tables.ts'

const cellar: NewMap = {
  columns: 20,
  rows: 10,
  grid: 'square',
  ambient: 'bright',
  walls: [
    {
      kind: 'wall',
      line: [
        [10, 0],
        [10, 4],
      ],
    },
  ],
  doors: [{ from: [10, 4], to: [10, 6], isOpen: false }],
  lamps: [],
}

const style = { colour: '#e69f00', breadth: 8, filled: false }
const trapdoor = {
  x: 4,
  y: 4,
  shape: { type: 'text', text: 'Trapdoor', height: 1 },
  style,
} as const

/** Two GMs and a player, all of whom have seen the hall; the GMs have a prepared cellar open. */
async function twoGms() {
  const table = await setUpTable()
  const { gm } = table
  const other = await table.sit('zoe', 'gm')
  const alice = await table.sit('alice', 'player')
  const hall = gm.world.scene?.id ?? '?'
  await gm.world.sceneVerbs.createScene('Cellar', cellar)
  const scene = gm.world.scene?.id ?? '?'
  table.meet()
  await other.world.openScene(scene)
  table.meet()

  /** Everybody meets, and late arrivals are brought after, until there is nothing more to do. */
  async function settle() {
    for (let round = 0; round < 4; round++) {
      table.meet()
      table.pass(2000)
      await new Promise((resolve) => setTimeout(resolve))
    }
    table.meet()
  }
  return { ...table, other, alice, hall, scene, settle }
}

function middlesOf({ world }: Seat): readonly string[] {
  return (world.scene?.walls ?? [])
    .filter(({ kind }) => kind === 'wall')
    .map(({ from, to }) => `${(from.x + to.x) / 2} ${(from.y + to.y) / 2}`)
    .sort()
}

/** Hands all that one device holds to another, as if it was the same one. */
function give({ session: from }: Seat, { session: to }: Seat): void {
  for (const [name, doc] of from.docs) {
    const own = to.docs.get(name)
    if (own !== undefined) Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
    else (to.docs as Map<typeof name, Y.Doc>).set(name, doc)
  }
}

async function drawEverything({ world }: Seat): Promise<void> {
  world.wallVerbs.addPiece('wall', { x: 2, y: 2 }, { x: 6, y: 2 })
  world.wallVerbs.movePlaces([{ from: { x: 10, y: 0 }, to: { x: 12, y: 0 } }])
  world.mapVerbs.setFog(true)
  world.draw(trapdoor)
  world.addFromCompendium('practice:goblin', { x: 3, y: 3 })
  await Promise.resolve()
}

describe('what a GM does to a scene while another shows it', () => {
  test('is there for everyone once they meet: walls, fog, drawings and creatures', async () => {
    const { gm, other, alice, scene, settle, pass } = await twoGms()
    await drawEverything(other)
    pass(300)
    await gm.world.sceneVerbs.showScene(scene)
    await settle()

    for (const seat of [gm, other, alice]) {
      expect([seat.session.member, seat.world.scene?.name]).toEqual([seat.session.member, 'Cellar'])
      expect(middlesOf(seat)).toEqual(['11 2', '4 2'])
      expect(seat.world.scene?.hasFog).toBe(true)
      expect(seat.world.drawings).toMatchObject([{ shape: { text: 'Trapdoor' } }])
      expect(seat.world.tokens).toMatchObject([{ x: 3, y: 3, hidden: false }])
    }
  })

  test('yields to what was changed after it was shown, and is brought only once', async () => {
    const { gm, other, scene, settle, pass } = await twoGms()
    other.world.mapVerbs.setDarkness(0.3)
    other.world.wallVerbs.addPiece('wall', { x: 2, y: 2 }, { x: 6, y: 2 })
    pass(300)
    await gm.world.sceneVerbs.showScene(scene)
    pass(300)
    gm.world.mapVerbs.setDarkness(0.8)
    await settle()
    for (const seat of [gm, other]) {
      expect(seat.world.scene?.darkness).toBe(0.8)
      expect(middlesOf(seat)).toEqual(['10 2', '4 2'])
    }
    const written = JSON.stringify([...gm.session.docs].map(([, doc]) => doc.store.clients.size))
    gm.world.wallVerbs.movePlaces([{ from: { x: 2, y: 2 }, to: { x: 1, y: 2 } }])
    await settle()
    expect(middlesOf(other)).toEqual(['10 2', '3.5 2'])
    expect(JSON.stringify([...gm.session.docs].map(([, doc]) => doc.store.clients.size))).toBe(
      written,
    )
  })

  test('removed is removed, moved is moved, and light set before counts against what merely came along', async () => {
    const { gm, other, scene, settle, pass } = await twoGms()
    gm.world.mapVerbs.setDarkness(0.1)
    gm.world.wallVerbs.addPiece('wall', { x: 2, y: 2 }, { x: 6, y: 2 })
    await settle()
    const [first] = (other.world.scene?.walls ?? []).filter(({ from }) => from.x === 2)
    other.world.wallVerbs.removePieces([first?.id ?? '?'])
    other.world.wallVerbs.movePlaces([{ from: { x: 10, y: 0 }, to: { x: 12, y: 0 } }])
    other.world.mapVerbs.setDarkness(0.3)
    pass(300)
    await gm.world.sceneVerbs.showScene(scene)
    await settle()
    for (const seat of [gm, other]) {
      expect(middlesOf(seat)).toEqual(['11 2'])
      expect(seat.world.scene?.darkness).toBe(0.3)
    }
  })

  test('reaches the table also when it comes to devices that were opened anew', async () => {
    const { gm, other, scene, settle, pass, sit, meet, leave } = await twoGms()
    await drawEverything(other)
    leave(other.session)
    pass(300)
    await gm.world.sceneVerbs.showScene(scene)
    await settle()
    await gm.world.close()
    leave(gm.session)
    // The same people come back with what their devices hold.
    const [third, fourth] = [await sit('tess', 'gm'), await sit('uma', 'gm')]
    give(gm, third)
    give(other, fourth)
    meet()
    await third.world.openScene(scene)
    await settle()
    expect(middlesOf(third)).toEqual(['11 2', '4 2'])
    expect(third.world.drawings).toHaveLength(1)
    expect(third.world.tokens).toMatchObject([{ x: 3, hidden: false }])
  })

  test('and the other way round: what was done apart to a scene that was hidden stays', async () => {
    const { gm, other, alice, hall, scene, settle, pass } = await twoGms()
    await gm.world.sceneVerbs.showScene(scene)
    await settle()
    await gm.world.sceneVerbs.showScene(hall)
    await settle()
    await other.world.openScene(scene)
    await alice.world.openScene(scene)
    await drawEverything(other)
    alice.world.mapVerbs.toggleDoor(alice.world.scene?.doors[0]?.id ?? '?')
    pass(300)
    await gm.world.sceneVerbs.hideScene(scene)
    await settle()
    await gm.world.openScene(scene)
    await other.world.openScene(scene)

    for (const seat of [gm, other]) {
      expect(middlesOf(seat)).toEqual(['11 2', '4 2'])
      expect(seat.world.scene).toMatchObject({ hasFog: true, hidden: true })
      expect(seat.world.scene?.doors[0]?.isOpen).toBe(true)
      expect(seat.world.drawings).toHaveLength(1)
      expect(seat.world.tokens).toMatchObject([{ x: 3, hidden: true, waits: true }])
    }
    expect(['Cellar', 'Trapdoor'].map((words) => holds(alice, words, 'table'))).toEqual([
      false,
      false,
    ])
    expect(alice.world.actors.map(({ name }) => name)).toEqual(['Goblin', 'Hero'])
  })
})

type Deed = 'wall' | 'draw' | 'place' | 'show' | 'hide' | 'meet'
const byGm = fc.constantFrom<Deed>('wall', 'draw', 'place', 'show', 'hide', 'meet')
const byOther = fc.constantFrom<Deed>('wall', 'draw', 'place', 'meet')

test('whatever two GMs do apart, in any order: nothing that either made is lost, and both see the same', async () => {
  const deeds = fc.array(
    fc.oneof(fc.tuple(fc.constant('gm'), byGm), fc.tuple(fc.constant('other'), byOther)),
    {
      minLength: 4,
      maxLength: 14,
    },
  )
  await fc.assert(
    fc.asyncProperty(deeds, async (schedule) => {
      const { gm, other, hall, scene, settle, meet, pass } = await twoGms()
      const made = { walls: 0, drawings: 0, tokens: 0 }
      for (const [who, deed] of schedule) {
        const { world } = who === 'gm' ? gm : other
        if (world.scene?.id !== scene) await world.openScene(scene)
        const at = made.walls + made.drawings + made.tokens
        if (deed === 'wall') {
          world.wallVerbs.addPiece('wall', { x: 1, y: 1 + at }, { x: 3, y: 1 + at })
          made.walls++
        } else if (deed === 'draw') {
          world.draw({ ...trapdoor, x: at })
          made.drawings++
        } else if (deed === 'place') {
          world.addFromCompendium('practice:goblin', { x: at, y: 9 })
          made.tokens++
        } else if (deed === 'show') await world.sceneVerbs.showScene(scene)
        else if (deed === 'hide') {
          await world.sceneVerbs.showScene(hall)
          await world.sceneVerbs.hideScene(scene)
        } else meet()
        pass(200)
      }
      await settle()
      await gm.world.openScene(scene)
      await other.world.openScene(scene)
      await settle()
      for (const seat of [gm, other]) {
        expect(middlesOf(seat)).toHaveLength(made.walls + 1)
        expect(seat.world.drawings).toHaveLength(made.drawings)
        expect(seat.world.tokens).toHaveLength(made.tokens)
      }
      expect(other.world.tokens.map(({ id, name, hidden }) => [id, name, hidden]).sort()).toEqual(
        gm.world.tokens.map(({ id, name, hidden }) => [id, name, hidden]).sort(),
      )
      expect(gm.world.tokens.every(({ hidden }) => hidden === gm.world.scene?.hidden)).toBe(true)
      for (const { world } of [gm, other]) await world.close()
    }),
    { numRuns: 12, seed: 20_260_704 },
  )
}, 120_000)
