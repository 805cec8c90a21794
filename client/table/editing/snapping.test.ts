import { describe, expect, test } from 'vitest'
import type { Wall } from '../../sight/index.ts'
import { nearestWall, snapped, type Snapping } from './snapping.ts'

const walls: readonly Wall[] = [
  { id: 'a', kind: 'wall', from: { x: 2.2, y: 3.1 }, to: { x: 8, y: 3.1 } },
  { id: 'b', kind: 'wall', from: { x: 8, y: 3.1 }, to: { x: 8, y: 9 } },
]
const usual: Snapping = { walls, grid: 'square', reach: 0.3, ontoWalls: false, isFree: false }

describe('a place of a wall', () => {
  test('goes to the end of another wall before it goes to the grid', () => {
    expect(snapped({ x: 2.05, y: 3.02 }, usual)).toEqual({ x: 2.2, y: 3.1 })
    expect(snapped({ x: 5.1, y: 4.9 }, usual)).toEqual({ x: 5, y: 5 })
  })

  test('stays where it is far from every corner, and where nothing should snap', () => {
    expect(snapped({ x: 5.5, y: 5.456 }, usual)).toEqual({ x: 5.5, y: 5.46 })
    expect(snapped({ x: 5.1, y: 4.9 }, { ...usual, isFree: true })).toEqual({ x: 5.1, y: 4.9 })
    expect(snapped({ x: 2.1, y: 3 }, { ...usual, isFree: true })).toEqual({ x: 2.2, y: 3.1 })
  })

  test('of a door lies on the wall that is near', () => {
    const door = { ...usual, ontoWalls: true }
    expect(snapped({ x: 4.4, y: 3.3 }, door)).toEqual({ x: 4.4, y: 3.1 })
    expect(snapped({ x: 8.2, y: 5.1 }, door)).toEqual({ x: 8, y: 5 })
  })

  test('on hexes goes to their corners', () => {
    const place = snapped({ x: 0.52, y: 0.05 }, { ...usual, walls: [], grid: 'hex-pointy' })
    expect(place).toEqual({ x: 0.5, y: 0 })
  })

  test('picks the nearest wall within reach, and none beyond', () => {
    expect(nearestWall(walls, { x: 5, y: 3.2 }, 0.3)?.id).toBe('a')
    expect(nearestWall(walls, { x: 5, y: 5 }, 0.3)).toBeUndefined()
  })
})
