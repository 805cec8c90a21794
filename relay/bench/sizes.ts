import type { FloodName } from './load/flood.ts'

/** How much is measured. */
export interface Sizes {
  readonly repetitions: number
  readonly warmMs: number
  readonly measureMs: number
  readonly fanOutMembers: readonly number[]
  readonly durableRooms: number
  readonly latencyRooms: number
  readonly latencyMs: number
  /** Connections that bring what every server needs once, and those that are measured. */
  readonly idleFirst: number
  readonly idleConnections: number
  readonly joinRecords: readonly number[]
  readonly crowdMs: number
  readonly floods: Readonly<Record<FloodName, number>>
}

export const FULL: Sizes = {
  repetitions: 3,
  warmMs: 1000,
  measureMs: 2000,
  fanOutMembers: [2, 5, 20, 100],
  durableRooms: 100,
  latencyRooms: 1000,
  latencyMs: 10_000,
  idleFirst: 2000,
  idleConnections: 4000,
  joinRecords: [10_000, 100_000],
  crowdMs: 20_000,
  floods: { slowReaders: 40, connects: 4000, rooms: 4000, ephemerals: 50_000 },
}

/** Shows that everything runs, on a busy machine too; the figures mean little. */
export const QUICK: Sizes = {
  ...FULL,
  repetitions: 1,
  warmMs: 200,
  measureMs: 300,
  fanOutMembers: [5],
  durableRooms: 10,
  latencyRooms: 10,
  latencyMs: 1000,
  idleFirst: 40,
  idleConnections: 100,
  joinRecords: [1000],
  crowdMs: 1000,
  floods: { slowReaders: 4, connects: 100, rooms: 100, ephemerals: 1000 },
}
