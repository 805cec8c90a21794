import { describe, expect, test } from 'vitest'
import { Ambience, MadeEffect } from '../../world/index.ts'
import { makeAmbience } from './ambience.ts'
import { makeEffect } from './effects.ts'
import { sampleRate } from './waves.ts'

function loudest(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
}

function loudnessOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

describe.each(Ambience.options)('the ambience "%s"', (kind) => {
  const samples = makeAmbience(kind)

  test('is heard all the time, and never too loud', () => {
    expect(samples.every((sample) => Number.isFinite(sample))).toBe(true)
    expect(loudest(samples)).toBeLessThanOrEqual(0.8)
    for (let second = 0; second + 2 < samples.length / sampleRate; second += 2) {
      const part = samples.subarray(second * sampleRate, (second + 2) * sampleRate)
      expect(loudnessOf(part)).toBeGreaterThan(0.005)
    }
  })

  test('goes round without a click', () => {
    const steps = samples.slice(1).map((sample, at) => Math.abs(sample - (samples[at] ?? 0)))
    const seam = Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0))
    expect(seam).toBeLessThanOrEqual(loudest(steps))
  })
})

describe.each(MadeEffect.options)('the effect "%s"', (kind) => {
  test('begins at once, and dies away', () => {
    const samples = makeEffect(kind)
    expect(loudnessOf(samples)).toBeGreaterThan(0.02)
    expect(loudest(samples)).toBeLessThanOrEqual(0.86)
    expect(loudest(samples.subarray(-400))).toBeLessThan(0.05)
  })
})
