/** Chance that can be repeated. */
export interface Chance {
  /** Evenly spread in [0, 1). */
  fraction(): number
  /** A whole number from 0 to below `end`. */
  below(end: number): number
  /** True with this probability. */
  happens(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  bytes(length: number): Uint8Array
  /** Chance of its own under a name: drawing from one does not change what the other draws. */
  branch(name: string): Chance
}

/** Chance from a seed: mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0

  function word(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  const chance: Chance = {
    fraction: () => word() / 0x1_0000_0000,
    below: (end) => Math.floor(chance.fraction() * end),
    happens: (probability) => chance.fraction() < probability,
    pick(items) {
      const item = items[chance.below(items.length)]
      if (item === undefined) throw new Error('There is nothing to pick from.')
      return item
    },
    bytes: (length) => Uint8Array.from({ length }, () => word() & 0xff),
    branch: (name) => createChance(hash(seed, name)),
  }
  return chance
}

/** A seed from a seed and a name: FNV-1a. */
function hash(seed: number, name: string): number {
  let mixed = (0x811c9dc5 ^ seed) >>> 0
  for (const letter of name) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return mixed >>> 0
}
