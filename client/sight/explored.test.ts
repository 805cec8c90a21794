import { union } from '#crdt-rules'
import type { Json } from '#crdt-rules'
import { verifyRule } from '#crdt-rules/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createExplored, ExploredTile, joinExplored } from './explored.ts'
import { lookAround } from './light.ts'
import type { Scenery } from './light.ts'
import { maskOfOutline, masksOfView } from './mask.ts'
import { perceivedAt } from './light.ts'
import { createSightCache } from './sight-cache.ts'
import { anyCells, arbitraryPlace, arbitraryWalls } from './testing/arbitrary-walls.ts'

const tile = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => btoa(String.fromCharCode(...bytes)))

function square(left: number, top: number, side: number): ReturnType<typeof maskOfOutline> {
  const [right, bottom] = [left + side, top + side]
  return maskOfOutline([
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ])
}

describe('what has been explored', () => {
  test('tiles merge as a union: everybody ends with everything seen by anybody', () => {
    verifyRule(union({ schema: ExploredTile, join: joinExplored }), {
      edits: tile.map((add) => ({ add })),
      promised: (edits) =>
        edits
          .map((edit) => ('add' in edit ? edit.add : null))
          .reduce<Json>((left, right) => joinExplored(left, right), btoa('\0'.repeat(32))),
    })
  })

  test('is what the viewers perceived, sample by sample', () => {
    const scenery: fc.Arbitrary<Scenery> = fc.record({
      viewers: fc.array(
        fc.record({
          place: arbitraryPlace(anyCells),
          range: fc.integer({ min: 1, max: 12 }),
          darkvision: fc.nat(8),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      lamps: fc.array(
        fc.record({ place: arbitraryPlace(anyCells), bright: fc.nat(3), dim: fc.nat(6) }),
        { maxLength: 3 },
      ),
      ambient: fc.constantFrom('bright' as const, 'dim' as const, 'dark' as const),
    })
    fc.assert(
      fc.property(arbitraryWalls(anyCells), scenery, (walls, what) => {
        const view = lookAround(createSightCache(walls), what)
        const explored = createExplored()
        masksOfView(view).forEach((mask) => explored.add(mask))
        let wrong = 0
        for (let x = -40; x < 40; x += 1) {
          for (let y = -40; y < 40; y += 1) {
            const [cellX, cellY] = [(x + 0.5) / 2, (y + 0.5) / 2]
            const isSeen = perceivedAt(view, cellX, cellY) !== 'unseen'
            if (explored.has(cellX, cellY) !== isSeen) wrong += 1
          }
        }
        // Only samples within the chords' tolerance of a circle may differ.
        expect(wrong).toBeLessThanOrEqual(12 * (what.viewers.length + what.lamps.length))
      }),
      { numRuns: 30 },
    )
  })

  test('tells only the tiles that grew, and those once', () => {
    const explored = createExplored()
    const grown = explored.add(square(0, 0, 10))
    expect(grown.map(({ key }) => key)).toEqual(['0_0', '1_0', '0_1', '1_1'])
    expect(explored.add(square(1, 1, 5))).toEqual([])
    expect(explored.add(square(-1, 3, 2)).map(({ key }) => key)).toEqual(['-1_0'])
    expect(explored.has(9.9, 9.9)).toBe(true)
    expect(explored.has(10.1, 9.9)).toBe(false)
    expect(explored.has(-0.9, 3.1)).toBe(true)
  })

  test('what is hidden again by hand is unseen until it is seen again', () => {
    const explored = createExplored()
    explored.add(square(0, 0, 8))
    const [shrunk] = explored.remove(square(2, 2, 2))
    expect(explored.has(3, 3)).toBe(false)
    expect(explored.has(5, 5)).toBe(true)
    expect(createExplored([[shrunk?.key ?? '', shrunk?.tile]]).has(3, 3)).toBe(false)
    explored.add(square(0, 0, 8))
    expect(explored.has(3, 3)).toBe(true)
  })

  test('survives being stored, and is small: a map of 100 by 100 cells is 169 tiles of 44 letters', () => {
    const explored = createExplored()
    explored.add(square(0, 0, 100))
    const stored = [...explored.tiles()]
    expect(stored.length).toBe(169)
    expect(stored.every(([, text]) => text.length === 44)).toBe(true)
    expect(createExplored(stored).has(99.9, 99.9)).toBe(true)
  })

  test('a tile that is none counts as never seen', () => {
    for (const bad of ['', 'x'.repeat(44), 7, null, undefined, btoa('\0'.repeat(31))]) {
      expect(createExplored([['0_0', bad]]).tiles().size).toBe(0)
    }
  })
})
