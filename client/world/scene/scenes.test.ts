import { describe, expect, test } from 'vitest'
import type { AssetId } from '../../assets/index.ts'
import { holds, setUpTable } from '../testing/tables.ts'
import { practiceSystem } from '../testing/practice-system.ts'
import type { World } from '../world.ts'
import type { ScenePicture } from './scene-schemas.ts'
import type { NewMap } from './new-map.ts'

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
    {
      kind: 'wall',
      line: [
        [10, 6],
        [10, 10],
      ],
    },
  ],
  doors: [{ from: [10, 4], to: [10, 6], isOpen: false }],
  lamps: [{ x: 5, y: 5, bright: 4, dim: 8 }],
}

const pillar: NewMap['walls'][number] = {
  kind: 'wall',
  line: [
    [10, 2],
    [10, 5],
  ],
}
const drawnDoor = { type: 'door', from: [4, 4], to: [4, 6], open: false }

const style = { colour: '#e69f00', breadth: 8, filled: false }

function pictureAt(x: number, width: number): ScenePicture {
  const asset = {
    id: 'a'.repeat(64) as AssetId,
    mime: 'image/png',
    bytes: 100,
    width: 2000,
    height: 1000,
  }
  return { asset, x, y: 0, width, height: width / 2 }
}

/** Everything that other people's devices were sent, as text. */
function sentText(session: { readonly sent: readonly { readonly bytes: Uint8Array }[] }): string {
  const decoder = new TextDecoder('utf-8')
  return session.sent.map(({ bytes }) => decoder.decode(bytes)).join('\n')
}

describe('scenes', () => {
  test('are prepared where players have no key, and shown with what was placed on them', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    await table.gm.world.sceneVerbs.createScene('Sunken Crypt', cellar)
    const [entry] = table.gm.world.compendium.search('Goblin')
    table.gm.world.addFromCompendium(entry?.id ?? '', { x: 3, y: 3 })
    table.gm.world.pointAt(table.gm.world.scene?.id ?? '', 1, 1)
    table.pass(1000)
    table.meet()

    expect(table.gm.world.scene).toMatchObject({ name: 'Sunken Crypt', hidden: true })
    expect(alice.world.scenes.map(({ name }) => name)).toEqual(['Practice hall'])
    const secret = table.gm.world.scene?.id ?? '?'
    expect(sentText(table.gm.session)).not.toContain('Sunken Crypt')
    expect(sentText(table.gm.session)).not.toContain(secret)

    await table.gm.world.sceneVerbs.showScene(secret)
    table.meet()
    await expect.poll(() => alice.world.scene?.name).toBe('Sunken Crypt')
    expect(alice.world.scene).toEqual(table.gm.world.scene)
    expect(alice.world.tokens.map(({ x, y }) => ({ x, y }))).toEqual([{ x: 3, y: 3 }])
  })

  test('can be renamed, copied, taken out of sight and removed; removing is undone', async () => {
    const table = await setUpTable()
    const { world } = table.gm
    await world.sceneVerbs.createScene('Crypt', cellar)
    const crypt = world.scene?.id ?? '?'
    world.sceneVerbs.renameScene(crypt, 'Deep Crypt')
    await world.sceneVerbs.duplicateScene(crypt)
    expect(world.scenes.map(({ name }) => name)).toEqual([
      'Practice hall',
      'Deep Crypt',
      'Deep Crypt 2',
    ])
    expect(world.scene).toMatchObject({ columns: 20, doors: [{ isOpen: false }] })

    await world.sceneVerbs.showScene(crypt)
    expect(await world.sceneVerbs.hideScene(crypt)).toMatchObject({ type: 'refused' })
    const hall = world.scenes[0]?.id ?? '?'
    await world.sceneVerbs.showScene(hall)
    expect(await world.sceneVerbs.hideScene(crypt)).toEqual({ type: 'done' })
    expect(world.sceneVerbs.removeScene(hall)).toMatchObject({ type: 'refused' })
    world.sceneVerbs.removeScene(crypt)
    expect(world.scenes.map(({ name }) => name)).toEqual(['Practice hall', 'Deep Crypt 2'])
    world.undo()
    expect(world.scenes.map(({ name }) => name)).toContain('Deep Crypt')
  })

  test('are copied with their creatures and drawings, which wait unseen; heroes stay where they are', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    alice.world.claim(alice.actor('Hero'))
    world.draw({ x: 1, y: 1, shape: { type: 'ellipse', width: 2, height: 2 }, style })
    table.meet()
    const hall = world.scene?.id ?? '?'
    const here = world.tokens.map(({ name }) => name)
    await world.sceneVerbs.duplicateScene(hall)
    expect(world.scene?.id).not.toBe(hall)
    expect(world.tokens).toHaveLength(here.length - 1)
    expect(world.tokens.every(({ hidden, name }) => hidden && !here.includes(name))).toBe(true)
    expect(world.drawings).toMatchObject([{ x: 1, y: 1, shape: { type: 'ellipse' } }])
    table.meet()
    expect(alice.world.drawings).toHaveLength(1)
    expect(alice.world.tokens).toHaveLength(here.length)
    world.undo()
    expect(world.scenes).toHaveLength(1)
  })

  test('drawn on unseen are shown with what was drawn, and take it along out of sight', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    const hall = world.scene?.id ?? '?'
    await world.sceneVerbs.createScene('Crypt', cellar)
    const crypt = world.scene?.id ?? '?'
    world.draw({ x: 4, y: 4, shape: { type: 'text', text: 'Trapdoor', height: 1 }, style })
    table.meet()
    expect(sentText(table.gm.session)).not.toContain('Trapdoor')
    await world.sceneVerbs.showScene(crypt)
    table.meet()
    await expect.poll(() => alice.world.scene?.id).toBe(crypt)
    expect(alice.world.drawings).toMatchObject([{ x: 4, shape: { text: 'Trapdoor' } }])
    await world.sceneVerbs.showScene(hall)
    await world.sceneVerbs.hideScene(crypt)
    table.meet()
    await world.openScene(crypt)
    expect(world.drawings).toHaveLength(1)
    expect(holds(alice, 'Trapdoor', 'table')).toBe(false)
  })

  test('out of sight take their creatures along, and bring back those that were not hidden', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    const hero = alice.actor('Hero')
    alice.world.claim(hero)
    table.meet()
    const hall = world.scene?.id ?? '?'
    const hidden = world.addFromCompendium('practice:goblin', { x: 7, y: 7 }, { hidden: true })
    await world.sceneVerbs.createScene('Crypt', cellar)
    const crypt = world.scene?.id ?? '?'
    await world.sceneVerbs.showScene(crypt)
    table.meet()
    const known = () => {
      table.meet()
      const isKnown = alice.world.actors.some(({ name }) => name === 'Goblin')
      return [holds(alice, 'practice:goblin', 'table'), isKnown]
    }
    expect(known()).toEqual([true, true])

    expect(await world.sceneVerbs.hideScene(hall)).toEqual({ type: 'done' })
    expect(known()).toEqual([false, false])
    expect(alice.world.actor(hero)).toBeDefined()
    await world.openScene(hall)
    expect(world.tokens.map(({ waits = false }) => waits).sort()).toEqual([false, true, true])

    expect(world.undo().text).toBe('undone: took the scene Practice hall out of sight')
    expect(known()).toEqual([true, true])
    world.redo()
    expect(known()).toEqual([false, false])
    await world.sceneVerbs.showScene(hall)
    table.meet()
    await expect.poll(() => alice.world.scene?.id).toBe(hall)
    expect(alice.world.tokens.map(({ name }) => name).sort()).toEqual(['Goblin', 'Hero'])
    expect(alice.token('Hero').actor).toBe(hero)
    expect(world.token(hidden)).toMatchObject({ hidden: true })
    expect(world.token(hidden)?.waits).toBeUndefined()
  })

  test('shown for the first time are taken back unseen by undo, and shown again by redo', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    const hall = world.scene?.id ?? '?'
    await world.sceneVerbs.createScene('Crypt', cellar)
    const crypt = world.scene?.id ?? '?'
    world.addFromCompendium('practice:goblin', { x: 3, y: 3 })
    await world.sceneVerbs.showScene(crypt)
    const seen = async (scene: string) => {
      table.meet()
      await expect.poll(() => alice.world.scene?.id).toBe(scene)
      return alice.world.scenes.map(({ name }) => name)
    }
    expect(await seen(crypt)).toEqual(['Practice hall', 'Crypt'])

    expect(world.undo().text).toBe('undone: brought everyone to Crypt')
    expect(await seen(hall)).toEqual(['Practice hall'])
    expect(holds(alice, 'Crypt', 'table')).toBe(false)
    expect(world.redo().text).toBe('redone: brought everyone to Crypt')
    expect(await seen(crypt)).toEqual(['Practice hall', 'Crypt'])
    expect(alice.world.scene?.walls).toHaveLength(3)
    expect(alice.world.tokens).toMatchObject([{ x: 3 }])
  })

  test('decide what appears with them: on a prepared one hiding and revealing is about that', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    await world.sceneVerbs.createScene('Crypt', cellar)
    const crypt = world.scene?.id ?? '?'
    const inSight = alice.world.actors.length
    const [one, two] = world.addManyFromCompendium('practice:goblin', [
      { x: 3, y: 3 },
      { x: 5, y: 3 },
    ])
    world.hide(one ?? '?')
    world.hide(two ?? '?')
    world.reveal(two ?? '?')
    table.meet()
    expect([alice.world.actors.length, holds(alice, 'Crypt', 'table')]).toEqual([inSight, false])
    await world.sceneVerbs.showScene(crypt)
    table.meet()
    await expect.poll(() => alice.world.scene?.id).toBe(crypt)
    expect(alice.world.tokens.map(({ id }) => id)).toEqual([two])
  })

  test('belong to the GM: players are refused', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    expect(await alice.world.sceneVerbs.createScene('Mine')).toMatchObject({ type: 'refused' })
    expect(alice.world.mapVerbs.setFog(true)).toMatchObject({ type: 'refused' })
  })
})

describe('a map', () => {
  test('replaces what was there, and undo brings that back', async () => {
    const { gm } = await setUpTable()
    gm.world.mapVerbs.setMap(cellar)
    expect(gm.world.scene).toMatchObject({ columns: 20, rows: 10, shapes: [] })
    expect(gm.world.scene?.walls).toHaveLength(3)
    gm.world.undo()
    expect(gm.world.scene?.shapes).toHaveLength(1)
    expect(gm.world.scene?.walls).toHaveLength(0)
  })

  test('keeps walls, doors and grid when the picture it lacked is laid under it; undo takes it away', async () => {
    const { gm } = await setUpTable()
    const { world } = gm
    world.mapVerbs.setMap({ ...cellar, grid: 'hex-flat' })
    world.mapVerbs.toggleDoor(world.scene?.doors[0]?.id ?? '?')
    world.mapVerbs.arrangeMap({ columns: 20, rows: 10, grid: 'hex-flat', cellFeet: 10 })
    const before = world.scene
    world.mapVerbs.setPicture(pictureAt(0, 20))
    expect(world.scene).toMatchObject({ grid: 'hex-flat', cellFeet: 10, columns: 20, rows: 10 })
    expect(world.scene?.walls).toEqual(before?.walls)
    expect(world.scene?.doors).toMatchObject([{ isOpen: true }])
    expect(world.scene?.lamps).toHaveLength(1)
    world.undo()
    expect(world.scene).toEqual(before)
  })

  test('aligned by two GMs apart has the picture and the grid of one of them', async () => {
    for (const [earlier, later] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const table = await setUpTable()
      const other = await table.sit('other', 'gm')
      table.gm.world.mapVerbs.setMap({ ...cellar, picture: pictureAt(0, 20) })
      table.meet()
      const gms = [table.gm, other]
      const ways = [
        { columns: 30, rows: 15, grid: 'square', cellFeet: 5, picture: pictureAt(0, 30) },
        { columns: 25, rows: 13, grid: 'hex-flat', cellFeet: 10, picture: pictureAt(-1, 26) },
      ] as const
      gms[earlier]?.world.mapVerbs.arrangeMap(ways[earlier])
      table.pass(1000)
      gms[later]?.world.mapVerbs.arrangeMap(ways[later])
      table.meet()
      for (const { world } of gms) expect(world.scene).toMatchObject(ways[later])
    }
  })

  test('forgets what was explored and covered of the map before it; undo remembers', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    const knows = () => alice.world.vision?.sight?.explored.has(16.5, 3.5)
    alice.world.claim(alice.actor('Hero'))
    world.mapVerbs.setFog(true)
    table.meet()
    expect(knows()).toBe(true)
    world.coverVerbs.coverAll(true)
    table.meet()
    world.mapVerbs.setMap({ ...cellar, walls: [pillar], doors: [] })
    table.meet()
    expect(knows()).toBe(false)
    // Beside the pillar she sees further than before, in the same tile.
    expect(alice.world.vision?.sight?.explored.has(20.5, 7.5)).toBe(true)
    expect(world.scene?.cover.isAll).toBe(false)
    world.undo()
    table.meet()
    expect(knows()).toBe(true)
    expect(world.scene?.cover.isAll).toBe(true)
  })

  test('is not known by what somebody who had not heard of it explored of the one before', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const hero = alice.token('Hero')
    const knows = () => alice.world.vision?.sight?.explored.has(23, 3.5)
    alice.world.claim(alice.actor('Hero'))
    table.gm.world.mapVerbs.setFog(true)
    table.meet()
    table.gm.world.mapVerbs.setMap({ ...cellar, walls: [pillar], doors: [] })
    alice.world.moveTokens([{ id: hero.id, x: 9, y: 3 }])
    alice.world.moveTokens([{ id: hero.id, x: hero.x, y: hero.y }])
    expect(knows()).toBe(true)
    table.meet()
    expect(knows()).toBe(false)
  })

  test('has doors that everyone opens and closes; opened and closed apart they are open', async () => {
    for (const kind of ['of a map file', 'drawn'] as const) {
      const table = await setUpTable(practiceSystem, [drawnDoor])
      const alice = await table.sit('alice', 'player')
      if (kind === 'of a map file') table.gm.world.mapVerbs.setMap(cellar)
      table.meet()
      const doorOf = ({ world }: { readonly world: World }) => world.scene?.doors[0]
      const toggle = (seat: { readonly world: World }) =>
        seat.world.mapVerbs.toggleDoor(doorOf(seat)?.id ?? '?')
      toggle(alice)
      table.meet()
      expect(doorOf(table.gm)?.isOpen).toBe(true)
      expect(table.gm.world.log.at(-1)).toMatchObject({ member: 'alice', text: 'opened a door' })
      // Each does both in turn; whoever is later, the one who left it open decides.
      toggle(alice)
      table.pass(10)
      toggle(table.gm)
      toggle(table.gm)
      table.meet()
      expect(doorOf(alice)?.isOpen).toBe(true)
      expect(doorOf(table.gm)?.isOpen).toBe(true)
      table.pass(10)
      toggle(alice)
      table.meet()
      expect(doorOf(table.gm)?.isOpen).toBe(false)
    }
  })
})
