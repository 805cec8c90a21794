import { describe, expect, test } from 'vitest'
import { StoredDoor, StoredLamp, StoredWall } from '../world/scene/scene-schemas.ts'
import { starterMaps, starterPieces } from './index.ts'

describe.each(starterMaps)('the map "$id"', (map) => {
  test('is drawn alike every time, and needs nothing from elsewhere', () => {
    const svg = map.draw()
    expect(map.draw()).toBe(svg)
    expect(svg).not.toMatch(/NaN|undefined|Infinity|href/)
    expect(svg).toContain(`width="${map.columns * 70}"`)
    expect(svg.length).toBeLessThan(600_000)
  })

  test('has walls, doors and lights that a scene takes, inside of the map', () => {
    for (const wall of map.walls) {
      expect(StoredWall.safeParse(wall).success).toBe(true)
      for (const [x, y] of wall.line) {
        expect(x >= -2 && x <= map.columns + 2 && y >= -2 && y <= map.rows + 2).toBe(true)
      }
    }
    for (const door of map.doors) expect(StoredDoor.safeParse(door).success).toBe(true)
    for (const lamp of map.lamps) expect(StoredLamp.safeParse(lamp).success).toBe(true)
  })

  test('keeps every door between two ends of walls, so that it closes the way', () => {
    const ends = map.walls.flatMap(({ line }) => line.map(([x, y]) => `${x} ${y}`))
    for (const { from, to } of map.doors) {
      expect(ends).toContain(from.join(' '))
      expect(ends).toContain(to.join(' '))
    }
  })
})

describe('the pieces', () => {
  test('are about a dozen, each another face', () => {
    const drawn = new Set(starterPieces.map((piece) => piece.draw()))
    expect(drawn.size).toBe(starterPieces.length)
    expect(starterPieces.length).toBeGreaterThanOrEqual(12)
    for (const svg of drawn) expect(svg).not.toMatch(/NaN|undefined|href/)
  })
})
