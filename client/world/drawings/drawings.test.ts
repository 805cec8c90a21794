import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'
import type { DrawingShape, DrawingStyle } from './drawing.ts'

const style: DrawingStyle = { colour: '#e69f00', breadth: 8, filled: false }
const box: DrawingShape = { type: 'rectangle', width: 3, height: 2 }
const blast: DrawingShape = {
  type: 'template',
  template: 'circle',
  length: 4,
  width: 1,
  direction: 0,
}

describe('drawings', () => {
  test('are seen by everyone in the order they were made, and by who joins later', async () => {
    const table = await setUpTable()
    table.gm.world.draw({ x: 1, y: 1, shape: box, style })
    const alice = await table.sit('alice', 'player')
    table.meet()
    alice.world.draw({ x: 4, y: 4, shape: blast, style })
    table.meet()

    for (const { world } of [table.gm, alice]) {
      expect(world.drawings.map(({ x, shape }) => [x, shape.type])).toEqual([
        [1, 'rectangle'],
        [4, 'template'],
      ])
    }
  })

  test('moved by one and turned by another apart are both, and erased beats both', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const drawn = table.gm.world.draw({ x: 1, y: 1, shape: blast, style })
    table.meet()
    if (drawn.type === 'refused') throw new Error(drawn.because.text)

    table.gm.world.changeDrawing(drawn.id, { place: { x: 7, y: 2 } })
    alice.world.changeDrawing(drawn.id, { shape: { ...blast, length: 6 } })
    table.meet()
    expect(alice.world.drawings).toMatchObject([{ x: 7, y: 2, shape: { length: 6 } }])
    expect(table.gm.world.drawings).toEqual(alice.world.drawings)

    table.gm.world.eraseDrawings([drawn.id])
    alice.world.changeDrawing(drawn.id, { place: { x: 3, y: 3 } })
    table.meet()
    expect(table.gm.world.drawings).toEqual([])
    expect(alice.world.drawings).toEqual([])
  })

  test('are erased by who made them or a GM, and undo brings them back', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const drawn = table.gm.world.draw({ x: 1, y: 1, shape: box, style })
    table.meet()
    if (drawn.type === 'refused') throw new Error(drawn.because.text)

    expect(alice.world.eraseDrawings([drawn.id])).toMatchObject({ type: 'refused' })
    expect(table.gm.world.eraseDrawings([drawn.id])).toEqual({ type: 'done' })
    expect(table.gm.world.drawings).toEqual([])
    table.gm.world.undo()
    expect(table.gm.world.drawings).toHaveLength(1)
  })

  test('that are none are refused or left out, and a spectator draws nothing', async () => {
    const table = await setUpTable()
    const sam = await table.sit('sam', 'spectator')
    const endless = { x: 1, y: 1, shape: { ...box, width: 1e9 }, style }
    expect(table.gm.world.draw(endless)).toMatchObject({ type: 'refused' })
    expect(sam.world.draw({ x: 1, y: 1, shape: box, style })).toMatchObject({ type: 'refused' })
    expect(table.gm.world.drawings).toEqual([])
  })
})

describe('what is held up', () => {
  test('is seen by the others while it lasts', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const scene = table.gm.world.scene?.id ?? ''
    alice.world.show(scene, {
      kind: 'ruler',
      route: [
        { x: 1, y: 1 },
        { x: 4, y: 1 },
      ],
    })
    table.meet()
    expect(table.gm.world.shown).toMatchObject([{ name: 'Alice', what: { kind: 'ruler' } }])
    alice.world.show(scene, undefined)
    table.meet()
    expect(table.gm.world.shown).toEqual([])
  })

  test('only a GM turns other heads', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const scene = table.gm.world.scene?.id ?? ''
    const seen = { gm: [] as boolean[], alice: [] as boolean[] }
    table.gm.world.onPing(({ focus }) => seen.gm.push(focus))
    alice.world.onPing(({ focus }) => seen.alice.push(focus))
    alice.world.ping(scene, 3, 3, true)
    table.gm.world.ping(scene, 3, 3, true)
    table.meet()
    expect(seen).toEqual({ gm: [false], alice: [true] })
  })
})
