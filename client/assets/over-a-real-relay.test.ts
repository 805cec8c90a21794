import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createMemoryLocks,
  createPlainSuite,
  foundSession,
  type SessionKeys,
} from '../sync/index.ts'
import {
  createTestDevice as createSyncDevice,
  eventually,
  randomBytes,
  realSchedule,
} from '../sync/testing/device.ts'
import { join } from '../sync/testing/party.ts'
import { startRelayProcess, type RelayProcess } from '../sync/testing/relay-process.ts'
import type { AssetId } from './asset-id.ts'
import { openAssetStore, type AssetStore } from './asset-store.ts'
import type { Fetch } from './asset-world.ts'
import { openAssetCache } from './open-asset-cache.ts'

const MIB = 1024 * 1024
const RARE = 'brobdingnagian'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelayProcess()
})
afterAll(() => relay.remove())

/** Opens the files of a session on a device that has a database and a subtle cryptography, as browsers have. */
async function openTab(
  keys: SessionKeys,
  name: string,
  held: Set<string>,
  fetching: Fetch = fetch,
) {
  const cache = await openAssetCache({ schedule: realSchedule, name })
  return openAssetStore({
    keys,
    relayUrl: relay.url,
    world: {
      cache,
      locks: createMemoryLocks(held),
      fetch: fetching,
      crypto: createPlainSuite(),
      subtle: globalThis.crypto.subtle,
      random: randomBytes,
      now: Date.now,
      schedule: realSchedule,
      onOnline: () => () => undefined,
    },
  })
}

/** Keys of devices that the relay has let in. */
async function comeIn(...everybody: readonly SessionKeys[]): Promise<void> {
  for (const keys of everybody) {
    const session = createSyncDevice(keys).tab(relay.connect, relay.url)
    await eventually(() => session.status.link.state === 'synced', 'the device is let in')
    await session.stop()
  }
}

async function putIn(store: AssetStore, bytes: Uint8Array): Promise<AssetId> {
  const answer = await store.put(bytes, 'image/webp')
  if (answer.type === 'refused') throw new Error(answer.sentence)
  return answer.id
}

async function bytesIn(store: AssetStore, id: AssetId): Promise<Buffer | string> {
  const answer = await store.get(id)
  return answer.type === 'got' ? Buffer.from(await answer.blob.arrayBuffer()) : answer.type
}

function map(length: number): Uint8Array {
  const rare = Buffer.from(RARE)
  return Uint8Array.from({ length }, (_, index) => rare[index % rare.length] ?? 0)
}

describe('files over a relay process', () => {
  test('a map reaches the others with the GM away, though the relay was killed in the middle', async () => {
    const gmKeys = foundSession(randomBytes)
    const aliceKeys = join(gmKeys, 'player')
    await comeIn(gmKeys, aliceKeys)
    let parts = 0
    const slow: Fetch = async (url, request) => {
      if (request.method === 'PUT' && (parts += 1) === 4) await relay.kill()
      return fetch(url, request)
    }
    const gm = await openTab(gmKeys, 'gm', new Set(), slow)
    const content = map(8 * MIB)
    const id = await putIn(gm, content)
    await eventually(() => parts >= 4, 'the relay is killed')
    expect(gm.status(id).state).not.toBe('relay')
    expect((await bytesIn(gm, id)).length).toBe(content.length)
    await relay.start()
    gm.retry()
    await eventually(() => gm.status(id).state === 'relay', 'it goes up')
    await gm.close()

    const alice = await openTab(aliceKeys, 'alice', new Set())
    const got = await bytesIn(alice, id)
    expect(Buffer.isBuffer(got) && got.equals(content)).toBe(true)
    await relay.kill()
    const later = await openTab(aliceKeys, 'alice', new Set())
    expect((await bytesIn(later, id)).length).toBe(content.length)
    await relay.start()
    await Promise.all([alice.close(), later.close()])
    expect(Buffer.from(await relay.diskBytes()).includes(RARE)).toBe(false)
    expect(relay.output()).not.toContain(RARE)
  })

  test('two tabs of a device share what it keeps, and send it once', async () => {
    const keys = foundSession(randomBytes)
    await comeIn(keys)
    const held = new Set<string>()
    let sentBytes = 0
    const counting: Fetch = (url, request) => {
      if (request.method === 'PUT') sentBytes += request.body?.length ?? 0
      return fetch(url, request)
    }
    const [left, right] = [
      await openTab(keys, 'two tabs', held, counting),
      await openTab(keys, 'two tabs', held, counting),
    ]
    const content = map(3 * MIB)
    const [id, same] = await Promise.all([putIn(left, content), putIn(right, content)])
    expect(same).toBe(id)
    const states = () => [left, right].map((tab) => tab.status(id).state)
    await eventually(() => states().every((state) => state === 'relay'), 'both see it safe')
    expect(sentBytes).toBeLessThan(3.5 * MIB)
    const other = await putIn(left, map(1000))
    expect((await bytesIn(right, other)).length).toBe(1000)
    await Promise.all([left.close(), right.close()])
  })

  test('a device of another session gets nothing', async () => {
    const [keys, thief] = [foundSession(randomBytes), foundSession(randomBytes)]
    await comeIn(keys, thief)
    const store = await openTab(keys, 'owner', new Set())
    const id = await putIn(store, map(1000))
    await eventually(() => store.status(id).state === 'relay', 'it goes up')
    const stolen = { ...thief, room: keys.room, membersKey: keys.membersKey }
    const stranger = await openTab(stolen, 'thief', new Set())
    const answer = await stranger.get(id)
    expect(answer).toEqual({ type: 'refused', sentence: 'This device is not in the room.' })
    await Promise.all([store.close(), stranger.close()])
  })
})
