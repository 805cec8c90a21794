import { createHash } from 'node:crypto'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bytesEqual } from '../../wire/index.ts'
import type { RoomId } from '../../wire/index.ts'
import { MovedOn, type SharedRoomBlobs, type UploadName } from '../../blobs/blob-storage.ts'
import { createBlobBytes } from './blob-bytes.ts'
import { decodeIndex, EMPTY_INDEX, encodeIndex, lengthOf, piecesUntil } from './blob-index.ts'
import type { BlobIndex, Bytes, IndexedUpload } from './blob-index.ts'
import type { NatsClient } from './client.ts'
import {
  BLOB_STREAM,
  blobBytesSubject,
  blobIndexSubject,
  blobPlaceOf,
  KEPT_STREAM,
} from './subjects.ts'

export interface SharedBlobsOptions {
  readonly client: NatsClient
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
}

const PLACE_BYTES = 8

/**
 * The blobs of one room as this process knows them. Bytes are stored first, then the index that names them, which NATS
 * takes only in the place of the one that is known here; bytes are removed when no index names them any more. So of two
 * processes that decide at once one has its way, and the other rejects with MovedOn for as long as it does not look again.
 */
export function openSharedBlobs(room: RoomId, options: SharedBlobsOptions): SharedRoomBlobs {
  const { client, now } = options
  const bytes = createBlobBytes(room, client)
  let known: Known = { sequence: 0, index: EMPTY_INDEX }
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    const turn = queue.then(task)
    queue = turn.catch(() => undefined)
    return turn
  }

  function change(changed: (index: BlobIndex) => BlobIndex): Promise<void> {
    return inTurn(async () => {
      const index = changed(known.index)
      const data = encodeIndex(index)
      const sequence = await client.append(blobIndexSubject(room), data, known.sequence)
      known = { index, sequence: sequence === 'moved-on' ? await mineOf(data) : sequence }
    })
  }

  /** The answer to a message may have been lost: then it stands in its own way. */
  async function mineOf(data: Uint8Array): Promise<number> {
    const last = await client.last(...indexMessageOf(room))
    if (last !== undefined && bytesEqual(last.data, data)) return last.sequence
    throw new MovedOn('Another relay changed the files of a room.')
  }

  /** Bytes that no index came to name are of no use. */
  async function withBytes(
    content: Uint8Array,
    changed: (index: BlobIndex, added: Bytes) => BlobIndex,
    present?: Bytes,
  ): Promise<void> {
    const place = present?.place ?? bytesToHex(options.random(PLACE_BYTES))
    const added = { place, pieces: await bytes.add(place, content) }
    try {
      await change((index) => changed(index, added))
    } catch (error) {
      if (error instanceof MovedOn && present === undefined) await bytes.remove(place)
      throw error
    }
  }

  async function isWhole(upload: IndexedUpload): Promise<boolean> {
    const hash = createHash('sha256')
    for await (const part of bytes.read(upload, 0, Infinity)) {
      if (part === 'missing') return false
      hash.update(part)
    }
    return hash.digest('hex') === upload.hash
  }

  function hasMoved(): Promise<boolean> {
    return inTurn(async () => (await readIndex(room, client)).sequence !== known.sequence)
  }

  /** Pins that are gone may just have been replaced; if not, it is as if nothing was ever pinned. */
  async function lookWithPins(): Promise<Uint8Array | undefined> {
    for (;;) {
      known = await inTurn(() => readIndex(room, client))
      const { pins } = known.index
      if (pins === undefined) return undefined
      const found = await bytes.readAll(pins)
      if (found !== 'missing') return found
      if (!(await hasMoved())) return undefined
    }
  }

  function find(name: UploadName): IndexedUpload | undefined {
    return known.index.uploads.find((upload) => isOf(upload, name))
  }

  async function drop(name: UploadName): Promise<void> {
    const upload = find(name)
    if (upload === undefined) return
    await change((index) => withoutUpload(index, name))
    await bytes.remove(upload.place)
  }

  return {
    async list() {
      const pins = await lookWithPins()
      const { blobs, uploads } = known.index
      return {
        blobs: blobs.map((blob) => {
          const { hash, neededAtMs } = blob
          return { hash, bytes: lengthOf(blob), neededAtMs }
        }),
        uploads: uploads.map((upload) => {
          const { hash, device, totalBytes, changedAtMs } = upload
          return { room, hash, device, totalBytes, offset: lengthOf(upload), changedAtMs }
        }),
        pins,
      }
    },

    hasMoved,

    async append(name, offset, content) {
      const { hash, device, totalBytes } = name
      const present = find(name)
      await withBytes(
        content,
        (index, { place, pieces }) => {
          const before = piecesUntil(
            index.uploads.find((one) => isOf(one, name))?.pieces ?? [],
            offset,
          )
          const all = { place, pieces: [...before, ...pieces] }
          const upload = { hash, device, totalBytes, changedAtMs: now(), ...all }
          const { uploads } = withoutUpload(index, name)
          return { ...index, uploads: [...uploads, upload] }
        },
        present,
      )
    },

    async finish(name) {
      const upload = find(name)
      if (upload === undefined || !(await isWhole(upload))) {
        await drop(name)
        return 'wrong-hash'
      }
      const { hash, place, pieces } = upload
      await change((index) => ({
        ...withoutUpload(index, name),
        blobs: [
          ...index.blobs.filter((blob) => blob.hash !== hash),
          { hash, neededAtMs: now(), place, pieces },
        ],
      }))
      return 'stored'
    },

    abandon: drop,

    touch: (_, hash, neededAtMs) =>
      change((index) => ({
        ...index,
        blobs: index.blobs.map((blob) => (blob.hash === hash ? { ...blob, neededAtMs } : blob)),
      })),

    async remove(_, hash) {
      const blob = known.index.blobs.find((one) => one.hash === hash)
      if (blob === undefined) return
      await change((index) => ({
        ...index,
        blobs: index.blobs.filter((one) => one.hash !== hash),
      }))
      await bytes.remove(blob.place)
    },

    async savePins(_, pins) {
      const before = known.index.pins
      await withBytes(pins, (index, added) => ({ ...index, pins: added }))
      if (before !== undefined) await bytes.remove(before.place)
    },

    async sweep(beforeMs) {
      const { blobs, uploads, pins } = known.index
      const named = new Set(
        [...blobs, ...uploads, ...(pins ? [pins] : [])].map(({ place }) => place),
      )
      for (const subject of await client.subjects(BLOB_STREAM, blobBytesSubject(room, '*'))) {
        const place = blobPlaceOf(subject)
        const last = named.has(place) ? undefined : await client.last(BLOB_STREAM, subject)
        if (last !== undefined && last.storedAtMs < beforeMs) await bytes.remove(place)
      }
    },
  }
}

/** The index of a room, and the stream sequence of the message it is; 0 when there is none. */
export async function readIndex(room: RoomId, client: NatsClient): Promise<Known> {
  const message = await client.last(...indexMessageOf(room))
  if (message === undefined) return { sequence: 0, index: EMPTY_INDEX }
  return { sequence: message.sequence, index: decodeIndex(message.data) }
}

interface Known {
  readonly sequence: number
  readonly index: BlobIndex
}

function indexMessageOf(room: RoomId): [stream: string, subject: string] {
  return [KEPT_STREAM, blobIndexSubject(room)]
}

function isOf(upload: IndexedUpload, { hash, device, totalBytes }: UploadName): boolean {
  return upload.hash === hash && upload.device === device && upload.totalBytes === totalBytes
}

function withoutUpload(index: BlobIndex, name: UploadName): BlobIndex {
  return { ...index, uploads: index.uploads.filter((upload) => !isOf(upload, name)) }
}
