import type { BlobLimits, RoomId } from '../wire/index.ts'
import { NoSpace, type BlobStorage } from './blob-storage.ts'
import { openRoomShelf, type RoomShelf } from './room-shelf.ts'

/** The shelves of all rooms; in memory only while somebody uses them, and a little longer. */
export interface Shelves {
  /** Runs work on the shelf of a room. */
  with<Result>(room: RoomId, work: (shelf: RoomShelf) => Promise<Result>): Promise<Result>
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
  users: number
  wasUsed: boolean
}

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
    const entry = entries.get(room) ?? open(room)
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
    const shelf = openRoomShelf({ room, storage, limits })
    const entry = { shelf, users: 0, wasUsed: true }
    entries.set(room, entry)
    return entry
  }

  function forget(room: RoomId, entry: Entry): void {
    if (entries.get(room) === entry) entries.delete(room)
  }

  return {
    with: withShelf,

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
