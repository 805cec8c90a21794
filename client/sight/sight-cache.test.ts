import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reachTowards } from './sight-area.ts'
import type { SightArea } from './sight-area.ts'
import { createSightCache } from './sight-cache.ts'
import { sightFrom } from './sight-from.ts'
import { arbitraryPlace, arbitraryWalls, anyCells, wholeCells } from './testing/arbitrary-walls.ts'
import { createRooms, seededRandom } from './testing/dungeon.ts'
import { indexWalls } from './wall-index.ts'
import type { Wall } from './wall.ts'

const range = 10

describe('views that are kept', () => {
  test('show what a fresh look shows, whatever walls came, went, moved or turned', () => {
    const plans = fc.tuple(arbitraryWalls(wholeCells), arbitraryWalls(wholeCells), fc.nat(30))
    fc.assert(
      fc.property(plans, arbitraryPlace(anyCells), ([before, others, kept], eye) => {
        const after = [...before.slice(0, kept), ...others.slice(kept)]
        const cache = createSightCache(before)
        cache.areaFrom(eye, range)
        cache.setWalls(after)
        expectSame(cache.areaFrom(eye, range), sightFrom(indexWalls(after), eye, range))
      }),
      { numRuns: 200 },
    )
  })

  test('a door makes those look again who see it, and nobody else', () => {
    const walls = createRooms(600, seededRandom(1)).map((wall): Wall =>
      wall.kind === 'door' ? { ...wall, isOpen: false } : wall,
    )
    const cache = createSightCache(walls)
    const inside = cache.areaFrom({ x: 2.5, y: 2.5 }, 60)
    const elsewhere = cache.areaFrom({ x: 32.5, y: 32.5 }, 60)
    const opened = walls.map((wall): Wall => {
      const isNorthDoor = wall.kind === 'door' && wall.from.x === 2 && wall.from.y === 0
      return isNorthDoor ? { ...wall, isOpen: true } : wall
    })
    expect(cache.setWalls(opened)).toBe(1)
    expect(cache.areaFrom({ x: 32.5, y: 32.5 }, 60)).toBe(elsewhere)
    expect(cache.areaFrom({ x: 2.5, y: 2.5 }, 60)).not.toBe(inside)
    expect(reachTowards(inside, 0, -1)).toBe(2.5)
    expect(reachTowards(cache.areaFrom({ x: 2.5, y: 2.5 }, 60), 0, -1)).toBe(60)
  })

  test('are forgotten when nobody asks for them any more', () => {
    const cache = createSightCache([])
    const first = cache.areaFrom({ x: 1, y: 1 }, range)
    cache.forgetUnused()
    expect(cache.areaFrom({ x: 1, y: 1 }, range)).toBe(first)
    cache.forgetUnused()
    cache.forgetUnused()
    expect(cache.areaFrom({ x: 1, y: 1 }, range)).not.toBe(first)
  })
})

function expectSame(area: SightArea, fresh: SightArea): void {
  for (let i = 0; i < 61; i += 1) {
    const angle = i * 0.1031 + 0.00123
    const [x, y] = [Math.cos(angle), Math.sin(angle)]
    expect(reachTowards(area, x, y)).toBeCloseTo(reachTowards(fresh, x, y), 6)
  }
}
