import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { keyToText } from '../wire/index.ts'
import type { RoomId } from '../wire/index.ts'
import { NoSpace } from './blob-storage.ts'
import type { BlobStorage, StoredBlob, StoredUpload, UploadName } from './blob-storage.ts'
import {
  parseFileName,
  PINS_FILE,
  roomDirectory,
  roomOfDirectory,
  uploadFile,
} from './file-names.ts'

/** Keeps blobs as files below a directory, which it makes. One process at a time may use it. */
export async function openFileBlobStorage(root: string): Promise<BlobStorage> {
  await mkdir(root, { recursive: true })

  const fileOf = (room: RoomId, name: string) => join(roomDirectory(root, room), name)
  const partOf = (upload: UploadName) => fileOf(upload.room, uploadFile(upload))

  async function makeRoom(room: RoomId): Promise<void> {
    const directory = roomDirectory(root, room)
    const made = await mkdir(directory, { recursive: true })
    if (made === undefined) return
    await syncDirectory(dirname(directory))
    await syncDirectory(root)
  }

  return {
    async list(room) {
      const directory = roomDirectory(root, room)
      const names = await namesIn(directory)
      const blobs: StoredBlob[] = []
      const uploads: StoredUpload[] = []
      for (const name of names) {
        const file = parseFileName(name)
        if (file === undefined || file.type === 'pins') continue
        const { size, mtimeMs } = await stat(join(directory, name))
        if (file.type === 'blob') blobs.push({ hash: file.hash, bytes: size, neededAtMs: mtimeMs })
        else {
          const { hash, device, totalBytes } = file
          const offset = Math.min(size, totalBytes)
          uploads.push({ room, hash, device, totalBytes, offset, changedAtMs: mtimeMs })
        }
      }
      const pins = names.includes(PINS_FILE)
        ? await readFile(join(directory, PINS_FILE))
        : undefined
      return { blobs, uploads, pins: pins && new Uint8Array(pins) }
    },

    async rooms() {
      const shelves = await namesIn(root)
      const directories = await Promise.all(shelves.map((name) => namesIn(join(root, name))))
      return directories.flat().flatMap((name) => roomOfDirectory(name) ?? [])
    },

    append: (upload, offset, bytes) =>
      withSpace(async () => {
        await makeRoom(upload.room)
        const file = await openPart(partOf(upload))
        try {
          await writeAll(file, bytes, offset)
        } finally {
          await file.close()
        }
      }),

    finish: (upload) =>
      withSpace(async () => {
        const path = partOf(upload)
        if ((await hashOf(path)) !== upload.hash) {
          await rm(path, { force: true })
          return 'wrong-hash'
        }
        const file = await open(path, 'r+')
        try {
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(path, fileOf(upload.room, upload.hash))
        await syncDirectory(dirname(path))
        return 'stored'
      }),

    abandon: (upload) => rm(partOf(upload), { force: true }),

    read(room, hash, from, to) {
      if (to <= from) return new ReadableStream({ start: (controller) => controller.close() })
      const options = { start: from, end: to - 1, highWaterMark: READ_BYTES }
      const stream = createReadStream(fileOf(room, hash), options)
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>
    },

    async touch(room, hash, neededAtMs) {
      await utimes(fileOf(room, hash), neededAtMs / 1000, neededAtMs / 1000)
    },

    remove: (room, hash) => rm(fileOf(room, hash), { force: true }),

    removeRoom: (room) => rm(roomDirectory(root, room), { recursive: true, force: true }),

    savePins: (room, pins) =>
      withSpace(async () => {
        await makeRoom(room)
        const path = fileOf(room, PINS_FILE)
        const file = await open(`${path}.new`, 'w')
        try {
          await writeAll(file, pins, 0)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(`${path}.new`, path)
        await syncDirectory(dirname(path))
      }),

    async freeBytes() {
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
  }
}

const READ_BYTES = 256 * 1024

type OpenFile = Awaited<ReturnType<typeof open>>

/** Opens for writing anywhere, making the file when it is not there, without cutting it. */
async function openPart(path: string): Promise<OpenFile> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return open(path, 'w+')
  }
}

async function writeAll(file: OpenFile, bytes: Uint8Array, offset: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const left = bytes.length - written
    const { bytesWritten } = await file.write(bytes, written, left, offset + written)
    written += bytesWritten
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  const stream = createReadStream(path, { highWaterMark: READ_BYTES })
  for await (const chunk of stream) hash.update(chunk as Buffer)
  return keyToText(new Uint8Array(hash.digest()))
}

/** A rename is durable only when the directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const file = await open(directory, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  }
}

async function withSpace<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')
    throw isFull ? new NoSpace('The disk is full.', { cause: error }) : error
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}
