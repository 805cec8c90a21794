/** What of a stream follows its newest snapshot, as far as this device knows. */
export interface Tail {
  readonly records: number
  readonly bytes: number
  /** Positions of the first and the last record. */
  readonly first: number
  readonly last: number
}

/** The records of each stream that no snapshot holds. */
export interface Tails {
  add(stream: number, seq: number, bytes: number): void
  /** A snapshot of the stream holds everything up to `seq`. */
  covered(stream: number, seq: number): void
  get(stream: number): Tail | undefined
  readonly all: ReadonlyMap<number, Tail>
  /** What was stored. */
  restore(stored: Iterable<readonly [number, Tail]>): void
  clear(): void
}

/** No tails yet. */
export function createTails(): Tails {
  const tails = new Map<number, Tail>()
  return {
    add(stream, seq, bytes) {
      const {
        records,
        bytes: before,
        first,
      } = tails.get(stream) ?? { records: 0, bytes: 0, first: seq }
      tails.set(stream, { records: records + 1, bytes: before + bytes, first, last: seq })
    },
    covered(stream, seq) {
      const tail = tails.get(stream)
      if (tail === undefined || seq < tail.first) return
      if (seq >= tail.last) tails.delete(stream)
      else {
        // How many of its records are among those covered is not known: an even spread is supposed.
        const share = (tail.last - seq) / (tail.last - tail.first + 1)
        const records = Math.max(1, Math.round(tail.records * share))
        tails.set(stream, {
          ...tail,
          records,
          bytes: Math.round(tail.bytes * share),
          first: seq + 1,
        })
      }
    },
    get: (stream) => tails.get(stream),
    all: tails,
    restore(stored) {
      for (const [stream, tail] of stored) tails.set(stream, tail)
    },
    clear: () => tails.clear(),
  }
}
