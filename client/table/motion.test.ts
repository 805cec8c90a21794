import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFloats } from './floats.ts'
import type { MapToken } from './model.ts'
import { createMotion } from './motion.ts'

describe('motion', () => {
  test('a glide starts near where the thing is shown and ends exactly where it was sent', () => {
    const motion = createMotion(() => false)
    motion.place('wolf', { x: 0, y: 0 })
    motion.glide('wolf', { x: 4, y: 2 }, 200)
    expect(motion.step(1000)).toBe(true)
    expect(motion.at('wolf')?.x).toBeLessThan(1)
    motion.step(1100)
    expect(motion.at('wolf')?.x).toBeGreaterThan(2)
    expect(motion.step(1200)).toBe(false)
    expect(motion.at('wolf')).toEqual({ x: 4, y: 2 })
  })

  test('its first frame already shows that something moves', () => {
    const motion = createMotion(() => false)
    motion.place('wolf', { x: 0, y: 0 })
    motion.glide('wolf', { x: 4, y: 0 }, 200)
    motion.step(1000)
    expect(motion.at('wolf')?.x).toBeGreaterThan(0.2)
  })

  test('a glide sent elsewhere on its way goes on from where it is shown', () => {
    const motion = createMotion(() => false)
    motion.place('wolf', { x: 0, y: 0 })
    motion.glide('wolf', { x: 4, y: 0 }, 200)
    motion.step(0)
    motion.step(100)
    const turned = motion.at('wolf')
    motion.glide('wolf', { x: 0, y: 4 }, 200)
    expect(motion.at('wolf')).toEqual(turned)
    motion.step(116)
    expect(motion.at('wolf')?.x).toBeGreaterThan((turned?.x ?? 0) / 2)
  })

  test('a crowd arrives at once where frames come late, a few things glide on', () => {
    for (const count of [3, 300]) {
      const motion = createMotion(() => false)
      const ids = Array.from({ length: count }, (_, index) => `wolf ${index}`)
      for (const id of ids) {
        motion.place(id, { x: 0, y: 0 })
        motion.glide(id, { x: 4, y: 0 }, 260)
      }
      motion.step(1000)
      expect(motion.step(1080)).toBe(count === 3)
    }
  })

  test('it never leaves the straight way between start and end', () => {
    fc.assert(
      fc.property(fc.nat(400), (afterMs) => {
        const motion = createMotion(() => false)
        motion.place('wolf', { x: 1, y: 1 })
        motion.glide('wolf', { x: 5, y: 5 }, 200)
        motion.step(0)
        motion.step(afterMs)
        const at = motion.at('wolf') ?? { x: NaN, y: NaN }
        expect(at.x).toBe(at.y)
        expect(at.x >= 1 && at.x <= 5).toBe(true)
      }),
    )
  })

  test('who wants less motion sees things arrive at once', () => {
    const motion = createMotion(() => true)
    motion.place('wolf', { x: 0, y: 0 })
    motion.glide('wolf', { x: 4, y: 2 }, 200)
    expect(motion.at('wolf')).toEqual({ x: 4, y: 2 })
    expect(motion.step(0)).toBe(false)
  })
})

describe('changes of hit points', () => {
  const goblin = (value: number, temporary = 0): MapToken => ({
    id: 'goblin',
    name: 'Goblin',
    x: 0,
    y: 0,
    size: 1,
    art: 'goblin',
    hidden: false,
    hitPoints: { value, maximum: 7, temporary },
    conditions: [],
    defeated: value === 0,
  })

  test('damage and healing show with their sign, the first sight shows nothing', () => {
    const floats = createFloats()
    floats.see(goblin(7))
    expect(floats.step(0)).toEqual([])
    floats.see(goblin(2))
    floats.see(goblin(5))
    expect(floats.step(0).map(({ text, tone, stacked }) => [text, tone, stacked])).toEqual([
      ['−5', 'damage', 0],
      ['+3', 'healing', 1],
    ])
  })

  test('being told how hurt something looks instead of its hit points is no change', () => {
    const floats = createFloats()
    const { hitPoints, ...unknown } = goblin(7)
    floats.see({ ...unknown, hitPoints })
    floats.see({ ...unknown, wounds: 0 })
    floats.see({ ...unknown, wounds: 3 })
    floats.see({ ...unknown, hitPoints })
    expect(floats.step(0).map(({ text }) => text)).toEqual(['−3'])
  })

  test('they are gone after a moment', () => {
    const floats = createFloats()
    floats.see(goblin(7))
    floats.see(goblin(2))
    const [{ endsMs } = { endsMs: NaN }] = floats.step(100)
    expect(endsMs).toBe(1600)
    expect(floats.step(endsMs - 1)).toHaveLength(1)
    expect(floats.step(endsMs)).toEqual([])
  })
})
