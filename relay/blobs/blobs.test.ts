import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOwner } from '../testing/people.ts'
import { createMemoryBlobStorage } from './memory-storage.ts'
import { createTestBlobs, DAY_MS } from './testing/in-process.ts'
import { contentOf, hashOf, refusalOf } from './testing/visitor.ts'

const owner = createOwner('tavern')
const gm = owner.device('gm')
const invite = owner.invite('players')
const alice = invite.device('alice')
const watcher = owner.invite('watchers', { role: 'spectator' }).device('watcher')

async function bytesIn(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

describe('uploading', () => {
  test('[BL5] what a device sent whole is there for everybody in the room, and never changes', async () => {
    const { member } = createTestBlobs()
    const content = contentOf(3000)
    const put = await member(gm).put(content)
    expect([put.status, await put.json()]).toEqual([200, { offset: 3000, isWhole: true }])
    const got = await member(watcher).get(hashOf(content))
    expect(got.status).toBe(200)
    expect(got.headers.get('Cache-Control')).toContain('immutable')
    expect(got.headers.get('Content-Length')).toBe('3000')
    expect(got.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(await bytesIn(got)).toEqual(content)
    const again = await member(watcher).ask(
      { method: 'get', hash: hashOf(content) },
      { headers: { 'If-None-Match': got.headers.get('ETag') ?? '' } },
    )
    expect([again.status, (await bytesIn(again)).length]).toEqual([304, 0])
  })

  test('[BL6] however it is cut, repeated and begun again elsewhere, it arrives whole', async () => {
    const cuts = fc.array(fc.tuple(fc.nat(9999), fc.integer({ min: 1, max: 4000 })), {
      minLength: 1,
      maxLength: 12,
    })
    const property = fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 9000 }),
      cuts,
      fc.nat(3),
      async (content, parts, restartAt) => {
        const storage = createMemoryBlobStorage()
        let { member } = createTestBlobs({ storage })
        for (const [index, [from, length]] of parts.entries()) {
          if (index === restartAt) member = createTestBlobs({ storage }).member
          const start = from % content.length
          await member(alice).put(content, start, Math.min(content.length, start + length))
        }
        const visitor = member(alice)
        let head = await visitor.head(hashOf(content), content.length)
        while (head.status === 204) {
          const offset = Number(head.headers.get('Upload-Offset'))
          const put = await visitor.put(content, offset, Math.min(content.length, offset + 4000))
          expect(put.status).toBe(200)
          head = await visitor.head(hashOf(content), content.length)
        }
        expect(head.headers.get('Content-Length')).toBe(String(content.length))
        expect(await bytesIn(await visitor.get(hashOf(content)))).toEqual(content)
      },
    )
    await fc.assert(property, { numRuns: 60 })
  })

  test('[BL6] a part that does not join on is told where the upload stands', async () => {
    const { member } = createTestBlobs()
    const visitor = member(alice)
    const content = contentOf(5000)
    await visitor.put(content, 0, 1000)
    const answer = await visitor.put(content, 2000, 3000)
    expect(answer.headers.get('Upload-Offset')).toBe('1000')
    expect(await refusalOf(answer)).toBe('409 wrongOffset')
  })

  test('[BL7] two devices, and two tabs of one, that send the same at once end with one copy', async () => {
    const { member } = createTestBlobs()
    const content = contentOf(9000)
    const hash = hashOf(content)
    const [one, other] = [member(alice), member(gm)]
    for (const from of [0, 4000, 8000]) {
      const to = Math.min(9000, from + 4000)
      const answers = await Promise.all([one, one, other].map((tab) => tab.put(content, from, to)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    }
    expect((await one.head(hash)).status).toBe(200)
    // One copy: the room of 20,000 bytes still takes 11,000 in two blobs, and nothing after that.
    for (const [length, seed] of [
      [7000, 2],
      [4000, 3],
    ] as const) {
      const more = contentOf(length, seed)
      for (let from = 0; from < length; from += 4000) {
        expect((await one.put(more, from, Math.min(length, from + 4000))).status).toBe(200)
      }
    }
    expect(await refusalOf(await one.put(contentOf(1, 4)))).toBe('507 roomFull')
  })

  test('[BL7] what others had begun of a blob gives its space back once it is whole', async () => {
    const storage = createMemoryBlobStorage()
    const { member } = createTestBlobs({ storage })
    const content = contentOf(4000)
    await member(gm).put(content, 0, 1000)
    await member(alice).put(content)
    expect((await storage.list(gm.room)).uploads).toEqual([])
    const rest = await member(gm).put(content, 1000)
    expect(await rest.json()).toEqual({ offset: 4000, isWhole: true })
  })

  test('[BL8] content with another hash than its name is dropped, and can be sent again', async () => {
    const { member } = createTestBlobs()
    const visitor = member(alice)
    const content = contentOf(2000)
    const request = { method: 'put', hash: hashOf(content), totalBytes: 2000 } as const
    const wrong = await visitor.ask(request, { body: contentOf(2000, 7) })
    expect(await refusalOf(wrong)).toBe('422 wrongHash')
    expect((await visitor.head(hashOf(content), 2000)).headers.get('Upload-Offset')).toBe('0')
    expect((await visitor.put(content)).status).toBe(200)
  })

  test('[BL8] a device cannot spoil what another is sending', async () => {
    const { member } = createTestBlobs()
    const content = contentOf(6000)
    await member(gm).put(content, 0, 3000)
    const request = { method: 'put', hash: hashOf(content), totalBytes: 6000 } as const
    for (const offset of [0, 3000]) {
      await member(alice).ask({ ...request, offset }, { body: contentOf(3000, 9) })
    }
    expect((await member(gm).put(content, 3000)).status).toBe(200)
    expect(await bytesIn(await member(gm).get(hashOf(content)))).toEqual(content)
  })
})

describe('reading', () => {
  test('[BL9] any range of it', async () => {
    const { member } = createTestBlobs()
    const content = contentOf(3000)
    const visitor = member(gm)
    await visitor.put(content)
    const property = fc.asyncProperty(fc.nat(3500), fc.nat(3500), async (from, length) => {
      const got = await visitor.get(hashOf(content), `bytes=${from}-${from + length}`)
      expect(got.status).toBe(from < 3000 ? 206 : 416)
      if (got.status === 416) expect(got.headers.get('Content-Range')).toBe('bytes */3000')
      else expect(await bytesIn(got)).toEqual(content.subarray(from, from + length + 1))
    })
    await fc.assert(property, { numRuns: 40 })
    expect(await bytesIn(await visitor.get(hashOf(content), 'bytes=-10'))).toEqual(
      content.subarray(2990),
    )
    expect((await visitor.get(hashOf(content), 'bytes=5-1,7-9')).status).toBe(200)
  })

  test('[BL9] a page on another origin may ask first', async () => {
    const { blobs } = createTestBlobs()
    const asked = await blobs.routes.request(`/${gm.room}/pins`, { method: 'OPTIONS' })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('Authorization')
    expect(asked.headers.get('Access-Control-Allow-Methods')).toContain('PUT')
  })
})

describe('pins', () => {
  test('[BL11] what nobody pins goes when its grace is over; what is pinned or read stays', async () => {
    const { member, blobs, pass, events } = createTestBlobs()
    const visitor = member(gm)
    const [pinned, read, forgotten] = [1, 2, 3].map((seed) => contentOf(100, seed))
    if (!pinned || !read || !forgotten) throw new Error('Three contents were made.')
    for (const content of [pinned, read, forgotten]) await visitor.put(content)
    await visitor.pin(1, hashOf(pinned))
    pass(20 * DAY_MS)
    await visitor.get(hashOf(read))
    pass(20 * DAY_MS)
    await blobs.collect()
    const statuses = await Promise.all(
      [pinned, read, forgotten].map(async (content) => (await visitor.get(hashOf(content))).status),
    )
    expect(statuses).toEqual([200, 200, 404])
    expect(events).toEqual([{ event: 'blobs-collected', count: 1 }])
  })

  test('[BL11] what is let go of has its whole grace before it, also after a restart', async () => {
    const storage = createMemoryBlobStorage()
    const first = createTestBlobs({ storage })
    const content = contentOf(100)
    await first.member(gm).put(content)
    await first.member(gm).pin(1, hashOf(content))
    const later = createTestBlobs({ storage })
    later.pass(400 * DAY_MS)
    await later.blobs.collect()
    await later.member(gm).pin(2)
    later.pass(29 * DAY_MS)
    await later.blobs.collect()
    expect((await storage.list(gm.room)).blobs).toHaveLength(1)
    later.pass(2 * DAY_MS)
    await later.blobs.collect()
    expect((await storage.list(gm.room)).blobs).toHaveLength(0)
  })

  test('[BL12] a manifest with no higher counter is refused, also after a restart', async () => {
    const storage = createMemoryBlobStorage()
    expect((await createTestBlobs({ storage }).member(gm).pin(5)).status).toBe(200)
    const again = createTestBlobs({ storage }).member(gm)
    for (const counter of [4, 5]) {
      const answer = await again.pin(counter, hashOf(contentOf(1)))
      expect(((await answer.clone().json()) as { counter: number }).counter).toBe(5)
      expect(await refusalOf(answer)).toBe('409 oldManifest')
    }
    expect((await again.pin(6)).status).toBe(200)
  })

  test('[BL13] players add to what is pinned; a GM says what stays', async () => {
    const { member, blobs, pass } = createTestBlobs()
    const [hers, his, secret] = [1, 2, 3].map((seed) => contentOf(100, seed))
    if (!hers || !his || !secret) throw new Error('Three contents were made.')
    const bob = member(invite.device('bob'))
    for (const content of [hers, his, secret]) await member(gm).put(content)
    await member(gm).pin(1, hashOf(secret))
    await member(alice).pin(1, hashOf(hers))
    await bob.pin(1, hashOf(his))
    pass(40 * DAY_MS)
    await blobs.collect()
    const left = () =>
      Promise.all([hers, his, secret].map(async (one) => (await bob.head(hashOf(one))).status))
    expect(await left()).toEqual([200, 200, 200])
    await member(gm).pin(2, hashOf(secret), hashOf(his))
    pass(40 * DAY_MS)
    await blobs.collect()
    expect(await left()).toEqual([204, 200, 200])
  })

  test('[BL13] what a player pinned lately survives a GM whose device had not heard of it, also after a restart', async () => {
    const storage = createMemoryBlobStorage()
    const first = createTestBlobs({ storage })
    const hers = contentOf(100)
    await first.member(alice).put(hers)
    await first.member(alice).pin(1, hashOf(hers))
    await first.member(gm).pin(1)
    const later = createTestBlobs({ storage })
    later.pass(40 * DAY_MS)
    await later.blobs.collect()
    expect((await later.member(alice).head(hashOf(hers))).status).toBe(200)
    // She said it again a week before the GM spoke: her device was there.
    await later.member(alice).pin(2, hashOf(hers))
    later.pass(7 * DAY_MS)
    await later.member(gm).pin(2)
    later.pass(60 * DAY_MS)
    await later.blobs.collect()
    expect((await later.member(alice).head(hashOf(hers))).status).toBe(200)
  })

  test('[BL13] a GM replaces another GM at once, and everybody when players fill the board', async () => {
    const { member, blobs, pass } = createTestBlobs()
    const [old, hers] = [contentOf(100, 1), contentOf(100, 2)]
    for (const content of [old, hers]) await member(gm).put(content)
    await member(gm).pin(1, hashOf(old))
    const second = member(owner.device('second'))
    const made = (first: number) =>
      Array.from({ length: 8 }, (_, index) => hashOf(contentOf(10, first + index)))
    await member(alice).pin(1, hashOf(hers), ...made(10).slice(1))
    for (const [name, first] of [
      ['mallory', 20],
      ['trudy', 30],
    ] as const) {
      expect((await member(invite.device(name)).pin(1, ...made(first))).status).toBe(200)
    }
    await second.pin(1)
    pass(31 * DAY_MS)
    await blobs.collect()
    const statuses = [old, hers].map(async (one) => (await second.head(hashOf(one))).status)
    expect(await Promise.all(statuses)).toEqual([204, 204])
  })

  test('[BL10] a room takes as many blobs as it may have, whole or not, and then what it has goes on', async () => {
    const { member } = createTestBlobs()
    const most = 8
    const contents = Array.from({ length: most + 1 }, (_, index) => contentOf(40, index + 1))
    for (const content of contents.slice(0, most - 1)) {
      expect((await member(gm).put(content)).status).toBe(200)
    }
    const [unfinished, beyond] = contents.slice(most - 1)
    if (unfinished === undefined || beyond === undefined) throw new Error('Two are left.')
    expect((await member(alice).put(unfinished, 0, 20)).status).toBe(200)
    expect(await refusalOf(await member(gm).put(beyond))).toBe('507 roomFull')
    expect((await member(alice).put(unfinished, 20)).status).toBe(200)
    expect(await refusalOf(await member(gm).put(beyond))).toBe('507 roomFull')
    expect((await member(gm).put(contentOf(40, 1))).status).toBe(200)
  })

  test('[BL14] the answer says what the relay lacks, so that a device that has it can bring it back', async () => {
    const { member } = createTestBlobs()
    const [here, lost] = [hashOf(contentOf(50)), hashOf(contentOf(60))]
    await member(gm).put(contentOf(50))
    expect(await (await member(gm).pin(1, here, lost)).json()).toEqual({ missing: [lost] })
  })

  test('[BL10] an upload nobody goes on with gives its space back', async () => {
    const { member, blobs, pass } = createTestBlobs()
    await member(alice).put(contentOf(9000, 1), 0, 10)
    await member(alice).put(contentOf(9000, 2), 0, 10)
    expect(await refusalOf(await member(gm).put(contentOf(9000, 3), 0, 10))).toBe('507 roomFull')
    pass(2 * DAY_MS)
    await blobs.collect()
    expect((await member(gm).put(contentOf(9000, 3), 0, 10)).status).toBe(200)
  })

  test('rooms nobody uses are let go of', async () => {
    const { member, blobs } = createTestBlobs()
    await member(gm).put(contentOf(50))
    expect(blobs.roomCount).toBe(1)
    blobs.letGo()
    blobs.letGo()
    expect(blobs.roomCount).toBe(0)
    expect((await member(gm).get(hashOf(contentOf(50)))).status).toBe(200)
  })
})
