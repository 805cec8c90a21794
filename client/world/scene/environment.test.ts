import { describe, expect, test } from 'vitest'
import { setUpTable } from '../testing/tables.ts'
import { ambientAt, darknessAt, darknessOf } from './environment.ts'

describe('light and weather of a scene', () => {
  test('day is bright, dusk dim, night dark; and as dark as a map file says', () => {
    expect([darknessAt.day, darknessAt.dusk, darknessAt.night].map(ambientAt)).toEqual([
      'bright',
      'dim',
      'dark',
    ])
    for (const ambient of ['bright', 'dim', 'dark'] as const) {
      expect(ambientAt(darknessOf(ambient))).toBe(ambient)
    }
  })

  test('are the same for everyone and undone; set apart, the later one stands', async () => {
    const table = await setUpTable()
    const alice = await table.sit('alice', 'player')
    const other = await table.sit('gina', 'gm')
    const { gm, meet, pass } = table
    gm.world.mapVerbs.setDarkness(0.8)
    pass(1000)
    other.world.mapVerbs.setDarkness(0.45)
    gm.world.mapVerbs.setWeather({ kind: 'rain', strength: 0.7 })
    meet()
    for (const { world } of [gm, other, alice]) {
      expect(world.scene).toMatchObject({
        ambient: 'dim',
        darkness: 0.45,
        weather: { kind: 'rain', strength: 0.7 },
      })
    }
    gm.world.undo()
    meet()
    expect(alice.world.scene?.weather.kind).toBe('clear')
    expect(alice.world.mapVerbs.setDarkness(0)).toMatchObject({ type: 'refused' })
  })

  test('lamps shine where it is not day, and only as far as walls let them', async () => {
    const { gm } = await setUpTable()
    gm.world.mapVerbs.setMap({
      columns: 12,
      rows: 8,
      grid: 'square',
      ambient: 'bright',
      doors: [],
      lamps: [{ x: 3, y: 4, bright: 3, dim: 6 }],
      walls: [],
    })
    expect(gm.world.lamps).toEqual([])
    gm.world.mapVerbs.setDarkness(0.8)
    const open = gm.world.lamps[0]?.dim.sectors.length ?? 0
    expect(gm.world.lamps).toHaveLength(1)
    gm.world.wallVerbs.addPiece('wall', { x: 4, y: 2 }, { x: 4, y: 6 })
    expect(gm.world.lamps[0]?.dim.sectors.length).toBeGreaterThan(open)
  })
})
