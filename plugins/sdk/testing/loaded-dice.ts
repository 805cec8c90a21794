import { createDiceFrom } from '../create-dice.ts'
import type { Dice } from '../dice.ts'

/** Dice that show these faces, in the order thrown; a throw beyond them is a test's mistake. */
export function loadedDice(faces: readonly number[]): Dice {
  let next = 0
  return createDiceFrom((sides) => {
    const face = faces[next++]
    if (face === undefined) throw new Error(`A d${sides} was thrown. Load a face for it.`)
    if (face < 1 || face > sides) throw new Error(`A d${sides} cannot show ${face}. Load another.`)
    return face
  })
}

/** Numbers in [0, 1) that a seed settles, for fights that can be replayed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
