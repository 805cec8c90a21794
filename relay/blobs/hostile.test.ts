import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOwner, keysOf } from '../testing/people.ts'
import { encodeBlobPass, signEd25519 } from '../wire/index.ts'
import { createMemoryBlobStorage } from './memory-storage.ts'
import { createTestBlobs, smallLimits } from './testing/in-process.ts'
import { contentOf, hashOf, refusalOf, type Visitor } from './testing/visitor.ts'

const owner = createOwner('tavern')
const gm = owner.device('gm')
const alice = owner.invite('players').device('alice')
const watcher = owner.invite('watchers', { role: 'spectator' }).device('watcher')
const other = createOwner('crypt').device('thief')
const content = contentOf(1000)
const hash = hashOf(content)

/** Everything a visitor could ask for. */
function everything(visitor: Visitor): Promise<string[]> {
  const asked = [visitor.get(hash), visitor.put(content), visitor.pin(1, hash)]
  return Promise.all(asked.map(async (response) => refusalOf(await response)))
}

describe('a stranger', () => {
  test('[BL1] is told the same whether or not room and blob are there, and leaves nothing behind', async () => {
    const storage = createMemoryBlobStorage()
    const relay = createTestBlobs({ storage })
    await relay.member(gm).put(content)
    const before = await storage.rooms()
    const inRoom = relay.stranger({ ...other, room: gm.room })
    const nowhere = relay.stranger({ ...other, room: createOwner('nowhere').room })
    const answers = [await everything(inRoom), await everything(nowhere)]
    expect(answers.flat()).toEqual(Array(6).fill('403 notAMember'))
    expect((await inRoom.head(hash, 1000)).headers.get('Upload-Offset')).toBeNull()
    expect((await inRoom.head(hash, 1000)).status).toBe(403)
    expect(await storage.rooms()).toEqual(before)
  })

  test('[BL1] that asks on and on costs no reading of the room each time', async () => {
    const relay = createTestBlobs()
    relay.member(gm)
    const before = relay.readings()
    for (let times = 0; times < 100; times += 1) await relay.stranger(other).get(hash)
    const inRoom = relay.stranger({ ...other, room: gm.room })
    for (let times = 0; times < 100; times += 1) await inRoom.get(hash)
    expect(relay.readings() - before).toBeLessThan(50)
    relay.pass(1000)
    expect((await relay.member(alice).get(hash)).status).toBe(404)
  })

  test('[BL1] who has many unknown devices looked up is told to wait; members there are not', async () => {
    const rate = { strangerBurst: 20, strangersPerSecond: 3 }
    const { member, stranger, pass } = createTestBlobs({ limits: rate })
    await member(gm).put(content)
    const knock = async (first: number) => {
      const refusals: string[] = []
      for (let number = first; number < first + 60; number += 1) {
        const answer = await stranger(createOwner(`room ${number}`).device('x')).get(hash)
        refusals.push(await refusalOf(answer))
      }
      return refusals
    }
    const isRefused = (refusal: string) => refusal === '403 notAMember'
    const atOnce = await knock(0)
    const lookedUp = atOnce.filter(isRefused).length
    expect(lookedUp).toBeLessThan(25)
    expect(atOnce.filter((refusal) => refusal === '429 tooFast')).toHaveLength(60 - lookedUp)
    expect((await member(gm).get(hash)).status).toBe(200)
    pass(2000)
    expect((await knock(60)).filter(isRefused)).toHaveLength(6)
  })

  test('[BL1] without a signature, or with a damaged one, gets nothing', async () => {
    const { blobs, member } = createTestBlobs()
    await member(gm).put(content)
    const pass = encodeBlobPass({
      device: gm.keys.publicKey,
      expiresAtMs: 1_800_000_001_000,
      bodyHash: new Uint8Array(32),
      signature: signEd25519(new Uint8Array(), gm.keys.secretKey),
    })
    for (const Authorization of ['', 'Basic Z206Z20=', 'DungeonLab', `${pass}A`, pass]) {
      const response = await blobs.routes.request(`/${gm.room}/${hash}`, {
        headers: { Authorization },
      })
      expect(await refusalOf(response)).toBe('401 notSigned')
    }
  })
})

describe('a signature', () => {
  test('[BL2] counts for one method, room, hash, offset, length and body only', async () => {
    const { member } = createTestBlobs()
    const visitor = member(alice)
    const put = { method: 'put', hash, totalBytes: 1000 } as const
    const lies = [
      { method: 'get' },
      { room: other.room },
      { hash: hashOf(contentOf(5)) },
      { offset: 1 },
      { totalBytes: 999 },
    ] as const
    for (const signed of lies) {
      expect(await refusalOf(await visitor.ask(put, { body: content }, signed))).toBe(
        '401 notSigned',
      )
    }
    const signed = { bodyHash: new Uint8Array(32) }
    expect(await refusalOf(await visitor.ask(put, { body: content }, signed))).toBe('400 wrongBody')
    expect((await visitor.head(hash, 1000)).status).toBe(204)
  })

  test('[BL2] of a member of one room opens no other', async () => {
    const { member } = createTestBlobs()
    await member(gm).put(content)
    const thief = member(other)
    const answer = await thief.ask({ method: 'get', hash, room: gm.room })
    expect(await refusalOf(answer)).toBe('403 notAMember')
  })

  test('[BL3] is over when its time is, and may not be valid for long', async () => {
    const { member, now } = createTestBlobs()
    await member(gm).put(content)
    for (const leftMs of [-1, 0, smallLimits.passMs + 1]) {
      const request = { method: 'get', hash, expiresAtMs: now() + leftMs } as const
      const answer = await member(gm).ask(request)
      expect(((await answer.clone().json()) as { relayTimeMs: number }).relayTimeMs).toBe(now())
      expect(await refusalOf(answer)).toBe('401 expired')
    }
  })

  test('[BL12] of somebody else’s manifest is worth nothing', async () => {
    const { member } = createTestBlobs()
    const stolen = keysOf('somebody')
    const visitor = member({ ...alice, keys: alice.keys })
    expect((await visitor.pin(1)).status).toBe(200)
    const forged = member({ ...gm, keys: { ...stolen, publicKey: gm.keys.publicKey } })
    expect(await refusalOf(await forged.pin(9))).toBe('401 notSigned')
  })
})

describe('a member with a modified client', () => {
  test('[BL4] who only watches may read and nothing else', async () => {
    const { member } = createTestBlobs()
    await member(gm).put(content)
    expect((await member(watcher).get(hash)).status).toBe(200)
    expect(await refusalOf(await member(watcher).put(contentOf(5)))).toBe('403 notAllowed')
    expect(await refusalOf(await member(watcher).pin(1))).toBe('403 notAllowed')
  })

  test('[BL10] meets every limit with one clear refusal', async () => {
    const { member } = createTestBlobs()
    const visitor = member(alice)
    const { blobBytes, partBytes, uploadsPerDevice } = smallLimits
    const tooLong = contentOf(blobBytes + 1)
    expect(await refusalOf(await visitor.put(tooLong, 0, 10))).toBe('413 tooLarge')
    const wide = contentOf(partBytes + 1)
    expect(await refusalOf(await visitor.put(wide))).toBe('413 tooLarge')
    for (let seed = 1; seed <= uploadsPerDevice; seed += 1) {
      expect((await visitor.put(contentOf(100, seed), 0, 10)).status).toBe(200)
    }
    const more = await visitor.put(contentOf(100, 99), 0, 10)
    expect(await refusalOf(more)).toBe('507 tooManyUploads')
  })

  test('[BL10] cannot send more, or less, than it said', async () => {
    const { member } = createTestBlobs()
    const request = { method: 'put', hash, totalBytes: 900 } as const
    const long = await member(alice).ask(request, { body: content })
    expect(await refusalOf(long)).toBe('400 malformed')
    const none = await member(alice).ask({ ...request, totalBytes: 0 })
    expect(await refusalOf(none)).toBe('400 malformed')
  })

  test('[BL10] who asks too often is told to wait', async () => {
    const limits = { requestBurst: 3, requestsPerSecond: 1 }
    const { member, pass } = createTestBlobs({ limits })
    const visitor = member(alice)
    const statuses = []
    for (let times = 0; times < 4; times += 1) statuses.push((await visitor.get(hash)).status)
    expect(statuses).toEqual([404, 404, 404, 429])
    pass(1000)
    expect((await visitor.get(hash)).status).toBe(404)
  })

  test('[BL10] finds no path out of the room', async () => {
    const { blobs, member } = createTestBlobs()
    await member(gm).put(content)
    const tricks = [
      `/${gm.room}/../${hash}`,
      `/${gm.room}/..%2f..%2fetc%2fpasswd`,
      `/${gm.room}/%00`,
      `/${gm.room}/${hash.toUpperCase()}`,
      `/${gm.room}/${hash}.part`,
      `/${gm.room}/${hash}/more`,
      `/../${gm.room}/${hash}`,
      `/${gm.room}%2f${hash}/x`,
      '/',
      '/pins',
    ]
    for (const path of tricks) {
      for (const method of ['GET', 'PUT', 'DELETE', 'POST']) {
        const response = await blobs.routes.request(path, { method })
        expect([400, 401, 404]).toContain(response.status)
      }
    }
  })

  test('[BL10] numbers that are none, and manifests of noise, are refused and nothing breaks', async () => {
    const { member } = createTestBlobs()
    const visitor = member(alice)
    for (const text of ['-1', '1e9', '9'.repeat(20), 'NaN', '']) {
      const headers = { 'Upload-Offset': text }
      const answer = await visitor.ask({ method: 'put', hash }, { body: content, headers })
      expect([400, 401]).toContain(answer.status)
    }
    const noise = fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (body) => {
      const answer = await member(gm).ask({ method: 'pins' }, { body })
      expect([400, 429]).toContain(answer.status)
    })
    await fc.assert(noise, { numRuns: 50 })
    expect((await visitor.put(content)).status).toBe(200)
  })
})

describe('a full disk', () => {
  test('[BL15] is refused with a reason, loses nothing, and is over by itself', async () => {
    let capacity = 6000
    const { member } = createTestBlobs({ capacityBytes: () => capacity })
    const visitor = member(alice)
    const long = contentOf(9000)
    expect((await visitor.put(long, 0, 4000)).status).toBe(200)
    expect(await refusalOf(await visitor.put(long, 4000, 8000))).toBe('507 diskFull')
    expect((await visitor.head(hashOf(long), 9000)).headers.get('Upload-Offset')).toBe('4000')
    capacity = 20_000
    expect((await visitor.put(long, 4000, 8000)).status).toBe(200)
    expect((await visitor.put(long, 8000)).status).toBe(200)
  })

  test('[BL15] met in the middle of a write takes up nothing', async () => {
    const storage = createMemoryBlobStorage({ capacityBytes: () => 5000 })
    const limits = { reservedDiskBytes: 0 }
    const roomy = { ...storage, freeBytes: async () => 1e12 }
    const { member } = createTestBlobs({ storage: roomy, limits })
    for (let seed = 1; seed < 9; seed += 1) {
      const answer = await member(alice).put(contentOf(9000, seed), 0, 4000)
      if (seed > 1) expect(await refusalOf(answer)).toBe('507 diskFull')
    }
  })

  test('[BL15] a storage that fails is said to fail, and used again', async () => {
    const storage = createMemoryBlobStorage()
    let isBroken = true
    const flaky = {
      ...storage,
      append: (...args: Parameters<typeof storage.append>) =>
        isBroken ? Promise.reject(new Error('The cable is loose.')) : storage.append(...args),
    }
    const { member, events } = createTestBlobs({ storage: flaky })
    expect(await refusalOf(await member(alice).put(content))).toBe('500 storageFailed')
    expect(events.map(({ event }) => event)).toEqual(['blobs-failed'])
    isBroken = false
    expect((await member(alice).put(content)).status).toBe(200)
  })
})
