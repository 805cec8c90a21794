import type { ClockRange, UpdateSummary } from '#crdt-rules'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * What of a document is somewhere safe (in the log, or in this device's outbox): a state vector and a set of
 * deletions. It stands in for a second copy of the document.
 */
export interface Coverage {
  add(summary: UpdateSummary): void
  /** Whether everything an update carries is covered already. */
  covers(summary: UpdateSummary): boolean
  /** Whether nothing that was added waits for something before it. */
  isWhole(): boolean
  /** What of these deletions is not covered. */
  deletionsBeyond(deletions: readonly ClockRange[]): readonly ClockRange[]
  /** The state vector, encoded as Yjs wants it. */
  stateVector(): Uint8Array
  /** All of it, as if one update carried it. */
  summary(): UpdateSummary
  encode(): Uint8Array
}

/** Nothing covered yet, or what `encode` wrote; bytes that cannot be read count as nothing. */
export function createCoverage(encoded?: Uint8Array): Coverage {
  const vector = new Map<number, number>()
  const deletions = new Map<number, Interval[]>()
  let early: ClockRange[] = []

  function addStructs(range: ClockRange): boolean {
    const known = vector.get(range.client) ?? 0
    if (range.from > known) return false
    if (range.to > known) vector.set(range.client, range.to)
    return true
  }

  function addEarly(): void {
    let before: number
    do {
      before = early.length
      early = early.filter((range) => !addStructs(range))
    } while (early.length < before)
  }

  const coverage: Coverage = {
    add(summary) {
      for (const range of summary.structs) if (!addStructs(range)) early.push(range)
      if (early.length > 0) addEarly()
      for (const { client, from, to } of summary.deletions) {
        deletions.set(client, withInterval(deletions.get(client) ?? [], from, to))
      }
    },
    covers: (summary) =>
      summary.structs.every(({ client, to }) => (vector.get(client) ?? 0) >= to) &&
      summary.deletions.every(({ client, from, to }) =>
        holds(deletions.get(client) ?? [], from, to),
      ),
    isWhole: () => early.length === 0,
    deletionsBeyond: (ranges) =>
      ranges.flatMap((range) => without(range, deletions.get(range.client) ?? [])),
    stateVector: () => Y.encodeStateVector(vector),
    summary: () => ({ structs: vectorRanges(vector), deletions: deletionRanges(deletions) }),
    encode: () => encode(coverage.summary()),
  }
  if (encoded !== undefined) coverage.add(decode(encoded))
  return coverage
}

type Interval = readonly [from: number, to: number]

function withInterval(intervals: Interval[], from: number, to: number): Interval[] {
  const start = firstEndingAtOrAfter(intervals, from)
  let end = start
  let [low, high] = [from, to]
  for (let next = intervals[end]; next !== undefined && next[0] <= to; next = intervals[end]) {
    low = Math.min(low, next[0])
    high = Math.max(high, next[1])
    end += 1
  }
  intervals.splice(start, end - start, [low, high])
  return intervals
}

function holds(intervals: readonly Interval[], from: number, to: number): boolean {
  const found = intervals[firstEndingAtOrAfter(intervals, to)]
  return found !== undefined && found[0] <= from
}

/** What is left of a range when intervals are cut out of it. */
function without({ client, from, to }: ClockRange, intervals: readonly Interval[]): ClockRange[] {
  const left: ClockRange[] = []
  let start = from
  for (let index = firstEndingAtOrAfter(intervals, from + 1); start < to; index += 1) {
    const [low, high] = intervals[index] ?? [to, to]
    if (low > start) left.push({ client, from: start, to: Math.min(low, to) })
    start = Math.max(start, high)
  }
  return left
}

function firstEndingAtOrAfter(intervals: readonly Interval[], clock: number): number {
  let [low, high] = [0, intervals.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((intervals[middle]?.[1] ?? 0) < clock) low = middle + 1
    else high = middle
  }
  return low
}

function vectorRanges(vector: ReadonlyMap<number, number>): ClockRange[] {
  return [...vector].map(([client, to]) => ({ client, from: 0, to }))
}

function deletionRanges(deletions: ReadonlyMap<number, readonly Interval[]>): ClockRange[] {
  return [...deletions].flatMap(([client, intervals]) =>
    intervals.map(([from, to]) => ({ client, from, to })),
  )
}

function encode(summary: UpdateSummary): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const ranges of [summary.structs, summary.deletions]) {
    encoding.writeVarUint(encoder, ranges.length)
    for (const { client, from, to } of ranges) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, from)
      encoding.writeVarUint(encoder, to - from)
    }
  }
  return encoding.toUint8Array(encoder)
}

function decode(bytes: Uint8Array): UpdateSummary {
  try {
    const decoder = decoding.createDecoder(bytes)
    return { structs: decodeRanges(decoder), deletions: decodeRanges(decoder) }
  } catch {
    return { structs: [], deletions: [] }
  }
}

function decodeRanges(decoder: decoding.Decoder): ClockRange[] {
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder)
    const from = decoding.readVarUint(decoder)
    return { client, from, to: from + decoding.readVarUint(decoder) }
  })
}
