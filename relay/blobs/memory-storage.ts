import { createHash } from 'node:crypto'
import type { BlobHash, RoomId } from '../wire/index.ts'
import { NoSpace, type BlobStorage, type UploadName } from './blob-storage.ts'
import { uploadFile } from './file-names.ts'

/** Keeps blobs in memory; `capacityBytes` is the size of the disk it plays. */
export function createMemoryBlobStorage(
  options: { readonly now?: () => number; readonly capacityBytes?: () => number } = {},
): BlobStorage {
  const now = options.now ?? (() => 0)
  const capacityBytes = options.capacityBytes ?? (() => 2 ** 40)
  const rooms = new Map<RoomId, MemoryRoom>()

  function roomOf(id: RoomId): MemoryRoom {
    const room = rooms.get(id) ?? { blobs: new Map(), uploads: new Map(), pins: undefined }
    rooms.set(id, room)
    return room
  }

  function usedBytes(): number {
    let used = 0
    for (const { blobs, uploads } of rooms.values()) {
      for (const { content } of blobs.values()) used += content.length
      for (const { content } of uploads.values()) used += content.length
    }
    return used
  }

  return {
    async list(id) {
      const room = rooms.get(id)
      const blobs = [...(room?.blobs ?? [])].map(([hash, { content, neededAtMs }]) => ({
        hash,
        bytes: content.length,
        neededAtMs,
      }))
      const uploads = [...(room?.uploads.values() ?? [])].map((upload) => ({
        ...upload.name,
        offset: upload.content.length,
        changedAtMs: upload.changedAtMs,
      }))
      return { blobs, uploads, pins: room?.pins }
    },

    rooms: async () => [...rooms.keys()],

    async append(name, offset, bytes) {
      const { uploads } = roomOf(name.room)
      const content = uploads.get(uploadFile(name))?.content ?? new Uint8Array()
      const longer = new Uint8Array(Math.max(content.length, offset + bytes.length))
      if (usedBytes() + longer.length - content.length > capacityBytes()) throw new NoSpace()
      longer.set(content)
      longer.set(bytes, offset)
      uploads.set(uploadFile(name), { name, content: longer, changedAtMs: now() })
    },

    async finish(name) {
      const { uploads, blobs } = roomOf(name.room)
      const content = uploads.get(uploadFile(name))?.content ?? new Uint8Array()
      uploads.delete(uploadFile(name))
      if (createHash('sha256').update(content).digest('hex') !== name.hash) return 'wrong-hash'
      blobs.set(name.hash, { content, neededAtMs: now() })
      return 'stored'
    },

    async abandon(name) {
      rooms.get(name.room)?.uploads.delete(uploadFile(name))
    },

    read(room, hash, from, to) {
      const content = rooms.get(room)?.blobs.get(hash)?.content.slice(from, to)
      return new ReadableStream({
        start(controller) {
          if (content !== undefined && content.length > 0) controller.enqueue(content)
          controller.close()
        },
      })
    },

    async touch(room, hash, neededAtMs) {
      const blob = rooms.get(room)?.blobs.get(hash)
      if (blob !== undefined) blob.neededAtMs = neededAtMs
    },

    async remove(room, hash) {
      rooms.get(room)?.blobs.delete(hash)
    },

    async removeRoom(room) {
      rooms.delete(room)
    },

    async savePins(room, pins) {
      roomOf(room).pins = pins
    },

    freeBytes: async () => capacityBytes() - usedBytes(),
  }
}

interface MemoryRoom {
  readonly blobs: Map<BlobHash, { readonly content: Uint8Array; neededAtMs: number }>
  readonly uploads: Map<string, MemoryUpload>
  pins: Uint8Array | undefined
}

interface MemoryUpload {
  readonly name: UploadName
  readonly content: Uint8Array
  readonly changedAtMs: number
}
