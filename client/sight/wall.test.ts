import { describe, expect, test } from 'vitest'
import { areaContains } from './sight-area.ts'
import { sightFrom } from './sight-from.ts'
import { indexWalls } from './wall-index.ts'
import type { Wall, WallNature, WallSide } from './wall.ts'

/** A wall across the way east, and whether somebody at the start sees a place behind it. */
function seesPast(nature: WallNature, side?: WallSide): boolean {
  return sees([across('one', 2, nature, side)])
}

function sees(walls: Wall[], x = 5): boolean {
  return areaContains(sightFrom(indexWalls(walls), { x: 0, y: 0 }, 10), x, 0)
}

function across(id: string, x: number, nature: WallNature, side: WallSide = 'both'): Wall {
  return { ...nature, id, from: { x, y: -3 }, to: { x, y: 3 }, side }
}

describe('what walls do to eyes', () => {
  test('a wall and a closed door hide what is behind them; an open door and a window do not', () => {
    expect(seesPast({ kind: 'wall' })).toBe(false)
    expect(seesPast({ kind: 'door', isOpen: false })).toBe(false)
    expect(seesPast({ kind: 'door', isOpen: true })).toBe(true)
    expect(seesPast({ kind: 'window' })).toBe(true)
  })

  test('one sees into terrain and not through it', () => {
    const hedge = [across('near', 2, { kind: 'terrain' }), across('far', 4, { kind: 'terrain' })]
    expect(sees(hedge, 3)).toBe(true)
    expect(sees(hedge, 5)).toBe(false)
  })

  test('terrain hides behind a wall, and a wall behind terrain still hides', () => {
    const walls = [across('hedge', 2, { kind: 'terrain' }), across('wall', 4, { kind: 'wall' })]
    expect(sees(walls, 3)).toBe(true)
    expect(sees(walls, 5)).toBe(false)
  })

  test('a wall of one side hides only from there: walking north, the west is to the left', () => {
    const northwards: Wall = {
      id: 'w',
      kind: 'wall',
      from: { x: 2, y: 3 },
      to: { x: 2, y: -3 },
    }
    expect(sees([{ ...northwards, side: 'left' }])).toBe(false)
    expect(sees([{ ...northwards, side: 'right' }])).toBe(true)
  })
})
