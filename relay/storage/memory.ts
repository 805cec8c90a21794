import { bytesEqual, keyToText } from '../wire/index.ts'
import type { Chain, RoomId, SnapshotId, TabId } from '../wire/index.ts'
import { SNAPSHOT_PIECE_BYTES } from './storage.ts'
import type { Mark, RoomState, RoomWrite, Run, Storage } from './storage.ts'
import type { StoredRecord, StoredSnapshot, Upkeep } from './storage.ts'
import { stretchOf } from './stretch.ts'

/** What a memory storage held at one moment. */
export type MemoryImage = ReadonlyMap<RoomId, MemoryRoom>

/** A storage without a disk, with the accidents a disk has. */
export interface MemoryStorage extends Storage {
  /** Commits that are not synced yet are lost; their promises never settle. */
  crash(): void
  /** A backup of everything that is durable. */
  image(): MemoryImage
  /** Takes back a backup: everything after it is forgotten, log epochs included in it stay. */
  restore(image: MemoryImage): void
  /** Forgets every room. */
  wipe(): void
}

interface MemoryRoom {
  state: RoomState
  /** Those behind the base. */
  records: StoredRecord[]
  readonly runs: Run[]
  /** Value by the keys of the device and its issuer in hex. */
  readonly chains: Map<string, Chain>
  marks: Mark[]
  readonly snapshots: Map<SnapshotId, { info: StoredSnapshot; content: Uint8Array }>
}

/** Keeps rooms in memory. `sync` decides when each commit has reached the disk; by default at once. */
export function createMemoryStorage(
  options: { readonly sync?: (done: () => void) => void } = {},
): MemoryStorage {
  const sync = options.sync ?? ((done) => done())
  let rooms = new Map<RoomId, MemoryRoom>()
  let life = 0

  function store(writes: readonly RoomWrite[]): void {
    for (const write of writes) {
      const room = rooms.get(write.room) ?? emptyRoom(write.state)
      room.state = write.state
      room.records.push(...write.records)
      room.runs.push(...write.runs)
      for (const chain of write.chains) room.chains.set(namesOf(chain), chain)
      if (write.upkeep !== undefined) keepUp(room, write.upkeep)
      rooms.set(write.room, room)
    }
  }

  function recordsFrom(id: RoomId, from: number, maxBytes: number): readonly StoredRecord[] {
    const records: StoredRecord[] = []
    const all = rooms.get(id)?.records ?? []
    let bytes = 0
    const first = all[0]?.seq ?? from
    for (let index = from - first; index < all.length && bytes < maxBytes; index += 1) {
      const record = all[index]
      if (record === undefined) break
      records.push(record)
      bytes += record.bytes.length
    }
    return records
  }

  return {
    async load(id) {
      const room = rooms.get(id)
      return room === undefined
        ? undefined
        : {
            state: room.state,
            chains: [...room.chains.values()],
            marks: room.marks,
            snapshots: [...room.snapshots.values()].map((snapshot) => snapshot.info),
          }
    },

    commit(writes) {
      const begunIn = life
      return new Promise((resolve) => {
        sync(() => {
          if (begunIn !== life) return
          store(writes)
          resolve([])
        })
      })
    },

    read: async (id, from, maxBytes) => recordsFrom(id, from, maxBytes),

    readStretch: async (id, from, to, maxBytes) =>
      stretchOf(recordsFrom(id, from, maxBytes), from, to),

    async hashAt(id, seq) {
      const records = rooms.get(id)?.records ?? []
      return records[seq - (records[0]?.seq ?? 0)]?.hash
    },

    async findRun(id, device, tab, ctr) {
      return rooms.get(id)?.runs.findLast((run) => isOf(run, device, tab) && run.ctr <= ctr)
    },

    async readPiece(id, snapshot, piece) {
      const content = rooms.get(id)?.snapshots.get(snapshot)?.content
      const from = piece * SNAPSHOT_PIECE_BYTES
      if (content === undefined || from >= content.length) return undefined
      return content.subarray(from, from + SNAPSHOT_PIECE_BYTES)
    },

    async setAside(id) {
      rooms.delete(id)
    },

    unusedSince: async (timeMs) =>
      [...rooms].flatMap(([id, { marks, state }]) =>
        (marks.at(-1)?.atMs ?? state.createdAtMs) < timeMs ? [id] : [],
      ),

    async forget(id) {
      rooms.delete(id)
      return 'forgotten'
    },

    check: () => Promise.resolve(),

    async close() {
      life += 1
    },

    crash() {
      life += 1
    },

    image: () => copyOf(rooms),

    restore(image) {
      life += 1
      rooms = copyOf(image)
    },

    wipe() {
      life += 1
      rooms = new Map()
    },
  }
}

function emptyRoom(state: RoomState): MemoryRoom {
  return { state, records: [], runs: [], chains: new Map(), marks: [], snapshots: new Map() }
}

function keepUp(room: MemoryRoom, upkeep: Upkeep): void {
  const { prunedTo } = upkeep
  const others = room.marks.filter(({ seq }) => !upkeep.marks.some((mark) => mark.seq === seq))
  room.marks = [...others, ...upkeep.marks].filter((mark) => mark.seq > prunedTo)
  if (prunedTo > 0) room.records = room.records.filter((record) => record.seq > prunedTo)
  for (const { info, content } of upkeep.snapshots) {
    const bytes = content ?? room.snapshots.get(info.id)?.content
    if (bytes !== undefined) room.snapshots.set(info.id, { info, content: bytes })
  }
  for (const { id } of upkeep.dropped) room.snapshots.delete(id)
}

function copyOf(rooms: MemoryImage): Map<RoomId, MemoryRoom> {
  return new Map(
    [...rooms].map(([id, room]) => [
      id,
      {
        state: room.state,
        records: [...room.records],
        runs: [...room.runs],
        chains: new Map(room.chains),
        marks: [...room.marks],
        snapshots: new Map(room.snapshots),
      },
    ]),
  )
}

function isOf(run: Run, device: Uint8Array, tab: TabId): boolean {
  return run.tab === tab && bytesEqual(run.device, device)
}

function namesOf(chain: Chain): string {
  const device = chain.at(-1)
  return device === undefined ? '' : keyToText(device.subject) + keyToText(device.issuer)
}
