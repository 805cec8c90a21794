import { keyToText } from '../wire/index.ts'
import type { BlobHash, BlobLimits, BlobRefusal, PinManifest, RoomId } from '../wire/index.ts'
import { NoSpace, type RoomBlobs, type SharedRoomBlobs } from './blob-storage.ts'
import type { StoredBlob, StoredUpload, UploadName } from './blob-storage.ts'
import { uploadFile } from './file-names.ts'
import { readPinBoard, type PinBoard } from './pin-board.ts'

/** A request that was refused. */
export interface Refused {
  readonly type: 'refused'
  readonly refusal: BlobRefusal
  /** `wrongOffset`: how much of the upload is there. */
  readonly offset?: number
  /** `oldManifest`: the counter of the newest. */
  readonly counter?: number
}

/** Part of a blob that a device sends. */
export interface UploadPart {
  readonly hash: BlobHash
  readonly device: Uint8Array
  readonly offset: number
  readonly totalBytes: number
  readonly body: Uint8Array
}

/** The blobs of one room: what may be added, what is there, what may go. */
export interface RoomShelf {
  /** A whole blob; asking for it counts as needing it. */
  find(hash: BlobHash, nowMs: number): Promise<StoredBlob | undefined>
  /** How much of a device's upload is there. */
  offsetOf(upload: Pick<UploadPart, 'hash' | 'device' | 'totalBytes'>): number
  /** Adds a part; the one that completes the blob makes it durable first. */
  add(
    part: UploadPart,
    nowMs: number,
  ): Promise<
    { readonly type: 'added'; readonly offset: number; readonly isWhole: boolean } | Refused
  >
  /** Takes a verified manifest; answers which of its hashes the relay does not have. */
  pin(
    manifest: PinManifest,
    isGm: boolean,
    nowMs: number,
  ): Promise<{ readonly type: 'pinned'; readonly missing: readonly BlobHash[] } | Refused>
  /** Removes what nobody needs any more; answers how many blobs went. */
  collect(nowMs: number): Promise<number>
}

interface Upload {
  readonly name: UploadName
  offset: number
  changedAtMs: number
  /** Ends when what was begun with this upload is done. */
  turn: Promise<unknown>
}

const TOUCH_AFTER_MS = 60 * 60 * 1000
const DEVICE_DIGITS = 16
/** All manifests together may name so many times as many blobs as a room can have. */
const BOARD_OF_ROOMS = 4
/** With more than this, a GM's manifest clears it. */
const CROWDED_BOARD_OF_ROOMS = 2

/** Reads what is kept of a room. One shelf per room at a time may be in use, but for a room that is shared. */
export async function openRoomShelf(options: {
  readonly room: RoomId
  readonly storage: RoomBlobs & Partial<Pick<SharedRoomBlobs, 'sweep'>>
  readonly limits: BlobLimits
}): Promise<RoomShelf> {
  const { room, storage, limits } = options
  const stored = await storage.list(room)
  const blobs = new Map<BlobHash, StoredBlob>(stored.blobs.map((blob) => [blob.hash, blob]))
  const uploads = new Map(stored.uploads.map((upload) => [uploadFile(upload), resumed(upload)]))
  let board: PinBoard = readPinBoard(stored.pins)
  let writing: Promise<unknown> = Promise.resolve()

  function nameOf({ hash, device, totalBytes }: Parameters<RoomShelf['offsetOf']>[0]): UploadName {
    return { room, hash, device: keyToText(device).slice(0, DEVICE_DIGITS), totalBytes }
  }

  /** Removals, finished uploads and pins one after the other, so that none undoes another on the disk. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = writing.then(work)
    writing = done.catch(() => undefined)
    return done
  }

  function reasonAgainst(part: UploadPart): BlobRefusal | undefined {
    if (part.totalBytes > limits.blobBytes) return 'tooLarge'
    const open = [...uploads.values()]
    const { device } = nameOf(part)
    const own = open.filter(({ name }) => name.device === device)
    if (own.length >= limits.uploadsPerDevice) return 'tooManyUploads'
    if (blobs.size + open.length >= limits.roomBlobs) return 'roomFull'
    const promised = open.reduce((sum, { name }) => sum + name.totalBytes, 0)
    const kept = [...blobs.values()].reduce((sum, { bytes }) => sum + bytes, 0)
    return kept + promised + part.totalBytes > limits.roomBytes ? 'roomFull' : undefined
  }

  function begin(part: UploadPart, nowMs: number): Upload | Refused {
    if (part.offset !== 0) return { type: 'refused', refusal: 'wrongOffset', offset: 0 }
    const refusal = reasonAgainst(part)
    if (refusal !== undefined) return { type: 'refused', refusal }
    const upload = { name: nameOf(part), offset: 0, changedAtMs: nowMs, turn: Promise.resolve() }
    uploads.set(uploadFile(upload.name), upload)
    return upload
  }

  async function extend(
    upload: Upload,
    { offset, body, totalBytes }: UploadPart,
    nowMs: number,
  ): ReturnType<RoomShelf['add']> {
    // Finished, or given up, while this part waited for its turn.
    const isWhole = blobs.has(upload.name.hash)
    if (isWhole) return { type: 'added', offset: totalBytes, isWhole }
    if (uploads.get(uploadFile(upload.name)) !== upload) {
      return { type: 'refused', refusal: 'wrongOffset', offset: 0 }
    }
    if (offset > upload.offset) {
      return { type: 'refused', refusal: 'wrongOffset', offset: upload.offset }
    }
    const news = body.subarray(upload.offset - offset)
    try {
      if (news.length > 0) await storage.append(upload.name, upload.offset, news)
    } catch (error) {
      // Nothing of it is there, so it takes up nothing either.
      const isNothingThere = error instanceof NoSpace && upload.offset === 0
      if (isNothingThere) uploads.delete(uploadFile(upload.name))
      throw error
    }
    upload.offset += news.length
    upload.changedAtMs = nowMs
    if (upload.offset < totalBytes) return { type: 'added', offset: upload.offset, isWhole: false }
    return complete(upload, nowMs)
  }

  function complete({ name }: Upload, nowMs: number): ReturnType<RoomShelf['add']> {
    return inTurn(async () => {
      const { hash, totalBytes } = name
      if (blobs.has(hash)) await storage.abandon(name)
      else if ((await storage.finish(name)) === 'wrong-hash') {
        uploads.delete(uploadFile(name))
        return { type: 'refused', refusal: 'wrongHash', offset: 0 }
      } else blobs.set(hash, { hash, bytes: totalBytes, neededAtMs: nowMs })
      uploads.delete(uploadFile(name))
      dropUploadsOf(hash)
      return { type: 'added', offset: totalBytes, isWhole: true }
    })
  }

  /** What other devices had begun of a blob that is whole now. Each goes when what it is doing is done. */
  function dropUploadsOf(hash: BlobHash): void {
    for (const [key, upload] of [...uploads]) {
      if (upload.name.hash !== hash) continue
      uploads.delete(key)
      // One that fails to go is dropped by the next collection after the room is read again.
      upload.turn = upload.turn.then(() => storage.abandon(upload.name)).catch(() => undefined)
    }
  }

  async function touch(blob: StoredBlob, neededAtMs: number): Promise<void> {
    blobs.set(blob.hash, { ...blob, neededAtMs })
    await storage.touch(room, blob.hash, neededAtMs)
  }

  async function abandonOld(nowMs: number): Promise<void> {
    for (const [key, { name, changedAtMs }] of [...uploads]) {
      if (!blobs.has(name.hash) && nowMs - changedAtMs < limits.unfinishedMs) continue
      uploads.delete(key)
      await storage.abandon(name)
    }
  }

  return {
    async find(hash, nowMs) {
      const blob = blobs.get(hash)
      const isStale = blob !== undefined && nowMs - blob.neededAtMs > TOUCH_AFTER_MS
      if (isStale) await inTurn(async () => blobs.has(hash) && touch(blob, nowMs))
      return blobs.get(hash)
    },

    offsetOf: (upload) => uploads.get(uploadFile(nameOf(upload)))?.offset ?? 0,

    async add(part, nowMs) {
      const { offset, body, totalBytes } = part
      if (blobs.has(part.hash)) return { type: 'added', offset: totalBytes, isWhole: true }
      if (totalBytes === 0 || offset + body.length > totalBytes) {
        return { type: 'refused', refusal: 'malformed' }
      }
      const upload = uploads.get(uploadFile(nameOf(part))) ?? begin(part, nowMs)
      if ('type' in upload) return upload
      const done = upload.turn.then(() => extend(upload, part, nowMs))
      upload.turn = done.catch(() => undefined)
      return done
    },

    pin: (manifest, isGm, nowMs) =>
      inTurn(async () => {
        const counter = board.counterOf(manifest.device)
        if (manifest.counter <= counter) return { type: 'refused', refusal: 'oldManifest', counter }
        const before = board
        const mostEntries = limits.roomBlobs * CROWDED_BOARD_OF_ROOMS
        const after = before.with(manifest, {
          isGm,
          atMs: nowMs,
          graceMs: limits.graceMs,
          mostEntries,
        })
        const isTooMuch =
          manifest.hashes.size > limits.roomBlobs ||
          (!isGm && after.entries > limits.roomBlobs * BOARD_OF_ROOMS)
        if (isTooMuch) return { type: 'refused', refusal: 'tooLarge' }
        await storage.savePins(room, after.encode())
        board = after
        // What is let go of now has its whole grace time before it.
        for (const blob of [...blobs.values()]) {
          if (before.isPinned(blob.hash) && !after.isPinned(blob.hash)) await touch(blob, nowMs)
        }
        return { type: 'pinned', missing: [...manifest.hashes].filter((hash) => !blobs.has(hash)) }
      }),

    collect: (nowMs) =>
      inTurn(async () => {
        await abandonOld(nowMs)
        let collected = 0
        for (const blob of [...blobs.values()]) {
          const { hash, neededAtMs } = blob
          if (board.isPinned(hash) || nowMs - neededAtMs < limits.graceMs) continue
          blobs.delete(hash)
          await storage.remove(room, hash).catch((error: unknown) => {
            blobs.set(hash, blob)
            throw error
          })
          collected += 1
        }
        await storage.sweep?.(nowMs - limits.unfinishedMs)
        return collected
      }),
  }
}

function resumed({ offset, changedAtMs, ...name }: StoredUpload): Upload {
  return { name, offset, changedAtMs, turn: Promise.resolve() }
}
