import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOwner } from '../testing/people.ts'
import type { BlobStorage, UploadName } from './blob-storage.ts'
import { contentOf, hashOf } from './testing/visitor.ts'

const { room } = createOwner('tavern')
const otherRoom = createOwner('crypt').room

/** What every BlobStorage promises. Each engine's test file calls this once; `reopen` gets the same data again. */
export function describeBlobStorage(
  name: string,
  engine: {
    readonly open: () => Promise<BlobStorage>
    readonly reopen: (storage: BlobStorage) => Promise<BlobStorage>
  },
): void {
  describe(`${name} as BlobStorage`, () => {
    test('[BS1] a room nobody sent anything to has nothing', async () => {
      const storage = await engine.open()
      expect(await storage.list(room)).toEqual({ blobs: [], uploads: [], pins: undefined })
      expect(await storage.rooms()).toEqual([])
    })

    test('[BS2] an upload grows by parts, survives a restart half done, and becomes a blob that reads back', async () => {
      const property = fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 5000 }),
        fc.array(fc.nat(5000), { maxLength: 6 }),
        async (content, cuts) => {
          const before = await engine.open()
          const upload = uploadOf(content)
          const ends = [...cuts.map((cut) => cut % content.length), content.length].sort(byValue)
          let written = 0
          for (const end of ends.slice(0, -1)) {
            await before.append(upload, written, content.subarray(written, end))
            written = end
          }
          const after = await engine.reopen(before)
          const [found] = (await after.list(room)).uploads
          expect(found?.offset ?? 0).toBe(written)
          await after.append(upload, written, content.subarray(written))
          expect(await after.finish(upload)).toBe('stored')
          expect((await after.list(room)).uploads).toEqual([])
          expect(await bytesOf(after.read(room, upload.hash, 0, content.length))).toEqual(content)
        },
      )
      await fc.assert(property, { numRuns: 20 })
    })

    test('[BS3] a finished blob is there after a restart, with its length, in its room only', async () => {
      const before = await engine.open()
      const content = contentOf(3000)
      await store(before, content)
      const after = await engine.reopen(before)
      const [blob, ...more] = (await after.list(room)).blobs
      expect([blob?.hash, blob?.bytes, more]).toEqual([hashOf(content), 3000, []])
      expect((await after.list(otherRoom)).blobs).toEqual([])
      expect(await after.rooms()).toEqual([room])
    })

    test('[BS4] reads any range', async () => {
      const storage = await engine.open()
      const content = contentOf(2000)
      await store(storage, content)
      for (const [from, to] of [
        [0, 1],
        [500, 1700],
        [1999, 2000],
        [7, 7],
      ] as const) {
        const read = await bytesOf(storage.read(room, hashOf(content), from, to))
        expect(read).toEqual(content.subarray(from, to))
      }
    })

    test('[BS5] an upload with another hash is dropped and never becomes a blob', async () => {
      const storage = await engine.open()
      const upload = uploadOf(contentOf(100))
      await storage.append(upload, 0, contentOf(100, 2))
      expect(await storage.finish(upload)).toBe('wrong-hash')
      expect(await storage.list(room)).toEqual({ blobs: [], uploads: [], pins: undefined })
    })

    test('[BS6] what is written again at the same place replaces what was there', async () => {
      const storage = await engine.open()
      const content = contentOf(1000)
      const upload = uploadOf(content)
      await storage.append(upload, 0, content.subarray(0, 600))
      await storage.append(upload, 300, content.subarray(300))
      expect(await storage.finish(upload)).toBe('stored')
    })

    test('[BS7] uploads of two devices do not touch each other; one that is abandoned is gone', async () => {
      const storage = await engine.open()
      const content = contentOf(100)
      const other = { ...uploadOf(content), device: 'ffffffffffffffff' }
      await storage.append(other, 0, contentOf(50, 9))
      await store(storage, content)
      expect((await storage.list(room)).uploads.map(({ device }) => device)).toEqual([other.device])
      await storage.abandon(other)
      await storage.abandon(other)
      expect((await storage.list(room)).uploads).toEqual([])
    })

    test('[BS8] remembers when a blob was needed, removes it, and keeps pins', async () => {
      const before = await engine.open()
      const content = contentOf(10)
      await store(before, content)
      await before.touch(room, hashOf(content), 1_700_000_000_000)
      await before.savePins(room, contentOf(40))
      await before.savePins(room, contentOf(30))
      const after = await engine.reopen(before)
      const { blobs, pins } = await after.list(room)
      expect([blobs[0]?.neededAtMs, pins]).toEqual([1_700_000_000_000, contentOf(30)])
      await after.remove(room, hashOf(content))
      await after.remove(room, hashOf(content))
      expect((await after.list(room)).blobs).toEqual([])
      expect(await after.freeBytes()).toBeGreaterThan(0)
      await after.removeRoom(room)
      await after.removeRoom(room)
      expect(await after.list(room)).toEqual({ blobs: [], uploads: [], pins: undefined })
      expect(await after.rooms()).toEqual([])
    })
  })
}

/** Everything a stream brings. */
export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  )
}

function uploadOf(content: Uint8Array): UploadName {
  return { room, hash: hashOf(content), device: '0123456789abcdef', totalBytes: content.length }
}

async function store(storage: BlobStorage, content: Uint8Array): Promise<void> {
  await storage.append(uploadOf(content), 0, content)
  expect(await storage.finish(uploadOf(content))).toBe('stored')
}

function byValue(left: number, right: number): number {
  return left - right
}
