/** What of a stream follows its newest snapshot, as far as this device knows: nothing when it fell quiet since. */
export interface Tail {
  readonly records: number
  readonly bytes: number
  /** The position from where on its records are counted: the first of them, or just behind the newest snapshot. */
  readonly first: number
  /** Position of the stream's last record, whether the newest snapshot holds it or not. */
  readonly last: number
}

/** The records of each stream that may still keep the log from being cut: those that no two snapshots hold. */
export interface Tails {
  add(stream: number, seq: number, bytes: number): void
  /** The newest snapshot of the stream holds everything up to `seq`, another one that is sound everything up to `twice`. */
  covered(stream: number, seq: number, twice: number): void
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
      const before = tails.get(stream) ?? { records: 0, bytes: 0, first: seq }
      const { records, first } = before
      tails.set(stream, { records: records + 1, bytes: before.bytes + bytes, first, last: seq })
    },
    covered(stream, seq, twice) {
      const tail = tails.get(stream)
      if (tail === undefined) return
      if (twice >= tail.last) tails.delete(stream)
      else if (seq >= tail.first) tails.set(stream, behind(tail, seq))
    },
    get: (stream) => tails.get(stream),
    all: tails,
    restore(stored) {
      for (const [stream, tail] of stored) tails.set(stream, tail)
    },
    clear: () => tails.clear(),
  }
}

/** How many of its records are among those covered is not known: an even spread is supposed. */
function behind(tail: Tail, seq: number): Tail {
  const { records, bytes, first, last } = tail
  if (seq >= last) return { records: 0, bytes: 0, first: seq + 1, last }
  const share = (last - seq) / (last - first + 1)
  const left = Math.max(1, Math.round(records * share))
  return { records: left, bytes: Math.round(bytes * share), first: seq + 1, last }
}
