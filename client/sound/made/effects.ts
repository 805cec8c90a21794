import type { MadeEffect } from '../../world/index.ts'
import { addDying, bandPass, createNoise, lowPass, normalised, sampleRate } from './waves.ts'

const turn = Math.PI * 2

/** A sound that is heard once, as samples. */
export function makeEffect(kind: MadeEffect): Float32Array {
  return normalised(makers[kind](), 0.85)
}

const makers: Record<MadeEffect, () => Float32Array> = {
  thunder() {
    const noise = createNoise(5)
    const [deep, crack] = [lowPass(110), lowPass(900)]
    const samples = silence(5.5)
    for (const [at, length, strength] of [
      [0, 0.7, 1],
      [0.25, 5, 1.3],
      [1.4, 3.5, 0.8],
      [2.4, 3, 0.5],
    ] as const) {
      addDying(samples, at, Math.min(length, 5.4 - at), (second, share) => {
        const white = noise()
        const body = deep(white) * 3 + crack(white) * Math.exp(-second * 6)
        return body * strength * (1 - share) ** 2 * Math.min(1, second * 40)
      })
    }
    return samples
  },

  bell() {
    const samples = silence(5)
    for (const [part, strength, seconds] of [
      [0.5, 0.5, 4.8],
      [1, 1, 4],
      [1.19, 0.6, 3],
      [2, 0.7, 2.4],
      [2.74, 0.35, 1.6],
      [4.1, 0.2, 0.9],
    ] as const) {
      addDying(samples, 0, seconds, (second, share) => {
        return Math.sin(turn * 262 * part * second) * strength * (1 - share) ** 3
      })
    }
    return samples
  },

  drum() {
    const noise = createNoise(9)
    const samples = silence(2.6)
    for (const [at, strength] of [
      [0, 1],
      [0.55, 0.7],
      [1.1, 1],
    ] as const) {
      const skin = lowPass(1200)
      addDying(samples, at, 0.9, (second, share) => {
        const drop = 62 + 70 * Math.exp(-second * 18)
        const stick = skin(noise()) * Math.exp(-second * 70)
        return (Math.sin(turn * drop * second) + stick * 0.7) * strength * (1 - share) ** 2.5
      })
    }
    return samples
  },

  gust() {
    const noise = createNoise(15)
    const howl = bandPass(4)
    const samples = silence(4)
    addDying(samples, 0, 3.98, (_second, share) => {
      const swell = Math.sin(Math.PI * share) ** 2
      return howl(noise(), 240 + 620 * swell) * swell
    })
    return samples
  },
}

function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * sampleRate))
}
