import { describe, expect, test } from 'vitest'
import { foundSession, type SessionKeys } from '../sync/index.ts'
import { randomBytes } from '../sync/testing/device.ts'
import { join } from '../sync/testing/party.ts'
import type { AssetId } from './asset-id.ts'
import type { AssetStore } from './asset-store.ts'
import { createTestDevice } from './testing/device.ts'
import { createTestRelay } from './testing/relay.ts'
import { createTestTime } from './testing/time.ts'

const KIB = 1024

function setUp(
  limits: Parameters<typeof createTestRelay>[2] = {},
  role: 'player' | 'spectator' = 'player',
) {
  const time = createTestTime()
  const gmKeys = foundSession(randomBytes)
  const aliceKeys = join(gmKeys, role)
  const relay = createTestRelay([gmKeys, aliceKeys], time.now, limits)
  const device = (keys: SessionKeys) => createTestDevice(keys, relay, time)
  return { time, relay, gm: device(gmKeys), alice: device(aliceKeys) }
}

function contentOf(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * seed + (index >>> 8)) & 0xff)
}

async function putIn(
  store: AssetStore,
  content: Uint8Array,
  mime = 'image/webp',
): Promise<AssetId> {
  const answer = await store.put(content, mime)
  if (answer.type === 'refused') throw new Error(answer.sentence)
  return answer.id
}

async function bytesIn(store: AssetStore, id: AssetId): Promise<Uint8Array | string> {
  const answer = await store.get(id)
  return answer.type === 'got' ? new Uint8Array(await answer.blob.arrayBuffer()) : answer.type
}

describe('a file that is added', () => {
  test('is there at once with the network gone, says so, and goes up by itself later', async () => {
    const { time, relay, gm, alice } = setUp()
    relay.fault = () => 'lost'
    const store = gm.tab()
    const content = contentOf(3000)
    const id = await putIn(store, content)
    expect(await bytesIn(store, id)).toEqual(content)
    const said = new Set<string>()
    store.onStatus((changed) => said.add(store.status(changed).state))
    await time.pass(100_000)
    expect(store.status(id)).toEqual({ state: 'device' })
    expect([...said]).toEqual(['device'])
    const reader = alice.tab()
    expect(await bytesIn(reader, id)).toBe('unreachable')
    relay.fault = () => 'none'
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    const got = await reader.get(id)
    expect(got.type === 'got' && got.blob.type).toBe('image/webp')
    expect(await bytesIn(reader, id)).toEqual(content)
    expect(reader.status(id)).toEqual({ state: 'relay' })
  })

  test('goes up in parts with progress, and after a cut only the rest', async () => {
    const { time, relay, gm } = setUp({ partBytes: 256 * KIB })
    let parts = 0
    relay.fault = (method) => (method === 'PUT' && (parts += 1) > 3 ? 'lost' : 'none')
    const store = gm.tab()
    const shares: number[] = []
    store.onStatus((id) => {
      const status = store.status(id)
      if (status.state === 'uploading') shares.push(status.sentBytes / status.totalBytes)
    })
    const id = await putIn(store, contentOf(1500 * KIB))
    await time.until(() => parts > 3, 'the line is cut')
    relay.fault = () => 'none'
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    const sent = relay.requests.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0)
    const kept = (await relay.storage.list(gm.keys.room)).blobs[0]?.bytes ?? 0
    expect(sent).toBe(kept)
    expect(new Set(shares).size).toBeGreaterThan(4)
    expect(shares.filter((share) => share > 0.5).length).toBeGreaterThan(1)
  })

  test('goes on from there after the tab died in the middle', async () => {
    const { time, relay, gm } = setUp({ partBytes: 256 * KIB })
    const first = gm.tab()
    const id = await putIn(first, contentOf(1500 * KIB))
    await time.until(() => relay.requests.length > 4, 'some of it is there')
    first.die()
    const before = relay.requests.length
    const second = gm.tab()
    await time.until(() => second.status(id).state === 'relay', 'the next tab finishes it')
    const sent = relay.requests.slice(before).reduce((sum, { bodyBytes }) => sum + bodyBytes, 0)
    expect(sent).toBeLessThan(1300 * KIB)
  })

  test('twice, by two members, on two tabs, is one copy', async () => {
    const { time, relay, gm, alice } = setUp()
    const content = contentOf(20_000)
    const [left, right, hers] = [gm.tab(), gm.tab(), alice.tab()]
    const ids = await Promise.all([left, right, hers].map((store) => putIn(store, content)))
    expect(new Set(ids).size).toBe(1)
    const [id] = ids
    if (id === undefined) throw new Error('There are three ids.')
    const isSafe = (store: AssetStore) => store.status(id).state === 'relay'
    await time.until(() => [left, right, hers].every(isSafe), 'all see it safe')
    expect((await relay.storage.list(gm.keys.room)).blobs).toHaveLength(1)
    const bodies = relay.requests.filter(({ bodyBytes }) => bodyBytes > 1000)
    expect(bodies.length).toBeLessThanOrEqual(2)
  })

  test('can be nothing empty, nothing endless, and is no page or script when it comes back', async () => {
    const { gm } = setUp()
    const store = gm.tab()
    expect((await store.put(new Uint8Array(), 'image/png')).type).toBe('refused')
    const long = await store.put(new Uint8Array(130_000_000), 'image/png')
    expect(long.type === 'refused' && long.sentence).toMatch(/130 MB/)
    const id = await putIn(store, contentOf(10), 'text/html; charset=utf-8')
    const got = await store.get(id)
    expect(got.type === 'got' && got.blob.type).toBe('application/octet-stream')
  })

  test('whose adding is taken back leaves nothing', async () => {
    const { gm, relay, time } = setUp()
    const store = gm.tab()
    const stop = new AbortController()
    stop.abort(new Error('Never mind.'))
    const adding = store.put(contentOf(3000), 'image/png', { signal: stop.signal })
    await expect(adding).rejects.toThrow('Never mind.')
    await time.pass(60_000)
    expect(relay.requests).toEqual([])
    expect(await gm.cache.list()).toEqual([])
  })
})

describe('a file that is asked for', () => {
  test('comes whole over a line that breaks, the rest by range, with progress', async () => {
    const { time, relay, gm, alice } = setUp()
    const content = contentOf(900 * KIB)
    const store = gm.tab()
    const id = await putIn(store, content)
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    let cuts = 0
    relay.fault = (method) => (method === 'GET' && (cuts += 1) <= 3 ? 'cut' : 'none')
    const reader = alice.tab()
    const fractions: number[] = []
    const got = await reader.get(id, { onProgress: (fraction) => fractions.push(fraction) })
    expect(got.type).toBe('got')
    expect(Buffer.from((await bytesIn(reader, id)) as Uint8Array).equals(content)).toBe(true)
    expect(fractions.at(-1)).toBe(1)
    expect(fractions).toEqual([...fractions].sort((left, right) => left - right))
  })

  test('by many at once is fetched once; by one who leaves, not at all', async () => {
    const { time, relay, gm, alice } = setUp()
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    const reader = alice.tab()
    const gone = new AbortController()
    const before = relay.requests.length
    const asked = [reader.get(id), reader.get(id, { signal: gone.signal }), reader.get(id)]
    await Promise.resolve()
    gone.abort(new Error('Scrolled away.'))
    const answers = await Promise.allSettled(asked)
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(relay.requests.length - before).toBe(1)
  })

  test('that nobody uploaded yet is missing, and asked for again', async () => {
    const { time, relay, gm, alice } = setUp()
    relay.fault = () => 'lost'
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    relay.fault = (method) => (method === 'GET' ? 'none' : 'lost')
    const reader = alice.tab()
    expect((await reader.get(id)).type).toBe('missing')
    expect(reader.status(id).state).toBe('missing')
    relay.fault = () => 'none'
    await time.until(() => reader.status(id).state === 'away', 'it may have come')
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    expect((await reader.get(id)).type).toBe('got')
  })

  test('and was altered on the relay is not shown, nor kept', async () => {
    const { time, relay, gm, alice } = setUp()
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    const { storage } = relay
    relay.restart({
      ...storage,
      read: (...args) =>
        storage.read(...args).pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform: (part, controller) => controller.enqueue(part.map((byte) => byte ^ 1)),
          }),
        ),
    })
    expect((await alice.tab().get(id)).type).toBe('damaged')
    expect(await alice.cache.list()).toEqual([])
  })
})

describe('a device', () => {
  test('with no space keeps the file in the tab until the relay has it, and says so', async () => {
    const { time, relay, gm, alice } = setUp()
    gm.capacityBytes = 1000
    relay.fault = () => 'lost'
    const store = gm.tab()
    const content = contentOf(3000)
    const id = await putIn(store, content)
    await time.until(() => store.status(id).state === 'tab', 'it says so')
    expect(await bytesIn(store, id)).toEqual(content)
    relay.fault = () => 'none'
    await time.until(() => store.status(id).state === 'away', 'it goes up')
    expect(await bytesIn(alice.tab(), id)).toEqual(content)
    expect(await bytesIn(store, id)).toEqual(content)
  })

  test('gives up what the relay has and was used longest ago, never what only it has', async () => {
    const { time, relay, gm } = setUp()
    const store = gm.tab({ budgetBytes: 10_000 })
    const old = await putIn(store, contentOf(4000, 3))
    const used = await putIn(store, contentOf(4000, 5))
    const isSafe = (id: AssetId) => store.status(id).state === 'relay'
    await time.until(() => isSafe(old) && isSafe(used), 'both go up')
    await time.pass(120_000)
    await bytesIn(store, used)
    relay.fault = () => 'lost'
    const fresh = await putIn(store, contentOf(5000, 7))
    expect([old, used, fresh].map((id) => store.status(id).state)).toEqual([
      'away',
      'relay',
      'device',
    ])
    const more = await putIn(store, contentOf(8000, 9))
    expect([fresh, more].map((id) => store.status(id).state)).toEqual(['device', 'device'])
    expect((await gm.cache.list()).map(({ entry }) => entry.id).sort()).toEqual(
      [fresh, more].sort(),
    )
  })

  test('with a wrong clock is told the time and let in', async () => {
    const { time, relay, gm, alice } = setUp()
    relay.aheadMs = 3_600_000
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    expect((await alice.tab().get(id)).type).toBe('got')
  })
})

describe('a relay', () => {
  test('says how much room it gives a session, and nothing while it is away', async () => {
    const { relay, gm } = setUp({ roomBytes: 5000, blobBytes: 700 })
    const store = gm.tab()
    expect(await store.room()).toEqual({ allBytes: 5000, eachBytes: 700 })
    relay.fault = () => 'lost'
    expect(await gm.tab().room()).toBeUndefined()
  })

  test('whose room is full says so by its reason, and takes the file when another went', async () => {
    const { time, gm } = setUp({ roomBytes: 6000 })
    const store = gm.tab()
    const [first, second] = [
      await putIn(store, contentOf(3000)),
      await putIn(store, contentOf(3000, 7)),
    ]
    const waits = (id: AssetId) => {
      const status = store.status(id)
      return status.state === 'device' && status.reason === 'roomFull'
    }
    await time.until(() => waits(first) || waits(second), 'one of them waits')
    expect([first, second].map((id) => store.status(id).state).sort()).toEqual(['device', 'relay'])
    expect(await bytesIn(store, waits(first) ? first : second)).toBeInstanceOf(Uint8Array)
  })

  test('that was away is asked again by itself: who looks at a file hears when it is worth it', async () => {
    const { time, relay, gm, alice } = setUp()
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    relay.fault = () => 'lost'
    const reader = alice.tab()
    const toldAtMs: number[] = []
    reader.onStatus(() => toldAtMs.push(time.now()))
    const asked = reader.get(id)
    await time.pass(120_000)
    expect((await asked).type).toBe('unreachable')
    const [gaveUpAtMs = 0, againAtMs = 0] = toldAtMs.slice(-2)
    expect(againAtMs - gaveUpAtMs).toBeGreaterThanOrEqual(10_000)
    relay.fault = () => 'none'
    expect((await reader.get(id)).type).toBe('got')
  })

  test('that is full says so on the file, and gets it when there is space', async () => {
    const { time, relay, gm } = setUp()
    relay.capacityBytes = 1000
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => 'sentence' in store.status(id), 'it says why')
    expect(store.status(id)).toEqual({
      state: 'device',
      sentence: 'The disk of the relay is full.',
      reason: 'diskFull',
    })
    relay.capacityBytes = 2 ** 40
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
  })

  test('that lost its files gets them back from any device that is told what is needed', async () => {
    const { time, relay, gm, alice } = setUp()
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    const other = await putIn(store, contentOf(3000, 5))
    await time.until(() => store.status(other).state === 'relay', 'both go up')
    await time.until(() => store.status(id).state === 'relay', 'both go up')
    const reader = alice.tab()
    await reader.get(id)
    await store.close()
    relay.restart()
    reader.need([id, other])
    await time.until(() => relay.requests.at(-1)?.method === 'PUT', 'she says what is needed')
    await time.until(() => reader.status(id).state === 'relay', 'she brings it back')
    const kept = async () => (await relay.storage.list(gm.keys.room)).blobs.length
    expect(await kept()).toBe(1)
    const again = gm.tab()
    again.need([id, other])
    await time.pass(30_000)
    expect(await kept()).toBe(2)
  })

  test('keeps what is needed, and hears it again when a newer word of another tab was first', async () => {
    const { time, relay, gm } = setUp()
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    const [left, right] = [gm.tab(), gm.tab()]
    left.need([id])
    right.need([id])
    await time.pass(120_000)
    const { pins } = await relay.storage.list(gm.keys.room)
    expect(Buffer.from(pins ?? []).includes(Buffer.from(id, 'base64url').subarray(16))).toBe(true)
  })

  test('lets who only watches read, and says so when they add', async () => {
    const { time, gm, alice } = setUp({}, 'spectator')
    const store = gm.tab()
    const id = await putIn(store, contentOf(3000))
    await time.until(() => store.status(id).state === 'relay', 'it goes up')
    const watcher = alice.tab()
    expect((await watcher.get(id)).type).toBe('got')
    const own = await putIn(watcher, contentOf(100, 9))
    await time.until(() => 'sentence' in watcher.status(own), 'it says why')
    expect(watcher.status(own).state).toBe('device')
  })
})
