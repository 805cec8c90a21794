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

/** The log of a room that continues from this state. */
export function createRoomLog(options: {
  readonly state: RoomState
  readonly limits: Pick<RelayLimits, 'roomBytes'>
  readonly sha256: Sha256
}): RoomLog {
  const lastCtrByWriter = new Map<string, number>()
  let { head, headHash, bytes: logBytes, base } = options.state
  let durable = options.state
  let gathering: Gathering = { records: [], runs: [] }
  let taken: LogBatch | undefined

  function expectedCtr(writer: string): number {
    return (lastCtrByWriter.get(writer) ?? 0) + 1
  }

  return {
    get durable() {
      return durable
    },

    get base() {
      return base
    },

    knows: (writer) => lastCtrByWriter.has(writer),

    learn(writer, lastCtr) {
      if (!lastCtrByWriter.has(writer)) lastCtrByWriter.set(writer, lastCtr)
    },

    expectedCtr,

    accept(writer, record, bytes) {
      const expected = expectedCtr(writer)
      if (record.ctr < expected) return { type: 'known-number' }
      if (record.ctr > expected) return { type: 'refused', reason: 'gap', expectedCtr: expected }
      if (logBytes + bytes.length > options.limits.roomBytes) {
        return { type: 'refused', reason: 'room-full', expectedCtr: expected }
      }
      head += 1
      headHash = nextHash(headHash, bytes, options.sha256)
      logBytes += bytes.length
      lastCtrByWriter.set(writer, record.ctr)
      gathering.records.push({ seq: head, hash: headHash, bytes })
      extendRuns(gathering.runs, record, head)
      return { type: 'accepted', seq: head }
    },

    findPending(record, bytes) {
      const runs = [...(taken?.runs ?? []), ...gathering.runs]
      const run = runs.find((candidate) => holds(candidate, record))
      if (run === undefined) return undefined
      const seq = run.seq + record.ctr - run.ctr
      const stored = [...(taken?.records ?? []), ...gathering.records].find(
        (candidate) => candidate.seq === seq,
      )
      return { seq, same: stored !== undefined && bytesEqual(stored.bytes, bytes) }
    },

    take() {
      taken = { state: { ...durable, head, headHash, bytes: logBytes, base }, ...gathering }
      gathering = { records: [], runs: [] }
      return taken
    },

    rebase(next, bytes) {
      base = next
      logBytes -= bytes
    },

    goOnFrom(next, runs) {
      const lost = [...(taken?.runs ?? []), ...gathering.runs]
      // Backwards, so that what stays is the number before the first that was lost.
      for (const run of lost.reverse())
        lastCtrByWriter.set(writerName(run.device, run.tab), run.ctr - 1)
      for (const run of runs) {
        const last = lastCtrByWriter.get(writerName(run.device, run.tab))
        const end = run.ctr + run.count - 1
        if (last !== undefined)
          lastCtrByWriter.set(writerName(run.device, run.tab), Math.max(last, end))
      }
      durable = next
      ;({ head, headHash, bytes: logBytes, base } = next)
      taken = undefined
      gathering = { records: [], runs: [] }
    },

    settle() {
      const settled = taken
      taken = undefined
      if (settled === undefined) return []
      durable = settled.state
      return settled.records
    },
  }
}

/** A run that can still grow. */
type OpenRun = { -readonly [Key in keyof Run]: Run[Key] }

interface Gathering {
  readonly records: StoredRecord[]
  readonly runs: OpenRun[]
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
