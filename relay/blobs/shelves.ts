import type { BlobHash, BlobLimits, RoomId } from '../wire/index.ts'
import { MovedOn, NoSpace } from './blob-storage.ts'
import type { BlobStorage, SharedRoomBlobs, StoredBlob } from './blob-storage.ts'
import { openRoomShelf, type RoomShelf } from './room-shelf.ts'

/** The shelves of all rooms; in memory only while somebody uses them, and a little longer. */
export interface Shelves {
  /** Runs work on the shelf of a room; again, when another process changed the room meanwhile. */
  with<Result>(room: RoomId, work: (shelf: RoomShelf) => Promise<Result>): Promise<Result>
  /** A whole blob, as `RoomShelf.find`; one that another process removed just now may be found. */
  find(room: RoomId, hash: BlobHash): Promise<StoredBlob | undefined>
  /** Lets go of shelves that nobody used since the last call. */
  letGo(): void
  /** Removes what nobody needs, room after room; answers how many blobs went. */
  collect(): Promise<number>
  /** Removes everything of a room. */
  remove(room: RoomId): Promise<void>
  /** Shelves in memory. */
  readonly count: number
}

interface Entry {
  readonly shelf: Promise<RoomShelf>
  /** The room, where other processes change it as well. */
  readonly shared: SharedRoomBlobs | undefined
  users: number
  wasUsed: boolean
}

/** So often in a row another process may be first. */
const ATTEMPTS = 50

/** Shelves over one storage. */
export function createShelves(options: {
  readonly storage: BlobStorage
  readonly limits: BlobLimits
  readonly now: () => number
}): Shelves {
  const { storage, limits, now } = options
  const entries = new Map<RoomId, Entry>()

  async function withShelf<Result>(
    room: RoomId,
    work: (shelf: RoomShelf) => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const present = entries.get(room)
      if (present !== undefined && (await present.shared?.hasMoved())) forget(room, present)
      try {
        return await use(room, entries.get(room) ?? open(room), work)
      } catch (error) {
        if (!(error instanceof MovedOn) || attempt === ATTEMPTS) throw error
      }
    }
  }

  async function use<Result>(
    room: RoomId,
    entry: Entry,
    work: (shelf: RoomShelf) => Promise<Result>,
  ): Promise<Result> {
    entry.users += 1
    entry.wasUsed = true
    try {
      return await work(await entry.shelf)
    } catch (error) {
      // What the disk holds now is uncertain: whoever comes next reads it again.
      if (!(error instanceof NoSpace)) forget(room, entry)
      throw error
    } finally {
      entry.users -= 1
    }
  }

  function open(room: RoomId): Entry {
    const shared = storage.share?.(room)
    const shelf = openRoomShelf({ room, storage: shared ?? storage, limits })
    const entry = { shelf, shared, users: 0, wasUsed: true }
    entries.set(room, entry)
    return entry
  }

  function forget(room: RoomId, entry: Entry): void {
    if (entries.get(room) === entry) entries.delete(room)
  }

  return {
    with: withShelf,

    /** Blobs never change and are not removed soon after they were needed: what is known of one need not be new. */
    async find(room, hash) {
      const look = (shelf: RoomShelf) => shelf.find(hash, now())
      const present = entries.get(room)
      const isShared = present?.shared !== undefined
      const found = isShared ? await use(room, present, look).catch(() => undefined) : undefined
      return found ?? withShelf(room, look)
    },

    letGo() {
      for (const [room, entry] of entries) {
        if (entry.users === 0 && !entry.wasUsed) entries.delete(room)
        entry.wasUsed = false
      }
    },

    async collect() {
      let collected = 0
      for (const room of await storage.rooms()) {
        collected += await withShelf(room, (shelf) => shelf.collect(now()))
      }
      return collected
    },

    async remove(room) {
      entries.delete(room)
      await storage.removeRoom(room)
    },

    get count() {
      return entries.size
    },
  }
}
