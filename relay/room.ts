import { bytesEqual, encodeMessage, keyToText } from './wire/index.ts'
import type { Chain, Ephemeral, Presence, RecordHead, RoomId, Sha256, Sync } from './wire/index.ts'
import { createAllowance, createPaces } from './allowance.ts'
import { createAppending, type Appending } from './appending.ts'
import type { Budget } from './budget.ts'
import { catchUp } from './catch-up.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import type { RelayLimits } from './limits.ts'
import type { AckItem, Allowance, Member } from './member.ts'
import type { Neighbours } from './neighbours.ts'
import type { Meter } from './meter.ts'
import { createRegister, type Entry, type Rejected } from './register.ts'
import { createRoomLog } from './room-log.ts'
import { batchesOf } from './storage/batches.ts'
import { DamagedRoom } from './storage/storage.ts'
import type { News, Storage, StoredRecord, StoredRoom } from './storage/storage.ts'
import type { Committing, Turns } from './turns.ts'

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
  const members = new Set<Member>()
  const paces = createPaces(limits, options.now)
  const allowancesByDevice = new Map<string, Allowance>()
  let gathering = emptyGathering()
  let taken: Gathering | undefined
  let isOver = false

  const committing: Committing = {
    id,

    take() {
      taken = gathering
      gathering = emptyGathering()
      const batch = log.take()
      const upkeep = keeping.take(batch.state.head)
      const write = { room: id, ...batch, chains: taken.chains }
      return upkeep === undefined ? write : { ...write, upkeep }
    },

    committed() {
      if (isOver) return
      const done = taken ?? emptyGathering()
      taken = undefined
      if (done.chains.length > 0) {
        tellAll(encodeMessage({ type: 'certificates', chains: done.chains }))
      }
      const records = log.settle()
      meter.count('records_appended', records.length)
      meter.count('record_bytes_appended', sizeOf(records))
      sendLive(records)
      if (done.acks.length > 0) meter.time('ack_seconds', done.sinceMs)
      for (const { member, item } of done.acks) {
        member.ack(item)
        turns.flushSoon(member)
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
    pace: paces.records,
    meter,
    ackWhenDurable(member, item, record, bytes) {
      if (gathering.acks.length === 0) gathering.sinceMs = meter.nowMs()
      gathering.acks.push({ member, item, record, bytes })
      turns.commitSoon(committing)
    },
    tell: turns.flushSoon,
  })

  const keeping = createKeeping({
    ...options,
    room: id,
    log,
    memberOf: (device) => register.memberOf(device),
    commitSoon: () => turns.commitSoon(committing),
    tell: turns.flushSoon,
    tellAll,
    isCurrent: () => !isOver,
  })

  const following = storage.follow?.(id, {
    onNews() {
      // While a commit is under way, what became of it comes first.
      if (taken !== undefined || isOver) return
      goOnFrom(following?.take())
    },
    onLost: committing.failed,
  })

  const elsewhere = options.neighbours?.meet(id, {
    onWhisper: whisperToAll,
    onJoin: (presence) => tellAll(encodeMessage({ type: 'join', ...presence })),
    onLeave: (connection) => tellAll(encodeMessage({ type: 'leave', connection })),
  })

  /** Others wrote to the room. Whatever is not durable here is judged again, by what it has become. */
  function goOnFrom(news: News | undefined): void {
    if (news === undefined) return
    const { stored, writes } = news
    const lost = [...(taken === undefined ? [] : [taken]), gathering]
    taken = undefined
    gathering = emptyGathering()
    log.goOnFrom(
      stored.state,
      writes.flatMap((write) => write.runs),
    )
    const newChains = writes.flatMap((write) => write.chains)
    if (newChains.length > 0 || lost.some(({ chains: own }) => own.length > 0)) {
      const { createdAtMs } = stored.state
      register = createRegister({ room: id, createdAtMs, chains: stored.chains, limits })
    }
    if (newChains.length > 0) {
      tellAll(encodeMessage({ type: 'certificates', chains: newChains }))
    }
    for (const { records } of writes) sendLive(records)
    keeping.goOnFrom(news)
    for (const { member, entry } of lost.flatMap(({ arriving }) => arriving)) {
      const rejected = isStillHere(member) ? letIn(member, entry) : undefined
      if (rejected !== undefined) member.end(rejected.reason)
    }
    for (const { member, record, bytes } of lost.flatMap(({ acks }) => acks)) {
      appending.appendAgain(member, record, bytes)?.catch(giveUp)
    }
  }

  function letIn(member: Member, entry: Entry): Rejected | undefined {
    const admission = register.admit(entry)
    if (admission.type === 'rejected') return admission
    if (admission.type === 'known' && !isOnItsWay(member)) {
      welcome(member)
      return undefined
    }
    if (admission.type === 'new') gathering.chains.push(entry.chain)
    gathering.arriving.push({ member, entry })
    turns.commitSoon(committing)
    return undefined
  }

  function welcome(member: Member): void {
    const { epoch, head, headHash } = log.durable
    const [firstKept, baseHash] = [log.base.seq + 1, log.base.hash]
    const { connection } = member
    const online = [...[...members].map(presenceOf), ...(elsewhere?.online ?? [])]
    const relayTimeMs = options.now()
    member.send(
      encodeMessage(
        {
          type: 'welcome',
          epoch,
          head,
          headHash,
          firstKept,
          baseHash,
          connection,
          online,
          limits,
          relayTimeMs,
        },
        { type: 'certificates', chains: register.chains },
      ),
    )
    tellAll(encodeMessage({ type: 'join', ...presenceOf(member) }))
    members.add(member)
    elsewhere?.tell([...members].map(presenceOf))
    member.subscription = { state: 'none' }
    turns.flushSoon(member)
    keeping.tidySometimes()
  }

  function sendLive(records: readonly StoredRecord[]): void {
    const live = [...members].filter((member) => member.subscription.state === 'live')
    if (live.length === 0) return
    for (const batch of batchesOf(records, limits.batchBytes)) {
      const from = batch[0]?.seq ?? 0
      const bytes = batch.map((record) => record.bytes)
      const frame = encodeMessage({ type: 'records', from, more: false, records: bytes })
      for (const member of live) member.send(frame)
      meter.count('records_delivered', bytes.length * live.length)
    }
    live.forEach(turns.flushSoon)
  }

  function tellAll(frames: Uint8Array): void {
    for (const member of members) {
      member.send(frames)
      turns.flushSoon(member)
    }
  }

  /** Kept while the room is in memory, so that coming back does not fill it up again. */
  function allowanceOf({ grant }: Member): Allowance {
    const device = keyToText(grant.device)
    const allowance = allowancesByDevice.get(device) ?? createAllowance(limits, options.now)
    allowancesByDevice.set(device, allowance)
    return allowance
  }

  function whisperToAll(frames: Uint8Array, from?: Member): void {
    for (const other of members) {
      if (other === from) continue
      if (other.sendEphemeral(frames)) meter.count('ephemerals_delivered')
      else meter.count('ephemerals_dropped', 1, 'slow')
      turns.flushSoon(other)
    }
  }

  /** Another connection of the device came first, and their device is not durable yet. */
  function isOnItsWay({ grant }: Member): boolean {
    const arriving = [...(taken?.arriving ?? []), ...gathering.arriving]
    return arriving.some(({ member }) => bytesEqual(member.grant.device, grant.device))
  }

  function giveUp(error: unknown): void {
    const arriving = [...(taken?.arriving ?? []), ...gathering.arriving]
    const lost = [...members, ...arriving.map(({ member }) => member)]
    members.clear()
    taken = undefined
    gathering = emptyGathering()
    isOver = true
    turns.forget(committing)
    following?.end()
    elsewhere?.part()
    options.onFailed(error)
    const reason = error instanceof DamagedRoom ? 'roomDamaged' : 'storageFailed'
    lost.forEach((member) => member.end(reason))
  }

  function closeIfIdle(): void {
    const isBusy = taken !== undefined || gathering.acks.length > 0 || gathering.arriving.length > 0
    if (isOver || members.size > 0 || isBusy || keeping.isBusy) return
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
      const coming = gathering.arriving.length + (taken?.arriving.length ?? 0)
      const away = elsewhere?.online.length ?? 0
      if (members.size + coming + away >= limits.connectionsPerRoom) {
        closeIfIdle()
        return { type: 'rejected', reason: 'roomFull' }
      }
      member.allowance = allowanceOf(member)
      const rejected = letIn(member, entry)
      if (rejected !== undefined) closeIfIdle()
      return rejected
    },

    leave(member) {
      member.subscription = { state: 'gone' }
      keeping.forget(member)
      if (members.delete(member)) {
        tellAll(encodeMessage({ type: 'leave', connection: member.connection }))
        elsewhere?.tell([...members].map(presenceOf))
      }
      closeIfIdle()
    },

    sync: (member, cursor) => catchUp({ room: id, log, storage, limits, meter }, member, cursor),

    whisper(member, { stream, payload }) {
      if (!member.allowance.ephemerals.take() || !paces.ephemerals.take()) {
        return meter.count('ephemerals_dropped', 1, 'too-fast')
      }
      const { connection } = member
      const frame = encodeMessage({ type: 'ephemeral', connection, stream, payload })
      whisperToAll(frame, member)
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

interface Gathering {
  /** With the records, should they have to be judged again. */
  readonly acks: {
    readonly member: Member
    readonly item: AckItem
    readonly record: RecordHead
    readonly bytes: Uint8Array
  }[]
  readonly chains: Chain[]
  readonly arriving: { readonly member: Member; readonly entry: Entry }[]
  /** When the first of the acks began to wait, by the meter. */
  sinceMs: number
}

function emptyGathering(): Gathering {
  return { acks: [], chains: [], arriving: [], sinceMs: 0 }
}

function sizeOf(records: readonly StoredRecord[]): number {
  return records.reduce((sum, record) => sum + record.bytes.length, 0)
}

function isStillHere(member: Member): boolean {
  return member.subscription.state !== 'gone'
}

function presenceOf(member: Member): Presence {
  return { connection: member.connection, device: member.grant.device }
}
