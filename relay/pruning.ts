import { decodeRecordHead, isMalformed, type RoomId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { RoomLog } from './room-log.ts'
import type { SnapshotShelf } from './shelf.ts'
import { DamagedRoom, type Mark, type Storage, type StoredRoom } from './storage/storage.ts'

/** Finds out which records nobody needs any more, a piece at a time. */
export interface Pruning {
  /** Marks to be stored with a commit that makes the log so long; usually none. */
  marksFor(head: number): readonly Mark[]
  /** The same when somebody came and the log is as it was: now and then, so that a room that is only read counts as used. */
  marksForVisit(head: number): readonly Mark[]
  /** Takes the next piece off the log's beginning; answers the position it now begins behind, or that nothing is due. */
  step(): Promise<number | undefined>
  /** Others wrote: the log has these marks now. */
  replace(marks: readonly Mark[]): void
}

export interface PruningOptions {
  readonly room: RoomId
  readonly stored: Pick<StoredRoom, 'state'>
  readonly log: Pick<RoomLog, 'durable' | 'base' | 'rebase'>
  readonly storage: Pick<Storage, 'read'>
  readonly limits: Pick<
    RelayLimits,
    'keptRecords' | 'keptMs' | 'roomBytes' | 'batchBytes' | 'forgetMs'
  >
  readonly now: () => number
  /** Whether the room is still the one in memory. */
  readonly isCurrent: () => boolean
}

/** Of the time after which a room that nobody used is forgotten. */
const VISIT_SHARE = 1 / 10
/** Once an hour, when records are kept for a week. */
const MARKS_PER_KEPT_TIME = 168
/** A log this full is pruned without regard to the age of its records. */
const FULL = 3 / 4

/**
 * A record goes when a sound snapshot holds it, it is not among the last few, and it is old enough. So nothing goes
 * behind the first record that no snapshot holds.
 */
export function createPruning(
  options: PruningOptions,
  stored: { readonly shelf: Pick<SnapshotShelf, 'heldUpTo'>; readonly marks: readonly Mark[] },
): Pruning {
  const { room, log, storage, limits, now } = options
  const { shelf } = stored
  let { marks } = stored

  function lastThatMayGo(): number {
    const { head, bytes } = log.durable
    const behindTail = head - limits.keptRecords
    if (bytes > limits.roomBytes * FULL) return behindTail
    return Math.min(behindTail, marks[indexOfOldEnough()]?.seq ?? 0)
  }

  /** The newest that is old enough; those before it say nothing more. */
  function indexOfOldEnough(): number {
    return marks.findLastIndex((mark) => now() - mark.atMs >= limits.keptMs)
  }

  return {
    marksFor(head) {
      const last = marks.at(-1)
      const isDue = last === undefined || now() - last.atMs >= limits.keptMs / MARKS_PER_KEPT_TIME
      if (!isDue || last?.seq === head) return []
      const mark = { seq: head, atMs: now() }
      marks = [...marks.slice(Math.max(0, indexOfOldEnough())), mark]
      return [mark]
    },

    marksForVisit(head) {
      const lastMs = marks.at(-1)?.atMs ?? options.stored.state.createdAtMs
      if (limits.forgetMs === 0 || now() - lastMs < limits.forgetMs * VISIT_SHARE) return []
      const mark = { seq: head, atMs: now() }
      marks = [...marks.filter(({ seq }) => seq !== head), mark]
      return [mark]
    },

    async step() {
      const last = lastThatMayGo()
      const from = log.base.seq + 1
      if (from > last) return undefined
      let { base } = log
      let bytes = 0
      for (const record of await storage.read(room, from, limits.batchBytes)) {
        const head = decodeRecordHead(record.bytes)
        if (isMalformed(head)) throw new DamagedRoom(`Record ${record.seq} is damaged.`)
        if (record.seq > last || shelf.heldUpTo(head.stream) < record.seq) break
        base = { seq: record.seq, hash: new Uint8Array(record.hash) }
        bytes += record.bytes.length
      }
      const isOvertaken = log.base.seq + 1 !== from
      if (base.seq < from || isOvertaken || !options.isCurrent()) return undefined
      log.rebase(base, bytes)
      return base.seq
    },

    replace(next) {
      marks = next
    },
  }
}
