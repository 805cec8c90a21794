import { describe, expect, test } from 'vitest'
import { createExplored, createSightCache, lookAround } from '../sight/index.ts'
import { asksWhoToPlay } from './asks-who-to-play.ts'

const newcomer = {
  role: 'player',
  actors: [{ mine: false }],
  vision: undefined,
  wentToChoose: false,
} as const

function fogSeenBy(eyes: number) {
  const viewer = { place: { x: 1, y: 1 }, range: 5, darkvision: 0 }
  const viewers = Array.from({ length: eyes }, () => viewer)
  const view = lookAround(createSightCache([]), { viewers, lamps: [], ambient: 'bright' })
  return { sight: { view, explored: createExplored() } }
}

describe('whom a person plays', () => {
  test('is asked of a player who plays nobody, until they went to choose', () => {
    expect(asksWhoToPlay(newcomer)).toBe(true)
    expect(asksWhoToPlay({ ...newcomer, wentToChoose: true })).toBe(false)
  })

  test('is asked for as long as the fog hides everything from them', () => {
    const lost = { ...newcomer, wentToChoose: true }
    expect(asksWhoToPlay({ ...lost, vision: fogSeenBy(0) })).toBe(true)
    expect(asksWhoToPlay({ ...lost, vision: fogSeenBy(1) })).toBe(false)
    expect(asksWhoToPlay({ ...lost, vision: {} })).toBe(false)
  })

  test('is asked no more once they play somebody, whatever the fog hides', () => {
    const actors = [{ mine: false }, { mine: true }]
    expect(asksWhoToPlay({ ...newcomer, actors })).toBe(false)
    expect(asksWhoToPlay({ ...newcomer, actors, vision: fogSeenBy(0) })).toBe(false)
  })

  test.each(['gm', 'spectator'] as const)('is never asked of a %s', (role) => {
    expect(asksWhoToPlay({ ...newcomer, role, vision: fogSeenBy(0) })).toBe(false)
  })
})
