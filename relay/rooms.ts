import { CLOSE_CODES, connectionId, epochFromBytes, firstHash } from './wire/index.ts'
import { sha256 as portableSha256, verifyEd25519 } from './wire/index.ts'
import type { CloseReason, Hello, RoomId, Sha256, Verify } from './wire/index.ts'
import { createBudget } from './budget.ts'
import { createAllowances } from './allowance.ts'
import { createConnection } from './connection.ts'
import type { Caller, ConnectionWorld, RelayConnection } from './connection.ts'
import type { RelayLimits } from './limits.ts'
import type { Member } from './member.ts'
import { noMeter, type Meter } from './meter.ts'
import type { Neighbours } from './neighbours.ts'
import type { Peer } from './outbox.ts'
import type { Entry, Rejected } from './register.ts'
import { createRoom, type Room } from './room.ts'
import { DamagedRoom, type Storage, type StoredRoom } from './storage/storage.ts'
import { createStorageWatch, type StorageState } from './storage-watch.ts'
import { createTurns } from './turns.ts'

/** All rooms of one relay process. */
export interface Rooms {
  /** Starts the conversation with a socket that just opened. */
  connect(peer: Peer, caller?: Caller): RelayConnection
  /** Rooms in memory. */
  readonly roomCount: number
  readonly connectionCount: number
  /**
   * Whether what is written would be kept. After a write that failed the storage is asked, at most once a second: nobody
   * may be there to write again.
   */
  storageState(): Promise<StorageState>
  /**
   * Forgets rooms that nobody used for as long as the limits say and nobody is in, if they say so; answers which. Does
   * nothing where the storage cannot.
   */
  forgetUnused(): Promise<readonly RoomId[]>
  /** Closes every connection. */
  closeAll(reason: CloseReason): void
  /** Resolves when nothing is on its way to the disk or to a socket. */
  settled(): Promise<void>
}

/** What a keeper may want to know. Rooms are named by their first characters only. */
export type RelayEvent =
  | { readonly event: 'room-created'; readonly room: string }
  | { readonly event: 'room-damaged'; readonly room: string; readonly cause: unknown }
  | { readonly event: 'room-failed'; readonly room: string; readonly cause: unknown }
  | { readonly event: 'room-not-pruned'; readonly room: string; readonly cause: unknown }
  | { readonly event: 'rooms-not-forgotten'; readonly cause: unknown }
  | { readonly event: 'connection-failed'; readonly cause: unknown }
  | { readonly event: 'connection-refused'; readonly code: number }

export interface RoomsOptions {
  readonly storage: Storage
  readonly limits: RelayLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
  /** Runs what it is given after the present turn of the event loop. */
  readonly schedule: (turn: () => void) => void
  readonly sha256?: Sha256
  readonly verify?: Verify
  readonly report?: (event: RelayEvent) => void
  /** Relays that serve the same rooms from the same storage. */
  readonly neighbours?: Neighbours | undefined
  /** Where this relay begins to number connections, so that no neighbour gives the same numbers. */
  readonly firstConnection?: number | undefined
  readonly meter?: Meter
}

const ANYBODY: Caller = { mayBegin: () => true }

/** Rooms over one storage. Keeps in memory only those somebody is in. */
export function createRooms(options: RoomsOptions): Rooms {
  const { storage, limits, now, random } = options
  const sha256 = options.sha256 ?? portableSha256
  const verify = options.verify ?? verifyEd25519
  const report = options.report ?? (() => undefined)
  const meter = options.meter ?? noMeter
  const turns = createTurns({ storage, schedule: options.schedule })
  const roomsById = new Map<RoomId, Room>()
  const loadsById = new Map<RoomId, Promise<StoredRoom | undefined>>()
  const damaged = new Set<RoomId>()
  const renewalsById = new Map<RoomId, Promise<void>>()
  const connections = new Set<RelayConnection>()
  const uploads = createBudget(limits.uploadBytes)
  const allowances = createAllowances(limits, now)
  let lastConnection = options.firstConnection ?? 0

  const world: ConnectionWorld = {
    limits,
    requestRate: { perSecond: limits.requestsPerSecond, burst: limits.requestBurst, now },
    now,
    random,
    verify,
    enter,
    onClose(code) {
      meter.count('connections_closed', 1, code)
      if (code !== CLOSE_CODES.again) report({ event: 'connection-refused', code })
    },
    onGone: (connection) => connections.delete(connection),
    onFailed(cause, room) {
      if (room !== undefined && cause instanceof DamagedRoom) noteDamage(room, cause)
      else report({ event: 'connection-failed', cause })
    },
  }

  async function enter(
    hello: Hello,
    member: Member,
    entry: Entry,
    caller: Caller,
  ): Promise<Room | Rejected> {
    const isGm = entry.grant.role === 'gm'
    if (damaged.has(hello.room) && hello.renew === true && isGm) await renew(hello.room)
    try {
      return await enterSound(hello, member, entry, caller)
    } catch (error) {
      if (!(error instanceof DamagedRoom)) throw error
      noteDamage(hello.room, error)
      if (hello.renew !== true || !isGm) return { type: 'rejected', reason: 'roomDamaged' }
      await renew(hello.room)
      return enterSound(hello, member, entry, caller)
    }
  }

  async function enterSound(
    hello: Hello,
    member: Member,
    entry: Entry,
    caller: Caller,
  ): Promise<Room | Rejected> {
    if (damaged.has(hello.room)) return { type: 'rejected', reason: 'roomDamaged' }
    const present = roomsById.get(hello.room)
    const stored = present === undefined ? await load(hello.room) : undefined
    // From here on everything is one synchronous step: a room in memory is the only one of its id.
    const room = roomsById.get(hello.room)
    if (room === undefined && stored === undefined) {
      if (!hello.create && hello.renew !== true) return { type: 'rejected', reason: 'noSuchRoom' }
      if (!caller.mayBegin()) return { type: 'rejected', reason: 'tooManyRooms' }
    }
    const found = room ?? bringIntoMemory(hello.room, stored)
    return found.join(member, entry) ?? found
  }

  /** Whoever asks for a room while it is being read waits for the same answer. */
  function load(id: RoomId): Promise<StoredRoom | undefined> {
    const loading = loadsById.get(id) ?? storage.load(id).finally(() => loadsById.delete(id))
    loadsById.set(id, loading)
    return loading
  }

  function bringIntoMemory(id: RoomId, stored: StoredRoom | undefined): Room {
    if (stored === undefined) {
      report({ event: 'room-created', room: shortName(id) })
      meter.count('rooms_begun')
    }
    const room = createRoom({
      id,
      stored: stored ?? emptyRoom(id),
      storage,
      turns,
      limits,
      uploads,
      allowances,
      now,
      meter,
      sha256,
      onIdle: () => letGo(id, room),
      onFailed(cause) {
        letGo(id, room)
        if (cause instanceof DamagedRoom) noteDamage(id, cause)
        else report({ event: 'room-failed', room: shortName(id), cause })
      },
      onTrouble: (cause) => report({ event: 'room-not-pruned', room: shortName(id), cause }),
      neighbours: options.neighbours,
    })
    roomsById.set(id, room)
    return room
  }

  /** From here on nobody enters it until it is renewed, or restored, which takes a restart. */
  function noteDamage(id: RoomId, cause: DamagedRoom): void {
    if (!damaged.has(id)) {
      meter.count('rooms_damaged')
      report({ event: 'room-damaged', room: shortName(id), cause })
    }
    // Where other processes write too, one of them may renew it: then each entry finds out anew.
    if (storage.follow === undefined) damaged.add(id)
    roomsById.get(id)?.giveUp(cause)
  }

  /** Whoever asks for it while it is under way waits for the same end. */
  function renew(id: RoomId): Promise<void> {
    const renewing = renewalsById.get(id) ?? renewOnce(id).finally(() => renewalsById.delete(id))
    renewalsById.set(id, renewing)
    return renewing
  }

  async function renewOnce(id: RoomId): Promise<void> {
    await storage.setAside(id, random(16))
    damaged.delete(id)
  }

  async function forgetUnused(): Promise<readonly RoomId[]> {
    if (limits.forgetMs === 0 || storage.forget === undefined) return []
    const forgotten: RoomId[] = []
    for (const id of (await storage.unusedSince?.(now() - limits.forgetMs)) ?? []) {
      if (roomsById.has(id) || loadsById.has(id)) continue
      // Whoever comes meanwhile waits, and finds that there is no such room.
      const { forget } = storage
      const looking = storage.load(id).then(async (stored) => {
        const lastMs = stored?.marks.at(-1)?.atMs ?? stored?.state.createdAtMs ?? 0
        if (lastMs >= now() - limits.forgetMs) return stored
        if ((await forget(id)) === 'in-use') return storage.load(id)
        forgotten.push(id)
        return undefined
      })
      const gone = looking.finally(() => loadsById.delete(id))
      loadsById.set(id, gone)
      await gone
    }
    meter.count('rooms_forgotten', forgotten.length)
    return forgotten
  }

  function letGo(id: RoomId, room: Room): void {
    if (roomsById.get(id) === room) roomsById.delete(id)
  }

  function emptyRoom(id: RoomId): StoredRoom {
    const epoch = epochFromBytes(random(16))
    const headHash = firstHash(id, epoch)
    const base = { seq: 0, hash: headHash }
    const state = { epoch, createdAtMs: now(), head: 0, headHash, bytes: 0, base }
    return { state, chains: [], marks: [], snapshots: [] }
  }

  return {
    connect(peer, caller = ANYBODY) {
      lastConnection += 1
      meter.count('connections_opened')
      const connection = createConnection({ id: connectionId(lastConnection), peer, caller, world })
      connections.add(connection)
      return connection
    },

    get roomCount() {
      return roomsById.size
    },

    get connectionCount() {
      return connections.size
    },

    closeAll(reason) {
      for (const connection of [...connections]) connection.close(reason)
    },

    forgetUnused,
    storageState: createStorageWatch({ storage, lastFailure: turns.lastFailure, now }),
    settled: turns.settled,
  }
}

/** Enough to tell rooms apart in a log, too little to find one. */
function shortName(id: RoomId): string {
  return id.slice(0, 6)
}
