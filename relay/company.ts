import { encodeMessage } from './wire/index.ts'
import type { Presence } from './wire/index.ts'
import type { Member } from './member.ts'
import type { Meter } from './meter.ts'
import { batchesOf } from './storage/batches.ts'
import type { StoredRecord } from './storage/storage.ts'
import type { Turns } from './turns.ts'

/** The connections in a room, and what all of them are sent. */
export interface Company {
  count(): number
  presences(): readonly Presence[]
  add(member: Member): void
  /** Whether it was among them. */
  remove(member: Member): boolean
  /** Takes everybody out. */
  empty(): readonly Member[]
  tellAll(frames: Uint8Array): void
  /** Sends records to those who are up to date. */
  sendLive(records: readonly StoredRecord[]): void
  /** Sends what is not kept to all but one, leaving out who is far behind. */
  whisper(frames: Uint8Array, from?: Member): void
}

/** Nobody is there. */
export function createCompany(options: {
  readonly turns: Pick<Turns, 'flushSoon'>
  readonly meter: Meter
  readonly batchBytes: number
}): Company {
  const { turns, meter, batchBytes } = options
  const members = new Set<Member>()

  return {
    count: () => members.size,
    presences: () => [...members].map(presenceOf),
    add: (member) => void members.add(member),
    remove: (member) => members.delete(member),

    empty() {
      const all = [...members]
      members.clear()
      return all
    },

    tellAll(frames) {
      for (const member of members) {
        member.send(frames)
        turns.flushSoon(member)
      }
    },

    sendLive(records) {
      const live = [...members].filter((member) => member.subscription.state === 'live')
      if (live.length === 0) return
      for (const batch of batchesOf(records, batchBytes)) {
        const from = batch[0]?.seq ?? 0
        const bytes = batch.map((record) => record.bytes)
        const frame = encodeMessage({ type: 'records', from, more: false, records: bytes })
        for (const member of live) member.send(frame)
        meter.count('records_delivered', bytes.length * live.length)
      }
      live.forEach(turns.flushSoon)
    },

    whisper(frames, from) {
      for (const other of members) {
        if (other === from) continue
        if (other.sendEphemeral(frames)) meter.count('ephemerals_delivered')
        else meter.count('ephemerals_dropped', 1, 'slow')
        turns.flushSoon(other)
      }
    },
  }
}

/** How others know of a member. */
export function presenceOf(member: Member): Presence {
  return { connection: member.connection, device: member.grant.device }
}
