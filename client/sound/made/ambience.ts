import type { Ambience } from '../../world/index.ts'
import { murmur } from './murmur.ts'
import { addDying, bandPass, createNoise, loop, lowPass, normalised, sampleRate } from './waves.ts'

const turn = Math.PI * 2

/** A sound that surrounds a scene, as samples to be played round and round. */
export function makeAmbience(kind: Ambience): Float32Array {
  return normalised(makers[kind](), loudness[kind])
}

const makers: Record<Ambience, () => Float32Array> = {
  rain() {
    const noise = createNoise(11)
    const [soft, dull] = [lowPass(5200), lowPass(700)]
    const samples = loop(11, (long) => {
      for (let at = 0; at < long.length; at++) {
        const sample = soft(noise())
        const swell = 1 + 0.18 * Math.sin((turn * at) / (5.5 * sampleRate))
        long[at] = (sample - 0.7 * dull(sample)) * 0.5 * swell
      }
    })
    for (let drop = 0; drop < 420; drop++) {
      const pitch = 1400 + (noise() + 1) * 1500
      const strength = 0.06 + (noise() + 1) * 0.07
      addDying(samples, (noise() + 1) * 5.5, 0.03, (second, share) => {
        return Math.sin(turn * pitch * second) * strength * (1 - share) ** 3
      })
    }
    return samples
  },

  wind() {
    const noise = createNoise(23)
    const [howl, breath] = [bandPass(5), bandPass(2)]
    const seconds = 14
    return loop(seconds, (long) => {
      for (let at = 0; at < long.length; at++) {
        const phase = (turn * at) / (seconds * sampleRate)
        const gust = 0.5 + 0.3 * Math.sin(phase * 2) + 0.2 * Math.sin(phase * 5 + 1)
        const white = noise()
        const whistle = howl(white, 380 + 330 * gust) * gust * gust
        long[at] = whistle * 1.6 + breath(white, 170 + 90 * gust) * (0.4 + gust * 0.6)
      }
    })
  },

  fire() {
    const noise = createNoise(37)
    const [rumble, hiss] = [lowPass(130), lowPass(2600)]
    const samples = loop(9, (long) => {
      for (let at = 0; at < long.length; at++) {
        const white = noise()
        long[at] = rumble(white) * 2.2 + hiss(white) * 0.05
      }
    })
    for (let crack = 0; crack < 130; crack++) {
      const isLoud = noise() > 0.75
      const strength = (isLoud ? 0.9 : 0.3) * (0.5 + (noise() + 1) / 4)
      const band = bandPass(3)
      const pitch = 900 + (noise() + 1) * 1100
      addDying(samples, (noise() + 1) * 4.5, isLoud ? 0.05 : 0.012, (_second, share) => {
        return band(noise(), pitch) * strength * (1 - share) ** 4 * 3
      })
    }
    return samples
  },

  tavern: murmur,

  cave() {
    const noise = createNoise(53)
    const deep = lowPass(90)
    const seconds = 13
    const samples = loop(seconds, (long) => {
      for (let at = 0; at < long.length; at++) {
        const swell = 1 + 0.4 * Math.sin((turn * at) / (seconds * sampleRate))
        long[at] = deep(noise()) * 1.4 * swell
      }
    })
    for (let drip = 0; drip < 13; drip++) {
      const [at, pitch] = [(noise() + 1) * 6.5, 700 + (noise() + 1) * 500]
      for (let echo = 0; echo < 4; echo++) {
        addDying(samples, at + echo * 0.19, 0.14, (second, share) => {
          const bend = pitch * (1 + second * 3)
          return Math.sin(turn * bend * second) * 0.3 * 0.45 ** echo * (1 - share) ** 3
        })
      }
    }
    return samples
  },

  night() {
    const noise = createNoise(71)
    const air = lowPass(420)
    const samples = loop(12, (long) => {
      for (let at = 0; at < long.length; at++) long[at] = air(noise()) * 0.5
    })
    for (const [pitch, pace, strength] of [
      [4300, 1.1, 0.1],
      [4650, 1.45, 0.07],
      [3900, 0.95, 0.05],
    ] as const) {
      for (let at = 0; at < 12; at += pace) {
        for (let beat = 0; beat < 4; beat++) {
          addDying(samples, at + beat * 0.055, 0.04, (second, share) => {
            return Math.sin(turn * pitch * second) * strength * Math.sin(Math.PI * share)
          })
        }
      }
    }
    for (const [at, length] of [
      [3.1, 0.35],
      [3.7, 0.8],
    ] as const) {
      addDying(samples, at, length, (second, share) => {
        const tone = Math.sin(turn * 370 * second) + 0.3 * Math.sin(turn * 740 * second)
        return tone * 0.11 * Math.sin(Math.PI * share) ** 2
      })
    }
    return samples
  },
}

/** Steady sounds are heard as louder than their peaks say. */
const loudness: Record<Ambience, number> = {
  rain: 0.4,
  wind: 0.6,
  fire: 0.7,
  tavern: 0.6,
  cave: 0.5,
  night: 0.35,
}
