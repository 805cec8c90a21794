import { MovedOn, NoSpace } from '../../blobs/blob-storage.ts'
import type { BlobStorage, SharedRoomBlobs } from '../../blobs/blob-storage.ts'
import type { BlobHash, RoomId } from '../../wire/index.ts'
import { StorageFull } from '../storage.ts'
import { createBlobBytes } from './blob-bytes.ts'
import { EMPTY_INDEX, encodeIndex } from './blob-index.ts'
import { openSharedBlobs, readIndex, type SharedBlobsOptions } from './shared-blobs.ts'
import {
  BLOB_STREAM,
  BLOBS_CHECK_SUBJECT,
  blobBytesSubject,
  blobIndexSubject,
  BLOB_INDEX_SUBJECTS,
  KEPT_STREAM,
  roomOfBlobIndex,
} from './subjects.ts'

/** Blobs in NATS JetStream, which any relay may add to, read and remove: see `shared-blobs.ts`. */
export function createNatsBlobStorage(options: SharedBlobsOptions): BlobStorage {
  const { client } = options
  const share = (room: RoomId) => withNoSpace(openSharedBlobs(room, options))

  /** For callers that decide nothing by what they know of the room. */
  async function alone<Answer>(
    room: RoomId,
    work: (blobs: SharedRoomBlobs) => Promise<Answer>,
  ): Promise<Answer> {
    const blobs = share(room)
    for (;;) {
      await blobs.list()
      try {
        return await work(blobs)
      } catch (error) {
        if (!(error instanceof MovedOn)) throw error
      }
    }
  }

  async function* bytesOf(room: RoomId, hash: BlobHash, from: number, to: number) {
    const { index } = await readIndex(room, client)
    const blob = index.blobs.find((one) => one.hash === hash)
    if (blob === undefined) throw new Error('A file is no longer there.')
    for await (const part of createBlobBytes(room, client).read(blob, from, to)) {
      if (part === 'missing') throw new Error('A piece of a file is missing.')
      yield part
    }
  }

  return {
    share,
    list: (room) => share(room).list(),

    async rooms() {
      const subjects = await client.subjects(KEPT_STREAM, BLOB_INDEX_SUBJECTS)
      return subjects.map(roomOfBlobIndex)
    },

    append: (upload, offset, bytes) =>
      alone(upload.room, (blobs) => blobs.append(upload, offset, bytes)),
    finish: (upload) => alone(upload.room, (blobs) => blobs.finish(upload)),
    abandon: (upload) => alone(upload.room, (blobs) => blobs.abandon(upload)),
    read: (room, hash, from, to) => streamOf(bytesOf(room, hash, from, to)),
    touch: (room, hash, neededAtMs) => alone(room, (blobs) => blobs.touch(room, hash, neededAtMs)),
    remove: (room, hash) => alone(room, (blobs) => blobs.remove(room, hash)),
    savePins: (room, pins) => alone(room, (blobs) => blobs.savePins(room, pins)),

    /** What is begun meanwhile lies behind what is removed here, or is not taken because it expected the old index. */
    async removeRoom(room) {
      const before = await client.store(BLOBS_CHECK_SUBJECT, new Uint8Array())
      for (;;) {
        const { sequence } = await readIndex(room, client)
        if (sequence === 0) break
        const nothing = encodeIndex(EMPTY_INDEX)
        const emptied = await client.append(blobIndexSubject(room), nothing, sequence)
        if (emptied === 'moved-on') continue
        await client.remove(KEPT_STREAM, blobIndexSubject(room), emptied + 1)
        break
      }
      if (before > 1) await client.remove(BLOB_STREAM, blobBytesSubject(room, '*'), before)
    },

    freeBytes: client.freeBytes,
  }
}

/** A full NATS, in the words of blobs. */
function withNoSpace(blobs: SharedRoomBlobs): SharedRoomBlobs {
  async function asked<Answer>(work: Promise<Answer>): Promise<Answer> {
    try {
      return await work
    } catch (error) {
      throw error instanceof StorageFull ? new NoSpace('NATS is full.', { cause: error }) : error
    }
  }
  return {
    ...blobs,
    append: (...words) => asked(blobs.append(...words)),
    finish: (...words) => asked(blobs.finish(...words)),
    savePins: (...words) => asked(blobs.savePins(...words)),
  }
}

function streamOf(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: () => void parts.return(undefined),
  })
}
