import { bytesEqual, decodeRecordHead, isMalformed, mayWrite, nextHash } from './wire/index.ts'
import type { NackReason, RoomId, RecordHead, Sha256 } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { AckItem, Member } from './member.ts'
import type { Meter } from './meter.ts'
import type { RoomLog } from './room-log.ts'
import { DamagedRoom, type Storage } from './storage/storage.ts'

/** Judges records, one at a time. */
export interface Appending {
  /** Takes or refuses a record; a promise only when storage has to be asked first. */
  readonly append: (
    member: Member,
    record: RecordHead,
    bytes: Uint8Array,
  ) => Promise<void> | undefined
  /** The same for a record that was accepted and then overtaken: only its number is judged. */
  readonly appendAgain: (member: Member, bytes: Uint8Array) => Promise<void> | undefined
}

/** An acknowledgement that waits, with the record, should it have to be judged again. */
export interface PendingAck extends AckItem {
  readonly member: Member
  readonly bytes: Uint8Array
}

export interface AppendingOptions {
  readonly room: RoomId
  readonly log: RoomLog
  readonly storage: Storage
  readonly limits: Pick<RelayLimits, 'recordBytes'>
  readonly sha256: Sha256
  /** Whether the rates of the device and of the room allow one more. */
  readonly mayAppend: (member: Member) => boolean
  readonly meter: Meter
  /** The record is in the log; say so when everything up to now is durable. */
  readonly ackWhenDurable: (ack: PendingAck) => void
  /** The member has something to be told. */
  readonly tell: (member: Member) => void
}

const HIGHEST_CTR = 0xffffffff

/** The rules of appending: author, stream, size, numbers without gaps, resends answered as before. */
export function createAppending(options: AppendingOptions): Appending {
  const { room, log, storage, sha256 } = options

  function judge(member: Member, record: RecordHead, bytes: Uint8Array): Promise<void> | undefined {
    const reason = reasonAgainst(member, record, bytes)
    return reason === undefined ? number(member, record, bytes) : nack(member, record, reason)
  }

  function number(
    member: Member,
    record: RecordHead,
    bytes: Uint8Array,
  ): Promise<void> | undefined {
    const acceptance = log.accept(member.writer(record.tab), record, bytes)
    switch (acceptance.type) {
      case 'accepted':
        acknowledge(member, record, bytes, acceptance.seq)
        return undefined
      case 'known-number':
        return answerResend(member, record, bytes)
      case 'refused':
        return nack(member, record, acceptance.reason)
    }
  }

  function acknowledge(
    member: Member,
    { tab, ctr }: RecordHead,
    bytes: Uint8Array,
    seq: number,
  ): void {
    options.ackWhenDurable({ tab, ctr, seq, member, bytes })
  }

  function reasonAgainst(
    member: Member,
    record: RecordHead,
    bytes: Uint8Array,
  ): NackReason | undefined {
    if (bytes.length > options.limits.recordBytes) return 'too-large'
    if (!bytesEqual(record.author, member.grant.device)) return 'not-author'
    if (!mayWrite(member.grant, record.stream)) return 'not-allowed'
    return options.mayAppend(member) ? undefined : 'too-fast'
  }

  async function learnWriter(member: Member, record: RecordHead): Promise<void> {
    const { device } = member.grant
    const last = await storage.findRun(room, device, record.tab, HIGHEST_CTR)
    // A writer without a record is not remembered: anybody could make up as many as memory holds.
    if (last !== undefined) log.learn(member.writer(record.tab), last.ctr + last.count - 1)
  }

  function answerResend(
    member: Member,
    record: RecordHead,
    bytes: Uint8Array,
  ): Promise<void> | undefined {
    const pending = log.findPending(record, bytes)
    if (pending === undefined) return answerStoredResend(member, record, bytes)
    if (!pending.same) return nack(member, record, 'reused')
    acknowledge(member, record, bytes, pending.seq)
    return undefined
  }

  async function answerStoredResend(
    member: Member,
    record: RecordHead,
    bytes: Uint8Array,
  ): Promise<void> {
    const run = await storage.findRun(room, record.author, record.tab, record.ctr)
    if (run === undefined) throw new DamagedRoom('A number of a writer is missing.')
    const seq = run.seq + record.ctr - run.ctr
    const isSame = await isStoredAt(seq, bytes)
    if (isGone(member)) return
    if (!isSame) return nack(member, record, 'reused')
    member.ack({ tab: record.tab, ctr: record.ctr, seq })
    options.tell(member)
  }

  /** Compares by the hash chain, which does not need the record itself. What was pruned cannot be compared. */
  async function isStoredAt(seq: number, bytes: Uint8Array): Promise<boolean> {
    const { base } = log
    if (seq <= base.seq) return false
    const before = seq - 1 === base.seq ? base.hash : await storage.hashAt(room, seq - 1)
    const after = await storage.hashAt(room, seq)
    return (
      before !== undefined &&
      after !== undefined &&
      bytesEqual(nextHash(before, bytes, sha256), after)
    )
  }

  function nack(member: Member, record: RecordHead, reason: NackReason): undefined {
    const { tab, ctr } = record
    options.meter.count('records_refused', 1, reason)
    member.nack({ tab, ctr, reason, expectedCtr: log.expectedCtr(member.writer(tab)) })
    options.tell(member)
  }

  return {
    append(member, record, bytes) {
      if (log.knows(member.writer(record.tab))) return judge(member, record, bytes)
      return learnWriter(member, record).then(() =>
        isGone(member) ? undefined : judge(member, record, bytes),
      )
    },

    appendAgain(member, bytes) {
      const record = decodeRecordHead(bytes)
      return isMalformed(record) ? undefined : number(member, record, bytes)
    },
  }
}

/** A member that left may have been the last: its room is no longer the one in memory. */
function isGone(member: Member): boolean {
  return member.subscription.state === 'gone'
}
