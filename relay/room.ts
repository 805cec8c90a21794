import { bytesEqual, encodeMessage } from './wire/index.ts'
import type { Chain, Ephemeral, Presence, RoomId, Sha256, Sync } from './wire/index.ts'
import { createAppending, type Appending } from './appending.ts'
import type { Budget } from './budget.ts'
import { catchUp } from './catch-up.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import type { RelayLimits } from './limits.ts'
import type { AckItem, Member } from './member.ts'
import { createRegister, type Entry, type Rejected } from './register.ts'
import { createRoomLog } from './room-log.ts'
import { batchesOf } from './storage/batches.ts'
import { DamagedRoom } from './storage/storage.ts'
import type { Storage, StoredRecord, StoredRoom } from './storage/storage.ts'
import type { Committing, Turns } from './turns.ts'

/** One room in memory: its log, its devices, the connections in it. It cannot read a word of it. */
export interface Room
  extends Appending, Pick<Keeping, 'offer' | 'part' | 'attest' | 'list' | 'fetch'> {
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
  readonly sha256: Sha256
  /** Nobody is in the room and nothing is on its way to the disk: memory can let go of it. */
  readonly onIdle: () => void
  /** What memory holds may never become durable: memory has to let go of it. */
  readonly onFailed: (error: unknown) => void
  /** Pruning met something it could not read; the room goes on. */
  readonly onTrouble: (error: unknown) => void
}

/** A room that continues from what is stored. */
export function createRoom(options: RoomOptions): Room {
  const { id, storage, turns, limits, sha256 } = options
  const { state, chains } = options.stored
  const log = createRoomLog({ state, limits, sha256 })
  const register = createRegister({ room: id, createdAtMs: state.createdAtMs, chains, limits })
  const members = new Set<Member>()
  let gathering = emptyGathering()
  let taken: Gathering | undefined
  let isOver = false

  const committing: Committing = {
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
      sendLive(log.settle())
      for (const { member, item } of done.acks) {
        member.ack(item)
        turns.flushSoon(member)
      }
      keeping.committed()
      done.arriving.filter(isStillHere).forEach(welcome)
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
    ackWhenDurable(member, item) {
      gathering.acks.push({ member, item })
      turns.commitSoon(committing)
    },
    tell: turns.flushSoon,
  })

  const keeping = createKeeping({
    ...options,
    room: id,
    log,
    memberOf: register.memberOf,
    commitSoon: () => turns.commitSoon(committing),
    tell: turns.flushSoon,
    tellAll,
    isCurrent: () => !isOver,
  })

  function welcome(member: Member): void {
    const { epoch, head, headHash } = log.durable
    const [firstKept, baseHash] = [log.base.seq + 1, log.base.hash]
    const { connection } = member
    const online = [...members].map(presenceOf)
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
    }
    live.forEach(turns.flushSoon)
  }

  function tellAll(frames: Uint8Array): void {
    for (const member of members) {
      member.send(frames)
      turns.flushSoon(member)
    }
  }

  /** Another connection of the device came first, and their device is not durable yet. */
  function isOnItsWay({ grant }: Member): boolean {
    const arriving = [...(taken?.arriving ?? []), ...gathering.arriving]
    return arriving.some((other) => bytesEqual(other.grant.device, grant.device))
  }

  function giveUp(error: unknown): void {
    const lost = [...members, ...(taken?.arriving ?? []), ...gathering.arriving]
    members.clear()
    taken = undefined
    gathering = emptyGathering()
    isOver = true
    turns.forget(committing)
    options.onFailed(error)
    const reason = error instanceof DamagedRoom ? 'roomDamaged' : 'storageFailed'
    lost.forEach((member) => member.end(reason))
  }

  function closeIfIdle(): void {
    const isBusy = taken !== undefined || gathering.acks.length > 0 || gathering.arriving.length > 0
    if (isOver || members.size > 0 || isBusy || keeping.isBusy) return
    isOver = true
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
      if (members.size + coming >= limits.connectionsPerRoom) {
        closeIfIdle()
        return { type: 'rejected', reason: 'roomFull' }
      }
      const admission = register.admit(entry)
      if (admission.type === 'rejected') {
        closeIfIdle()
        return admission
      }
      if (admission.type === 'known' && !isOnItsWay(member)) {
        welcome(member)
        return undefined
      }
      if (admission.type === 'new') gathering.chains.push(entry.chain)
      gathering.arriving.push(member)
      turns.commitSoon(committing)
      return undefined
    },

    leave(member) {
      member.subscription = { state: 'gone' }
      keeping.forget(member)
      if (members.delete(member)) {
        tellAll(encodeMessage({ type: 'leave', connection: member.connection }))
      }
      closeIfIdle()
    },

    sync: (member, cursor) => catchUp({ room: id, log, storage, limits }, member, cursor),

    whisper(member, { stream, payload }) {
      if (!member.ephemerals.take()) return
      const { connection } = member
      const frame = encodeMessage({ type: 'ephemeral', connection, stream, payload })
      for (const other of members) {
        if (other === member) continue
        other.sendEphemeral(frame)
        turns.flushSoon(other)
      }
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
  readonly acks: { readonly member: Member; readonly item: AckItem }[]
  readonly chains: Chain[]
  readonly arriving: Member[]
}

function emptyGathering(): Gathering {
  return { acks: [], chains: [], arriving: [] }
}

function isStillHere(member: Member): boolean {
  return member.subscription.state !== 'gone'
}

function presenceOf(member: Member): Presence {
  return { connection: member.connection, device: member.grant.device }
}
