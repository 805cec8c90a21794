import { bytesEqual, keyToText, nextHash } from './wire/index.ts'
import type { NackReason, RecordHead, Sha256, TabId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { RoomState, Run, StoredRecord } from './storage/storage.ts'

/** What became of a record: a new position, an old number, or a reason. */
export type Acceptance =
  | { readonly type: 'accepted'; readonly seq: number }
  | { readonly type: 'known-number' }
  | { readonly type: 'refused'; readonly reason: NackReason; readonly expectedCtr: number }

/** What a commit carries of the log. */
export interface LogBatch {
  readonly state: RoomState
  readonly records: readonly StoredRecord[]
  readonly runs: readonly Run[]
}

/** The end of one room's log: gives positions at once, knows what is durable and what is not yet. */
export interface RoomLog {
  /** The state as it would be found after a crash. */
  readonly durable: RoomState
  /** Where the log begins, which moves before that is durable: what went before may be gone already. */
  readonly base: RoomState['base']
  /** Whether the last number of this writer has been learnt. */
  knows(writer: string): boolean
  /** Takes over the last number of a writer from storage, unless it is known better. */
  learn(writer: string, lastCtr: number): void
  /** The number the log takes next; 1 from a writer it does not know. */
  expectedCtr(writer: string): number
  /** Gives a record its position, or says why not. A writer that is not known has written nothing. */
  accept(writer: string, record: RecordHead, bytes: Uint8Array): Acceptance
  /** The position of a number that is accepted but not durable; and whether the bytes are the same. */
  findPending(record: RecordHead, bytes: Uint8Array): { seq: number; same: boolean } | undefined
  /** Hands over everything accepted since the last call. */
  take(): LogBatch
  /** The log begins later: behind `base`, which takes so many bytes from it. */
  rebase(base: RoomState['base'], bytes: number): void
  /** What was taken last is durable now; answers its records. */
  settle(): readonly StoredRecord[]
  /** Others wrote these runs, and the log is so now: everything that was accepted and is not durable is not in it. */
  goOnFrom(state: RoomState, runs: readonly Run[]): void
}

/** Names a writer: one tab of one device. */
export function writerName(device: Uint8Array, tab: TabId): string {
  return keyToText(device) + tab
}

export interface RoomLogOptions {
  readonly state: RoomState
  readonly limits: Pick<RelayLimits, 'roomBytes'>
  readonly sha256: Sha256
}

/** The log of a room that continues from this state. */
export function createRoomLog(options: RoomLogOptions): RoomLog {
  return new LogEnd(options)
}

/** There is one for each room, and most are not written to most of the time. */
class LogEnd implements RoomLog {
  readonly limits: RoomLogOptions['limits']
  readonly sha256: Sha256
  readonly lastCtrByWriter = new Map<string, number>()
  durable: RoomState
  base: RoomState['base']
  head: number
  headHash: Uint8Array
  bytes: number
  gathering: Gathering | undefined
  taken: LogBatch | undefined

  constructor({ state, limits, sha256 }: RoomLogOptions) {
    this.limits = limits
    this.sha256 = sha256
    this.durable = state
    this.base = state.base
    this.head = state.head
    this.headHash = state.headHash
    this.bytes = state.bytes
  }

  knows(writer: string): boolean {
    return this.lastCtrByWriter.has(writer)
  }

  learn(writer: string, lastCtr: number): void {
    if (!this.knows(writer)) this.lastCtrByWriter.set(writer, lastCtr)
  }

  expectedCtr(writer: string): number {
    return (this.lastCtrByWriter.get(writer) ?? 0) + 1
  }

  accept(writer: string, record: RecordHead, bytes: Uint8Array): Acceptance {
    const expectedCtr = this.expectedCtr(writer)
    if (record.ctr < expectedCtr) return { type: 'known-number' }
    if (record.ctr > expectedCtr) return { type: 'refused', reason: 'gap', expectedCtr }
    if (this.bytes + bytes.length > this.limits.roomBytes) {
      return { type: 'refused', reason: 'room-full', expectedCtr }
    }
    this.head += 1
    this.headHash = nextHash(this.headHash, bytes, this.sha256)
    this.bytes += bytes.length
    this.lastCtrByWriter.set(writer, record.ctr)
    this.gathering ??= emptyGathering()
    this.gathering.records.push({ seq: this.head, hash: this.headHash, bytes })
    extendRuns(this.gathering.runs, record, this.head)
    return { type: 'accepted', seq: this.head }
  }

  findPending(
    record: RecordHead,
    bytes: Uint8Array,
  ): { readonly seq: number; readonly same: boolean } | undefined {
    const run = this.pendingRuns().find((candidate) => holds(candidate, record))
    if (run === undefined) return undefined
    const seq = run.seq + record.ctr - run.ctr
    const pending = [...(this.taken?.records ?? []), ...(this.gathering?.records ?? [])]
    const stored = pending.find((candidate) => candidate.seq === seq)
    return { seq, same: stored !== undefined && bytesEqual(stored.bytes, bytes) }
  }

  take(): LogBatch {
    const { head, headHash, bytes, base } = this
    const state = { ...this.durable, head, headHash, bytes, base }
    this.taken = { state, ...(this.gathering ?? emptyGathering()) }
    this.gathering = undefined
    return this.taken
  }

  rebase(base: RoomState['base'], bytes: number): void {
    this.base = base
    this.bytes -= bytes
  }

  goOnFrom(state: RoomState, runs: readonly Run[]): void {
    // Backwards, so that what stays is the number before the first that was lost.
    for (const { device, tab, ctr } of [...this.pendingRuns()].reverse()) {
      this.lastCtrByWriter.set(writerName(device, tab), ctr - 1)
    }
    for (const { device, tab, ctr, count } of runs) {
      const writer = writerName(device, tab)
      const last = this.lastCtrByWriter.get(writer)
      if (last !== undefined) this.lastCtrByWriter.set(writer, Math.max(last, ctr + count - 1))
    }
    this.durable = state
    this.head = state.head
    this.headHash = state.headHash
    this.bytes = state.bytes
    this.base = state.base
    this.taken = undefined
    this.gathering = undefined
  }

  settle(): readonly StoredRecord[] {
    const settled = this.taken
    this.taken = undefined
    if (settled === undefined) return []
    this.durable = settled.state
    return settled.records
  }

  pendingRuns(): readonly Run[] {
    return [...(this.taken?.runs ?? []), ...(this.gathering?.runs ?? [])]
  }
}

/** A run that can still grow. */
type OpenRun = { -readonly [Key in keyof Run]: Run[Key] }

interface Gathering {
  readonly records: StoredRecord[]
  readonly runs: OpenRun[]
}

function emptyGathering(): Gathering {
  return { records: [], runs: [] }
}

function extendRuns(runs: OpenRun[], record: RecordHead, seq: number): void {
  const last = runs.at(-1)
  if (
    last !== undefined &&
    last.tab === record.tab &&
    last.ctr + last.count === record.ctr &&
    bytesEqual(last.device, record.author)
  ) {
    last.count += 1
    return
  }
  runs.push({ device: record.author, tab: record.tab, ctr: record.ctr, seq, count: 1 })
}

function holds(run: Run, record: { ctr: number; tab: TabId; author: Uint8Array }): boolean {
  return (
    run.tab === record.tab &&
    record.ctr >= run.ctr &&
    record.ctr < run.ctr + run.count &&
    bytesEqual(run.device, record.author)
  )
}
