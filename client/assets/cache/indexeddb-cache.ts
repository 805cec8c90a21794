import { isRoomId, type RoomId } from '#relay/wire'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { isAssetId, type AssetId } from '../asset-id.ts'
import { AssetEntry, type AssetCache, type KeptAsset } from './asset-cache.ts'

const VERSION = 1

/** Opens the cache in IndexedDB. Rejects when the browser gives none, or does not answer until `timeOut` resolves. */
export async function openIndexedDbAssetCache(options: {
  readonly name: string
  readonly timeOut: Promise<void>
}): Promise<AssetCache> {
  const opening = openDB<Tables>(options.name, VERSION, {
    upgrade(database) {
      database.createObjectStore('entries')
      database.createObjectStore('contents')
    },
  })
  const late = options.timeOut.then(() => {
    // Should it open after all, nobody uses it.
    opening.then((database) => database.close()).catch(() => undefined)
    throw new Error('The browser did not open its storage in time.')
  })
  return cacheOver(await Promise.race([opening, late]))
}

type Key = [room: string, id: string]

interface Tables extends DBSchema {
  entries: { key: Key; value: unknown }
  contents: { key: Key; value: unknown }
}

type Writing = ReturnType<typeof writeBoth>

function cacheOver(database: IDBPDatabase<Tables>): AssetCache {
  /** All of it or nothing; a full disk aborts the transaction, which `done` tells and requests need not. */
  async function write<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result> {
    const writing = writeBoth(database)
    // Requests of an aborted transaction fail too; one of the two is enough to hear.
    writing.done.catch(() => undefined)
    const result = await work(writing)
    await writing.done
    return result
  }

  async function find(room: RoomId, id: AssetId): Promise<AssetEntry | undefined> {
    return AssetEntry.safeParse(await database.get('entries', [room, id])).data
  }

  return {
    async list() {
      const reading = database.transaction('entries')
      const [keys, values] = await Promise.all([
        reading.store.getAllKeys(),
        reading.store.getAll(),
        reading.done,
      ])
      return keys.flatMap(([room], index): KeptAsset[] => {
        const entry = AssetEntry.safeParse(values[index]).data
        return entry === undefined || !isRoomId(room) ? [] : [{ room, entry }]
      })
    },
    find,
    async read(room, id) {
      const content = await database.get('contents', [room, id])
      return content instanceof Uint8Array ? content : undefined
    },
    put: (room, entry, content) =>
      write(async (writing) => {
        await Promise.all([
          writing.objectStore('entries').put({ ...entry }, [room, entry.id]),
          writing.objectStore('contents').put(ownBytes(content), [room, entry.id]),
        ])
      }),
    change: (room, id, changes) =>
      write(async (writing) => {
        const entries = writing.objectStore('entries')
        const entry = AssetEntry.safeParse(await entries.get([room, id])).data
        if (entry !== undefined) await entries.put({ ...entry, ...changes }, [room, id])
      }),
    evict: (room, id) =>
      write(async (writing) => {
        const entry = AssetEntry.safeParse(await writing.objectStore('entries').get([room, id]))
        if (entry.data?.isSafe !== true) return false
        await remove(writing, room, id)
        return true
      }),
    clear: (room) =>
      write(async (writing) => {
        const keys = await writing.objectStore('entries').getAllKeys()
        for (const [owner, id] of keys) {
          if (owner === room && isAssetId(id)) await remove(writing, room, id)
        }
      }),
    async close() {
      database.close()
    },
  }
}

function writeBoth(database: IDBPDatabase<Tables>) {
  return database.transaction(['entries', 'contents'], 'readwrite', { durability: 'strict' })
}

async function remove(writing: Writing, room: RoomId, id: AssetId): Promise<void> {
  await writing.objectStore('contents').delete([room, id])
  await writing.objectStore('entries').delete([room, id])
}

/** The database stores the whole buffer behind a view. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice()
}
