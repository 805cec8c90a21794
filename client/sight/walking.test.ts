import { describe, expect, test } from 'vitest'
import { areaSize } from './sight-area.ts'
import { sightFrom } from './sight-from.ts'
import { firstBarrier, offTheWalls } from './walking.ts'
import { indexWalls } from './wall-index.ts'
import type { Wall, WallNature } from './wall.ts'

const room: Wall[] = [
  stretch('north', 0, 0, 4, 0),
  stretch('east', 4, 0, 4, 4),
  stretch('south', 4, 4, 0, 4),
  stretch('west', 0, 4, 0, 0),
]

describe('walking among walls', () => {
  test('the first wall in the way is told', () => {
    const walls = indexWalls([...room, stretch('fence', 6, 0, 6, 4)])
    expect(firstBarrier(walls, { x: 1, y: 1 }, { x: 9, y: 1 })?.id).toBe('east')
    expect(firstBarrier(walls, { x: 9, y: 1 }, { x: 1, y: 1 })?.id).toBe('fence')
    expect(firstBarrier(walls, { x: 1, y: 1 }, { x: 3, y: 3 })).toBeUndefined()
  })

  test('nobody slips diagonally between two walls that meet', () => {
    expect(firstBarrier(indexWalls(room), { x: 3.5, y: 3.5 }, { x: 4.5, y: 4.5 })).toBeDefined()
  })

  test('windows, terrain and closed doors stop feet; open doors do not', () => {
    function stops(nature: WallNature): boolean {
      const wall = { ...nature, id: 'w', from: { x: 1, y: -1 }, to: { x: 1, y: 1 } }
      return firstBarrier(indexWalls([wall]), { x: 0, y: 0 }, { x: 2, y: 0 }) !== undefined
    }
    expect(stops({ kind: 'window' })).toBe(true)
    expect(stops({ kind: 'terrain' })).toBe(true)
    expect(stops({ kind: 'door', isOpen: false })).toBe(true)
    expect(stops({ kind: 'door', isOpen: true })).toBe(false)
  })

  test('who stands on a wall may step off it', () => {
    expect(firstBarrier(indexWalls(room), { x: 4, y: 2 }, { x: 3, y: 2 })).toBeUndefined()
  })

  test('an eye moved off the wall sees one side of it', () => {
    const walls = indexWalls(room)
    const corner = { x: 4, y: 4 }
    expect(offTheWalls(walls, { x: 2, y: 2 }, corner)).toEqual({ x: 2, y: 2 })
    const inside = offTheWalls(walls, corner, { x: 1, y: 1 })
    expect(areaSize(sightFrom(walls, inside, 50))).toBeCloseTo(16, 6)
    const outside = offTheWalls(walls, corner, { x: 9, y: 9 })
    expect(areaSize(sightFrom(walls, outside, 50))).toBeGreaterThan(5000)
  })
})

function stretch(id: string, x: number, y: number, toX: number, toY: number): Wall {
  return { id, kind: 'wall', from: { x, y }, to: { x: toX, y: toY } }
}
