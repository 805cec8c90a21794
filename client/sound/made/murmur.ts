import { addDying, bandPass, createNoise, loop, lowPass, sampleRate, type Noise } from './waves.ts'

const turn = Math.PI * 2
const seconds = 14
/** How a mouth sounds while it says a vowel, in hertz. */
const vowels = [
  [730, 1090],
  [530, 1840],
  [390, 1990],
  [570, 840],
  [440, 1020],
  [300, 870],
] as const

/** People talking in a room: nobody says a word that could be understood. A glass now and then. */
export function murmur(): Float32Array {
  const noise = createNoise(97)
  const [room, wall] = [lowPass(300), lowPass(1500)]
  const samples = loop(seconds, (long) => {
    for (let voice = 0; voice < 9; voice++) {
      const pitch = voice % 3 === 0 ? 190 + voice * 4 : 95 + voice * 7
      speak(long, noise, pitch, 0.5 + (noise() + 1) * 0.35)
    }
    for (let at = 0; at < long.length; at++) {
      long[at] = wall((long[at] ?? 0) + room(noise()) * 0.9)
    }
  })
  for (let glass = 0; glass < 7; glass++) {
    const pitch = 2400 + (noise() + 1) * 700
    addDying(samples, (noise() + 1) * (seconds / 2), 0.35, (second, share) => {
      const ring = Math.sin(turn * pitch * second) + 0.5 * Math.sin(turn * pitch * 1.51 * second)
      return ring * 0.035 * (1 - share) ** 5
    })
  }
  return samples
}

/** One voice: a buzz through two resonances that change from syllable to syllable, with pauses to listen. */
function speak(samples: Float32Array, noise: Noise, pitch: number, strength: number): void {
  const [low, high] = [bandPass(6), bandPass(8)]
  let [phase, place] = [0, Math.floor((noise() + 1) * sampleRate)]
  while (place < samples.length) {
    const isPause = noise() > 0.62
    const length = Math.floor(
      sampleRate * (isPause ? 0.4 + (noise() + 1) * 0.7 : 0.13 + (noise() + 1) * 0.06),
    )
    const [first, second] = vowels[Math.floor(((noise() + 1) / 2) * vowels.length)] ?? vowels[0]
    const tone = pitch * (1 + noise() * 0.12)
    for (let at = 0; at < length && place < samples.length; at++, place++) {
      phase = (phase + tone / sampleRate) % 1
      const buzz = isPause ? 0 : (phase < 0.5 ? 1 - phase * 4 : phase * 4 - 3) + noise() * 0.15
      const envelope = isPause ? 0 : Math.sin((Math.PI * at) / length) ** 0.6
      const mouth = low(buzz, first) + high(buzz, second) * 0.5
      samples[place] = (samples[place] ?? 0) + mouth * envelope * strength
    }
  }
}
