import type { RoomId } from '#relay/wire'
import type { AssetId } from '../asset-id.ts'
import type { AssetCache, AssetEntry } from './asset-cache.ts'

/** A cache that lasts as long as the page; `capacityBytes` is the size of the device it plays. */
export function createMemoryCache(
  options: { readonly capacityBytes?: () => number } = {},
): AssetCache {
  const { capacityBytes = () => Infinity } = options
  const rows = new Map<string, { room: RoomId; entry: AssetEntry; content: Uint8Array }>()
  const nameOf = (room: RoomId, id: AssetId) => `${room}/${id}`

  function usedBytes(): number {
    return [...rows.values()].reduce((sum, { content }) => sum + content.length, 0)
  }

  return {
    list: async () => [...rows.values()].map(({ room, entry }) => ({ room, entry })),
    find: async (room, id) => rows.get(nameOf(room, id))?.entry,
    read: async (room, id) => rows.get(nameOf(room, id))?.content,
    async put(room, entry, content) {
      const before = rows.get(nameOf(room, entry.id))?.content.length ?? 0
      if (usedBytes() - before + content.length > capacityBytes()) {
        throw new DOMException('The device is full.', 'QuotaExceededError')
      }
      rows.set(nameOf(room, entry.id), { room, entry, content: content.slice() })
    },
    async change(room, id, changes) {
      const row = rows.get(nameOf(room, id))
      if (row !== undefined) row.entry = { ...row.entry, ...changes }
    },
    async evict(room, id) {
      const isSafe = rows.get(nameOf(room, id))?.entry.isSafe === true
      return isSafe && rows.delete(nameOf(room, id))
    },
    async clear(room) {
      for (const [name, row] of rows) if (row.room === room) rows.delete(name)
    },
    close: async () => undefined,
  }
}
