import { describe, expect, test } from 'vitest'
import type { World } from '../world.ts'
import { setUpTable } from '../testing/tables.ts'

function drawn(world: World) {
  return world.scene?.walls.map(({ kind, from, to }) => [kind, from.x, from.y, to.x, to.y])
}

function pieceOf(world: World, kind: string): string {
  return world.scene?.walls.find((wall) => wall.kind === kind)?.id ?? '?'
}

const at = (x: number, y: number) => ({ x, y })

describe('walls by hand', () => {
  test('give a plain map sight: what is behind one is not seen', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { gm, meet } = table
    gm.world.mapVerbs.setFog(true)
    meet()
    alice.world.claim(alice.actor('Hero'))
    expect(alice.world.vision?.sees(at(8, 3), 1)).toBe(true)
    gm.world.wallVerbs.addPiece('wall', at(5, -1), at(5, 9))
    meet()
    expect(alice.world.vision?.sees(at(8, 3), 1)).toBe(false)
    gm.world.undo()
    meet()
    expect(alice.world.vision?.sees(at(8, 3), 1)).toBe(true)
  })

  test('a door drawn on a wall opens it there, and everybody can open the door', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const { world } = table.gm
    world.wallVerbs.addPiece('wall', at(5, 0), at(5, 8))
    world.wallVerbs.addPiece('door', at(5, 4), at(5, 3))
    table.meet()
    expect(drawn(alice.world)).toEqual([
      ['wall', 5, 0, 5, 3],
      ['wall', 5, 4, 5, 8],
      ['door', 5, 4, 5, 3],
    ])
    alice.world.mapVerbs.toggleDoor(alice.world.scene?.doors[0]?.id ?? '?')
    expect(alice.world.scene?.doors[0]?.isOpen).toBe(true)
  })

  test('moving a corner moves every end that is there', async () => {
    const { gm } = await setUpTable()
    const { wallVerbs } = gm.world
    wallVerbs.addPiece('wall', at(1, 1), at(4, 1))
    wallVerbs.addPiece('wall', at(4, 1), at(4, 5))
    wallVerbs.addPiece('window', at(4, 1), at(9, 1))
    wallVerbs.movePlaces([{ from: at(4, 1), to: at(5, 2) }])
    expect(drawn(gm.world)).toEqual([
      ['wall', 1, 1, 5, 2],
      ['wall', 5, 2, 4, 5],
      ['window', 5, 2, 9, 1],
    ])
  })

  test('one stretch of a long line is removed or becomes something else; the rest stays', async () => {
    const { gm } = await setUpTable()
    const { world } = gm
    world.mapVerbs.setMap({
      columns: 12,
      rows: 8,
      grid: 'square',
      ambient: 'bright',
      doors: [],
      lamps: [],
      walls: [
        {
          kind: 'wall',
          line: [
            [0, 0],
            [4, 0],
            [4, 4],
            [8, 4],
          ],
        },
      ],
    })
    const [, middle] = world.scene?.walls ?? []
    world.wallVerbs.changePieces([middle?.id ?? '?'], 'terrain')
    expect(drawn(world)).toHaveLength(3)
    expect(drawn(world)).toContainEqual(['terrain', 4, 0, 4, 4])
    expect(drawn(world)).toContainEqual(['wall', 4, 4, 8, 4])
    world.wallVerbs.changePieces([pieceOf(world, 'terrain')], 'door')
    expect(world.scene?.doors).toHaveLength(1)
    world.wallVerbs.removePieces([pieceOf(world, 'door')])
    expect(drawn(world)).toHaveLength(2)
    world.undo()
    expect(world.scene?.doors).toHaveLength(1)
  })

  test('two GMs who draw apart keep both; who removes a stretch wins over who moves it', async () => {
    const table = await setUpTable()
    const other = await table.sit('gina', 'gm')
    const { world } = table.gm
    world.wallVerbs.addPiece('wall', at(1, 1), at(4, 1))
    table.meet()
    world.wallVerbs.addPiece('wall', at(2, 2), at(2, 6))
    world.wallVerbs.removePieces([pieceOf(world, 'wall')])
    other.world.wallVerbs.movePlaces([{ from: at(4, 1), to: at(6, 1) }])
    other.world.wallVerbs.addPiece('window', at(7, 2), at(7, 6))
    table.meet()
    expect(drawn(world)).toEqual(drawn(other.world))
    expect(drawn(world)).toEqual(
      expect.arrayContaining([
        ['wall', 2, 2, 2, 6],
        ['window', 7, 2, 7, 6],
      ]),
    )
    expect(drawn(world)).toHaveLength(2)
  })

  test('belong to the GM, and have a length', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    expect(alice.world.wallVerbs.addPiece('wall', at(0, 0), at(3, 0))).toMatchObject({
      type: 'refused',
    })
    expect(table.gm.world.wallVerbs.addPiece('wall', at(1, 1), at(1, 1))).toMatchObject({
      type: 'refused',
    })
    expect(drawn(table.gm.world)).toEqual([])
    expect(table.gm.world.canUndo).toBe(false)
  })
})
