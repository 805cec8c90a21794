import { bytesEqual, encodeMessage, encodeRecordLists } from './wire/index.ts'
import type { RoomId, Sync, Verdict } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { Member, Subscription } from './member.ts'
import type { Meter } from './meter.ts'
import type { RoomLog } from './room-log.ts'
import { DamagedRoom, type Storage, type Stretch } from './storage/storage.ts'

export interface CatchUpOptions {
  readonly room: RoomId
  readonly log: Pick<RoomLog, 'durable' | 'base'>
  readonly storage: Storage
  readonly limits: Pick<RelayLimits, 'batchBytes'>
  readonly meter: Meter
}

/**
 * Answers a cursor; when it fits, sends what follows it in batches, at the pace of the socket, and makes the
 * member live. The last look at the end of the log and going live are one synchronous step, so no record falls
 * in between.
 */
export async function catchUp(
  options: CatchUpOptions,
  member: Member,
  cursor: Sync,
): Promise<void> {
  const { log, meter } = options
  const sinceMs = meter.nowMs()
  const subscription: Subscription = { state: 'catching-up' }
  member.subscription = subscription
  const isOver = () => member.subscription !== subscription

  const verdict = await compare(options, cursor)
  if (isOver()) return
  sendPosition(log, member, verdict)
  if (isOver()) return
  if (verdict !== 'matches') {
    member.subscription = { state: 'none' }
    return
  }

  let next = cursor.seq + 1
  while (next <= log.durable.head) {
    const stretch = await readFrom(options, next)
    if (isOver()) return
    if (stretch === 'pruned') {
      sendPosition(log, member, 'pruned')
      member.subscription = { state: 'none' }
      return
    }
    const from = next
    next += stretch.count
    meter.count('records_delivered', stretch.count)
    const more = next <= log.durable.head
    member.send(...encodeRecordLists({ from, more, ...stretch }))
    member.flush()
    await member.hasRoom()
    if (isOver()) return
  }

  meter.time('catch_up_seconds', sinceMs)
  member.subscription = { state: 'live' }
  member.send(encodeMessage({ type: 'live', head: log.durable.head, hash: log.durable.headHash }))
  member.flush()
}

async function compare({ room, log, storage }: CatchUpOptions, cursor: Sync): Promise<Verdict> {
  if (cursor.epoch !== log.durable.epoch) return 'epoch-changed'
  if (cursor.seq > log.durable.head) return 'behind'
  if (cursor.seq < log.base.seq) return 'pruned'
  const hash = cursor.seq === log.base.seq ? log.base.hash : await storage.hashAt(room, cursor.seq)
  return hash !== undefined && bytesEqual(hash, cursor.hash) ? 'matches' : 'diverged'
}

function sendPosition(log: CatchUpOptions['log'], member: Member, verdict: Verdict): void {
  const { epoch, head, headHash } = log.durable
  const [firstKept, baseHash] = [log.base.seq + 1, log.base.hash]
  member.send(
    encodeMessage({ type: 'position', verdict, epoch, head, headHash, firstKept, baseHash }),
  )
  member.flush()
}

/**
 * At least one record, and those that follow without a gap; none beyond what the room holds for durable, which
 * others may not have been sent yet. 'pruned' when they went meanwhile.
 */
async function readFrom(
  { room, log, storage, limits }: CatchUpOptions,
  from: number,
): Promise<Stretch | 'pruned'> {
  const stretch = await storage.readStretch(room, from, log.durable.head, limits.batchBytes)
  if (from <= log.base.seq) return 'pruned'
  if (stretch.count === 0) throw new DamagedRoom(`Record ${from} of a room cannot be read.`)
  return stretch
}
