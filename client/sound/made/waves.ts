/** Samples a second of everything that is made here: enough for rain, half the work of a record. */
export const sampleRate = 22_050

/** Evenly spread numbers in [-1, 1). */
export type Noise = () => number

/** The same noise for the same seed, so that everybody hears the same rain. */
export function createNoise(seed: number): Noise {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 31 - 1
  }
}

/** Lets low sounds pass, below about `hertz`. */
export function lowPass(hertz: number): (sample: number) => number {
  const share = 1 - Math.exp((-2 * Math.PI * hertz) / sampleRate)
  let held = 0
  return (sample) => (held += share * (sample - held))
}

/** Lets sounds round `hertz` pass, the narrower the larger `sharpness`. The middle may move from sample to sample. */
export function bandPass(sharpness: number): (sample: number, hertz: number) => number {
  let low = 0
  let band = 0
  return (sample, hertz) => {
    const step = 2 * Math.sin((Math.PI * Math.min(hertz, sampleRate / 6)) / sampleRate)
    low += step * band
    band += step * (sample - low - band / sharpness)
    return band / sharpness
  }
}

/** A sound that can go round without a click: what is written beyond its end is faded into its beginning. */
export function loop(seconds: number, write: (samples: Float32Array) => void): Float32Array {
  const [length, overlap] = [Math.round(seconds * sampleRate), sampleRate]
  const long = new Float32Array(length + overlap)
  write(long)
  const samples = long.slice(0, length)
  for (let index = 0; index < overlap; index++) {
    const share = Math.sin((index / overlap) * (Math.PI / 2))
    const other = Math.cos((index / overlap) * (Math.PI / 2))
    samples[index] = (samples[index] ?? 0) * share + (long[length + index] ?? 0) * other
  }
  return samples
}

/** Adds a sound that dies away, wherever it begins; beyond the end it goes on at the beginning. */
export function addDying(
  samples: Float32Array,
  at: number,
  seconds: number,
  wave: (second: number, share: number) => number,
): void {
  const from = Math.floor(at * sampleRate)
  const length = Math.floor(seconds * sampleRate)
  for (let index = 0; index < length; index++) {
    const place = (from + index) % samples.length
    const second = index / sampleRate
    samples[place] = (samples[place] ?? 0) + wave(second, index / length)
  }
}

/** As loud as that at its loudest. */
export function normalised(samples: Float32Array, peak = 0.8): Float32Array {
  let loudest = 1e-6
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample))
  return samples.map((sample) => (sample / loudest) * peak)
}
