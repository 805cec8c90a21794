import type { Json } from './json.ts'

/** The unique id of an entry: its author's Yjs client id and clock. */
export interface Dot {
  readonly client: number
  readonly clock: number
}

/** An author's writes at a path up to a clock, and the sum of the additions among them. */
export interface Taken {
  readonly client: number
  readonly clock: number
  readonly sum: number
}

/** What some rules write beside the value. */
export interface Beside {
  /** Which element of a collection the entry speaks of, when the value does not say it. */
  readonly element?: string | undefined
  /** What made it so, for collections that keep one entry per source. */
  readonly source?: string | undefined
  /** One more than the greatest depth the author saw at this path; 0 where nobody counts. */
  readonly depth?: number | undefined
  /** What the author had seen and taken in. */
  readonly taken?: readonly Taken[] | undefined
  /** The absolute writes that this one only sums up, together with additions. */
  readonly bases?: readonly Dot[] | undefined
  /** The value that stood before, while this one waits for a decision. */
  readonly agreed?: Json | undefined
}

/** An absolute write, an addition, or word of an element that was taken out of a collection. */
export type EntryKind = 'set' | 'add' | 'remove'

/** What a rule asks to be written. A value of undefined means: back to the default. */
export interface NewEntry {
  readonly kind: EntryKind
  readonly value: Json | undefined
  readonly beside?: Beside | undefined
  /** The time of an older write that this one brings back; now, unless said. */
  readonly stamp?: number | undefined
}

/** One write that still stands. */
export interface Entry extends Dot {
  /** Tenths of a second since the start of 2024; orders entries that did not see each other. */
  readonly stamp: number
  readonly kind: EntryKind
  readonly value: Json | undefined
  readonly beside: Beside
}

/** An entry as people see it. */
export interface Sibling {
  readonly dot: Dot
  /** Milliseconds since 1970, in steps of 100, as the author's device believed. */
  readonly at: number
  readonly kind: EntryKind
  readonly element?: string | undefined
  readonly source?: string | undefined
  readonly value: Json
}

/** The order of entries, the same everywhere: by stamp, then author, then the author's clock. */
export function compareEntries(left: Entry, right: Entry): number {
  return left.stamp - right.stamp || left.client - right.client || left.clock - right.clock
}

/** The same write, by dot. */
export function isSameDot(left: Dot, right: Dot): boolean {
  return left.client === right.client && left.clock === right.clock
}

/** The stamp of a moment in milliseconds since 1970; earlier than 2024 counts as its start. */
export function toStamp(milliseconds: number): number {
  const tenths = Math.floor((milliseconds - stampEpochMs) / stampStepMs)
  return tenths > 0 ? Math.min(tenths, greatestStamp) : 0
}

/** Milliseconds since 1970 of a stamp. */
export function toMilliseconds(stamp: number): number {
  return stampEpochMs + stamp * stampStepMs
}

/** Stamps beyond this one (the year 5500) are taken for garbage. */
export const greatestStamp = 2 ** 40

const stampEpochMs = Date.UTC(2024, 0, 1)
const stampStepMs = 100
