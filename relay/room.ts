import { encodeMessage, keyToText } from './wire/index.ts'
import type { Ephemeral, RoomId, Sha256, Sync } from './wire/index.ts'
import type { Allowance, Allowances } from './allowance.ts'
import { createAppending, type Appending } from './appending.ts'
import type { Budget } from './budget.ts'
import { catchUp } from './catch-up.ts'
import { closeReasonFor } from './close-reason.ts'
import { createCompany, presenceOf } from './company.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import type { RelayLimits } from './limits.ts'
import type { Member } from './member.ts'
import type { Neighbours } from './neighbours.ts'
import type { Meter } from './meter.ts'
import { createRegister, type Entry, type Rejected } from './register.ts'
import { createRoomLog } from './room-log.ts'
import type { News, Storage, StoredRecord, StoredRoom } from './storage/storage.ts'
import type { Committing, Turns } from './turns.ts'
import { createWaiting } from './waiting.ts'

/** One room in memory: its log, its devices, the connections in it. It cannot read a word of it. */
export interface Room
  extends Pick<Appending, 'append'>, Pick<Keeping, 'offer' | 'part' | 'attest' | 'list' | 'fetch'> {
  /** Lets a member in (WELCOME follows as soon as its device is durable) or says why not. */
  join(member: Member, entry: Entry): Rejected | undefined
  leave(member: Member): void
  /** Answers a cursor and sends what follows it. Rejects when storage fails. */
  sync(member: Member, cursor: Sync): Promise<void>
  /** Forwards to the others within the turn, or not at all. */
  whisper(member: Member, frame: Ephemeral): void
  /** Sends everybody away: what is stored makes no sense. */
  giveUp(error: unknown): void
  /** Says where the durable log ends and what time it is. */
  ping(member: Member): void
}

export interface RoomOptions {
  readonly id: RoomId
  readonly stored: StoredRoom
  readonly storage: Storage
  readonly turns: Turns
  readonly limits: RelayLimits
  /** Memory for snapshots on their way in, shared by all rooms. */
  readonly uploads: Budget
  readonly allowances: Allowances
  readonly now: () => number
  readonly meter: Meter
  readonly sha256: Sha256
  /** Nobody is in the room and nothing is on its way to the disk: memory can let go of it. */
  readonly onIdle: () => void
  /** What memory holds may never become durable: memory has to let go of it. */
  readonly onFailed: (error: unknown) => void
  /** Pruning met something it could not read; the room goes on. */
  readonly onTrouble: (error: unknown) => void
  /** Other relays that people may be in the room at. */
  readonly neighbours: Neighbours | undefined
}

/** A room that continues from what is stored. */
export function createRoom(options: RoomOptions): Room {
  const { id, storage, turns, limits, sha256, meter } = options
  const { state, chains } = options.stored
  const log = createRoomLog({ state, limits, sha256 })
  let register = createRegister({ room: id, createdAtMs: state.createdAtMs, chains, limits })
  const company = createCompany({ turns, meter, batchBytes: limits.batchBytes })
  const waiting = createWaiting(meter)
  const pace = options.allowances.ofRoom()
  const allowancesByDevice = new Map<string, Allowance>()
  let isOver = false

  const committing: Committing = {
    id,

    take() {
      const newChains = waiting.take()
      const batch = log.take()
      const upkeep = keeping.take(batch.state.head)
      const write = { room: id, ...batch, chains: newChains }
      return upkeep === undefined ? write : { ...write, upkeep }
    },

    committed() {
      if (isOver) return
      const done = waiting.settle()
      if (done.chains.length > 0) {
        company.tellAll(encodeMessage({ type: 'certificates', chains: done.chains }))
      }
      const records = log.settle()
      meter.count('records_appended', records.length)
      meter.count('record_bytes_appended', sizeOf(records))
      company.sendLive(records)
      if (done.acks.length > 0) meter.time('ack_seconds', done.sinceMs)
      for (const ack of done.acks) {
        ack.member.ack(ack)
        turns.flushSoon(ack.member)
      }
      keeping.committed()
      for (const { member } of done.arriving) if (isStillHere(member)) welcome(member)
      goOnFrom(following?.take())
      closeIfIdle()
    },

    overtaken() {
      if (isOver) return
      const news = following?.take()
      if (news === undefined) throw new Error('A room was overtaken by nobody.')
      goOnFrom(news)
      closeIfIdle()
    },

    failed(error) {
      if (!isOver) giveUp(error)
    },
  }

  const appending = createAppending({
    room: id,
    log,
    storage,
    limits,
    sha256,
    mayAppend: (member) => allowanceOf(member).records.take() && pace.records.take(),
    meter,
    ackWhenDurable(ack) {
      waiting.ack(ack)
      turns.commitSoon(committing)
    },
    tell: turns.flushSoon,
  })

  const keeping = createKeeping({
    ...options,
    room: id,
    log,
    memberOf: (device) => register.memberOf(device),
    mayOffer: (member) => allowanceOf(member).snapshots.take(),
    commitSoon: () => turns.commitSoon(committing),
    tell: turns.flushSoon,
    tellAll: company.tellAll,
    isCurrent: () => !isOver,
  })

  const following = storage.follow?.(id, {
    onNews() {
      // While a commit is under way, what became of it comes first.
      if (waiting.isUnderWay() || isOver) return
      goOnFrom(following?.take())
    },
    onLost: committing.failed,
  })

  const elsewhere = options.neighbours?.meet(id, {
    onWhisper: (frames) => company.whisper(frames),
    onJoin: (presence) => company.tellAll(encodeMessage({ type: 'join', ...presence })),
    onLeave: (connection) => company.tellAll(encodeMessage({ type: 'leave', connection })),
  })

  /** Others wrote to the room. Whatever is not durable here is judged again, by what it has become. */
  function goOnFrom(news: News | undefined): void {
    if (news === undefined) return
    const { stored, writes } = news
    const lost = waiting.lose()
    log.goOnFrom(
      stored.state,
      writes.flatMap((write) => write.runs),
    )
    const newChains = writes.flatMap((write) => write.chains)
    if (newChains.length + lost.chains.length > 0) {
      const { createdAtMs } = stored.state
      register = createRegister({ room: id, createdAtMs, chains: stored.chains, limits })
    }
    if (newChains.length > 0) {
      company.tellAll(encodeMessage({ type: 'certificates', chains: newChains }))
    }
    for (const { records } of writes) company.sendLive(records)
    keeping.goOnFrom(news)
    for (const { member, entry } of lost.arriving) {
      const rejected = isStillHere(member) ? letIn(member, entry) : undefined
      if (rejected !== undefined) member.end(rejected.reason)
    }
    for (const { member, bytes } of lost.acks) appending.appendAgain(member, bytes)?.catch(giveUp)
  }

  function letIn(member: Member, entry: Entry): Rejected | undefined {
    const admission = register.admit(entry)
    if (admission.type === 'rejected') return admission
    if (admission.type === 'known' && !waiting.isOnItsWay(member.grant.device)) {
      welcome(member)
      return undefined
    }
    waiting.arrive({ member, entry }, admission.type === 'new')
    turns.commitSoon(committing)
    return undefined
  }

  function welcome(member: Member): void {
    const { epoch, head, headHash } = log.durable
    const [firstKept, baseHash] = [log.base.seq + 1, log.base.hash]
    const { connection } = member
    const online = [...company.presences(), ...(elsewhere?.online ?? [])]
    const place = { epoch, head, headHash, firstKept, baseHash }
    const relayTimeMs = options.now()
    member.send(
      encodeMessage(
        { type: 'welcome', ...place, connection, online, limits, relayTimeMs },
        { type: 'certificates', chains: register.chains() },
      ),
    )
    company.tellAll(encodeMessage({ type: 'join', ...presenceOf(member) }))
    company.add(member)
    elsewhere?.tell(company.presences())
    member.subscription = { state: 'none' }
    turns.flushSoon(member)
    keeping.tidySometimes()
  }

  /** Kept while the room is in memory, so that coming back does not fill it up again. */
  function allowanceOf(member: Member): Allowance {
    if (member.allowance !== undefined) return member.allowance
    const device = keyToText(member.grant.device)
    member.allowance = allowancesByDevice.get(device) ?? options.allowances.ofDevice()
    allowancesByDevice.set(device, member.allowance)
    return member.allowance
  }

  function giveUp(error: unknown): void {
    const lost = [...company.empty(), ...waiting.arriving().map(({ member }) => member)]
    waiting.lose()
    isOver = true
    turns.forget(committing)
    following?.end()
    elsewhere?.part()
    options.onFailed(error)
    const reason = closeReasonFor(error)
    lost.forEach((member) => member.end(reason))
  }

  function closeIfIdle(): void {
    if (isOver || company.count() > 0 || !waiting.isEmpty() || keeping.isBusy()) return
    isOver = true
    following?.end()
    elsewhere?.part()
    options.onIdle()
  }

  return {
    append: appending.append,
    offer: keeping.offer,
    part: keeping.part,
    attest: keeping.attest,
    list: keeping.list,
    fetch: keeping.fetch,

    join(member, entry) {
      const away = elsewhere?.online.length ?? 0
      const here = company.count() + waiting.arriving().length
      if (here + away >= limits.connectionsPerRoom) {
        closeIfIdle()
        return { type: 'rejected', reason: 'roomFull' }
      }
      const rejected = letIn(member, entry)
      if (rejected !== undefined) closeIfIdle()
      return rejected
    },

    leave(member) {
      member.subscription = { state: 'gone' }
      keeping.forget(member)
      if (company.remove(member)) {
        company.tellAll(encodeMessage({ type: 'leave', connection: member.connection }))
        elsewhere?.tell(company.presences())
      }
      closeIfIdle()
    },

    sync: (member, cursor) => catchUp({ room: id, log, storage, limits, meter }, member, cursor),

    whisper(member, { stream, payload }) {
      if (!allowanceOf(member).ephemerals.take() || !pace.ephemerals.take()) {
        return meter.count('ephemerals_dropped', 1, 'too-fast')
      }
      const { connection } = member
      const frame = encodeMessage({ type: 'ephemeral', connection, stream, payload })
      company.whisper(frame, member)
      elsewhere?.whisper(frame)
    },

    giveUp,

    ping(member) {
      const { head, headHash } = log.durable
      const relayTimeMs = options.now()
      member.send(encodeMessage({ type: 'pong', head, hash: headHash, relayTimeMs }))
      turns.flushSoon(member)
    },
  }
}

function sizeOf(records: readonly StoredRecord[]): number {
  return records.reduce((sum, record) => sum + record.bytes.length, 0)
}

function isStillHere(member: Member): boolean {
  return member.subscription.state !== 'gone'
}
