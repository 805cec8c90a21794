import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lightAt, lookAround, perceivedAt, perceivedBy, perceivedSquare } from './light.ts'
import type { Scenery, View } from './light.ts'
import { areaContains } from './sight-area.ts'
import { createSightCache } from './sight-cache.ts'
import { anyCells, arbitraryPlace, arbitraryWalls } from './testing/arbitrary-walls.ts'
import type { Wall } from './wall.ts'

const wall: Wall = { id: 'w', kind: 'wall', from: { x: 6, y: -20 }, to: { x: 6, y: 20 } }
const eye = { place: { x: 0, y: 0 }, range: 30, darkvision: 0 }
const torch = { place: { x: 3, y: 0 }, bright: 1, dim: 2 }

function look(scenery: Partial<Scenery>, walls: Wall[] = []): View {
  return lookAround(createSightCache(walls), {
    viewers: [eye],
    lamps: [],
    ambient: 'dark',
    ...scenery,
  })
}

describe('light and darkness', () => {
  test('in the dark one sees what a torch lights: bright near it, dim round that, nothing else', () => {
    const view = look({ lamps: [torch] })
    expect(perceivedAt(view, 3.5, 0)).toBe('bright')
    expect(perceivedAt(view, 1.5, 0)).toBe('dim')
    expect(perceivedAt(view, 0.5, 0)).toBe('unseen')
  })

  test('darkvision makes dark dim and dim bright, as far as it goes', () => {
    const view = look({ viewers: [{ ...eye, darkvision: 2 }], lamps: [torch] })
    expect(perceivedAt(view, 0.5, 0)).toBe('dim')
    expect(perceivedAt(view, 1.5, 0)).toBe('bright')
    expect(perceivedAt(view, 4.5, 0)).toBe('dim')
    expect(perceivedAt(view, 0, 2.5)).toBe('unseen')
  })

  test('walls stop torchlight and sight, and no light helps to see through them', () => {
    const behind = { ...torch, place: { x: 7, y: 0 } }
    expect(lightAt(look({ lamps: [{ ...torch, dim: 5 }] }, [wall]), 7, 0)).toBe('dark')
    expect(lightAt(look({ lamps: [behind] }, [wall]), 5.5, 0)).toBe('dark')
    expect(lightAt(look({ lamps: [{ ...behind, passesWalls: true }] }, [wall]), 5.5, 0)).toBe('dim')
    expect(perceivedAt(look({ lamps: [behind], ambient: 'bright' }, [wall]), 7, 0)).toBe('unseen')
  })

  test('two lamps never make a place darker than one', () => {
    const dimmer = { ...torch, bright: 0, dim: 9 }
    expect(lightAt(look({ lamps: [dimmer, torch] }), 3, 0)).toBe('bright')
    expect(lightAt(look({ lamps: [torch, dimmer] }), 3, 0)).toBe('bright')
    expect(lightAt(look({ lamps: [torch], ambient: 'dim' }), 20, 0)).toBe('dim')
  })

  test('a token is seen as soon as an edge of it is, and not through a wall along its border', () => {
    const walls: Wall[] = [{ id: 'w', kind: 'wall', from: { x: 6, y: -20 }, to: { x: 6, y: 2 } }]
    const view = look({ ambient: 'bright' }, walls)
    expect(perceivedSquare(view, { x: 6, y: 1 }, 1)).toBe('unseen')
    expect(perceivedSquare(view, { x: 6, y: 1.5 }, 1)).toBe('bright')
    expect(perceivedSquare(view, { x: 6, y: -5 }, 1)).toBe('unseen')
    expect(perceivedSquare(view, { x: 5, y: -5 }, 1)).toBe('bright')
  })

  test('several viewers see what any of them sees, and the best of it', () => {
    const scenery = fc.record({
      viewers: fc.array(
        fc.record({ place: arbitraryPlace(anyCells), range: fc.nat(20), darkvision: fc.nat(15) }),
        { maxLength: 4 },
      ),
      lamps: fc.array(
        fc.record({ place: arbitraryPlace(anyCells), bright: fc.nat(6), dim: fc.nat(12) }),
        { maxLength: 4 },
      ),
      ambient: fc.constantFrom('bright' as const, 'dim' as const, 'dark' as const),
    })
    const rank = { unseen: 0, dim: 1, bright: 2 }
    fc.assert(
      fc.property(
        arbitraryWalls(anyCells),
        scenery,
        arbitraryPlace(anyCells),
        (walls, what, place) => {
          const view = look(what, walls)
          const each = view.viewers.map(
            (viewer) => rank[perceivedBy(viewer, view, place.x, place.y)],
          )
          expect(rank[perceivedAt(view, place.x, place.y)]).toBe(Math.max(0, ...each))
          const isInSight = view.viewers.some(({ sight }) => areaContains(sight, place.x, place.y))
          if (!isInSight) expect(Math.max(0, ...each)).toBe(0)
          if (isInSight && what.ambient === 'bright') expect(Math.max(0, ...each)).toBe(2)
        },
      ),
    )
  })
})
