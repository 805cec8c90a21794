import type { ClockRange } from './update-summary.ts'

/** Up to which clock one author is known without a gap, while ranges are taken away. */
export interface Reach {
  readonly clock: number
  remove(range: ClockRange): void
}

/**
 * The reach from a clock on through ranges of the same author. Taking one away costs the logarithm of their number: a
 * tree over the ends of all ranges sums how many begin and end, and knows the least sum that stands at any of them.
 */
export function createReach(known: number, ranges: readonly ClockRange[]): Reach {
  const ends = ranges.flatMap(({ from, to }) => [Math.max(from, known), Math.max(to, known)])
  const clocks = [...new Set([known, ...ends.toSorted((left, right) => left - right)])]
  const places = new Map(clocks.map((clock, place) => [clock, place]))
  const width = 2 ** Math.ceil(Math.log2(clocks.length))
  const sums = new Int32Array(2 * width)
  const leasts = new Int32Array(2 * width)

  function count(range: ClockRange, by: number): void {
    change(range.from, by)
    change(range.to, -by)
  }

  function change(clock: number, by: number): void {
    const place = places.get(Math.max(clock, known))
    if (place === undefined) throw new Error('Only a range that was given can be taken away.')
    sums[width + place] = at(sums, width + place) + by
    leasts[width + place] = at(sums, width + place)
    for (let node = (width + place) >> 1; node > 0; node >>= 1) {
      const [left, right] = [2 * node, 2 * node + 1]
      sums[node] = at(sums, left) + at(sums, right)
      leasts[node] = Math.min(at(leasts, left), at(sums, left) + at(leasts, right))
    }
  }

  /** The first place over which no range stands; nothing stands over the last. */
  function firstBare(): number {
    let node = 1
    for (let before = 0; node < width;) {
      node *= 2
      if (before + at(leasts, node) <= 0) continue
      before += at(sums, node)
      node += 1
    }
    return node - width
  }

  for (const range of ranges) count(range, 1)
  return {
    get clock() {
      return clocks[firstBare()] ?? known
    },
    remove: (range) => count(range, -1),
  }
}

function at(tree: Int32Array, node: number): number {
  return tree[node] ?? 0
}
