import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssetId } from '../../assets/index.ts'
import { looping, movedTo, Music, paused, placeIn, resumed, type Track } from './music.ts'

const began = Date.UTC(2026, 10, 20, 20)

function music(lengths: readonly number[], rest: Partial<Music> = {}): Music {
  const tracks = lengths.map((seconds, at): Track => {
    return { id: String(at % 10).repeat(64) as AssetId, name: `Track ${at}`, seconds }
  })
  return { tracks, loop: 'none', track: 0, seconds: 0, sinceMs: began, ...rest }
}

function after(piece: Music, seconds: number) {
  return placeIn(piece, began + seconds * 1000)
}

describe('the place in the music', () => {
  test('follows the clock from track to track, and is over at the end', () => {
    const piece = music([10, 20])
    expect(after(piece, 4)).toEqual({ track: 0, seconds: 4, state: 'playing' })
    expect(after(piece, 12)).toEqual({ track: 1, seconds: 2, state: 'playing' })
    expect(after(piece, 31)).toMatchObject({ track: 1, state: 'over' })
  })

  test('begins again with the list, or with the track, when it repeats', () => {
    expect(after(music([10, 20], { loop: 'all', track: 1 }), 25)).toEqual({
      track: 0,
      seconds: 5,
      state: 'playing',
    })
    expect(after(music([10, 20], { loop: 'one', track: 1, seconds: 3 }), 18)).toEqual({
      track: 1,
      seconds: 1,
      state: 'playing',
    })
  })

  test('does not go back before the beginning when a clock runs behind', () => {
    expect(after(music([10]), -5)).toEqual({ track: 0, seconds: 0, state: 'playing' })
  })
})

const pieces = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
    loop: fc.constantFrom('none' as const, 'one' as const, 'all' as const),
    track: fc.nat(7),
    seconds: fc.nat(400),
  })
  .map(({ lengths, loop, track, seconds }) => {
    const at = Math.min(track, lengths.length - 1)
    return music(lengths, { loop, track: at, seconds: Math.min(seconds, lengths[at] ?? 0) })
  })

describe('whoever comes when', () => {
  test('hears a place that exists, after any time', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 100_000_000 }), (piece, ms) => {
        const { track, seconds } = placeIn(piece, began + ms)
        const length = piece.tracks[track]?.seconds ?? -1
        expect(seconds).toBeGreaterThanOrEqual(0)
        expect(seconds).toBeLessThanOrEqual(length)
      }),
    )
  })

  test('pausing and going on at once changes nothing of what is heard later', () => {
    fc.assert(
      fc.property(pieces, fc.nat(2000), fc.nat(2000), (piece, first, later) => {
        const atMs = began + first * 1000
        if (placeIn(piece, atMs).state === 'over') return
        const again = resumed(paused(piece, atMs), atMs)
        const [here, there] = [piece, again].map((one) => placeIn(one, atMs + later * 1000))
        expect(there?.track).toBe(here?.track)
        expect(there?.seconds).toBeCloseTo(here?.seconds ?? 0, 6)
        expect(Music.safeParse(again).success).toBe(true)
      }),
    )
  })

  test('repeating differently makes no jump', () => {
    fc.assert(
      fc.property(pieces, fc.nat(2000), (piece, seconds) => {
        const atMs = began + seconds * 1000
        const before = placeIn(piece, atMs)
        for (const loop of ['none', 'one', 'all'] as const) {
          const now = placeIn(looping(piece, loop, atMs), atMs)
          if (before.state !== 'over') expect(now).toEqual(before)
        }
      }),
    )
  })

  test('winding stays inside of the track', () => {
    expect(placeIn(movedTo(music([10, 20]), 1, 50, began), began)).toMatchObject({ track: 1 })
    expect(movedTo(music([10], { sinceMs: null }), 0, 4, began)).toMatchObject({
      seconds: 4,
      sinceMs: null,
    })
  })
})
