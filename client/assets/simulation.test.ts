import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foundSession } from '../sync/index.ts'
import { randomBytes } from '../sync/testing/device.ts'
import { join } from '../sync/testing/party.ts'
import type { AssetId } from './asset-id.ts'
import { createTestDevice, type TestTab } from './testing/device.ts'
import { createTestRelay, type Fault } from './testing/relay.ts'
import { createTestTime } from './testing/time.ts'

const KIB = 1024
const FAULTS: readonly Fault[] = ['none', 'none', 'none', 'lost', 'answer-lost', 'cut']

/** Something that happens in an evening; numbers say to whom and how much. */
const event = fc.oneof(
  { weight: 4, arbitrary: step('put', 3, 8) },
  { weight: 3, arbitrary: step('get', 3, 8) },
  { weight: 3, arbitrary: step('pass', 3, 20) },
  { weight: 2, arbitrary: step('tab dies', 3, 1) },
  { weight: 1, arbitrary: step('relay restarts', 1, 1) },
  { weight: 1, arbitrary: step('relay is full', 1, 3) },
  { weight: 1, arbitrary: step('device is full', 2, 3) },
)

function step<Name extends string>(name: Name, who: number, howMuch: number) {
  return fc.record({ name: fc.constant(name), who: fc.nat(who - 1), howMuch: fc.nat(howMuch - 1) })
}

function contentOf(number: number): Uint8Array {
  const length = 1 + ((number * 97_001) % (700 * KIB))
  return Uint8Array.from({ length }, (_, index) => (index * 13 + number + (index >>> 8)) & 0xff)
}

describe('files through an evening of accidents', () => {
  test('what was put is on the relay in the end, one copy each, and opens to itself everywhere', async () => {
    const property = fc.asyncProperty(
      fc.array(event, { maxLength: 30 }),
      fc.array(fc.nat(FAULTS.length - 1), { minLength: 1, maxLength: 40 }),
      async (events, faults) => {
        const evening = createEvening(faults)
        for (const { name, who, howMuch } of events) await evening.step(name, who, howMuch)
        await evening.end()
      },
    )
    await fc.assert(property, { numRuns: 40 })
  }, 240_000)
})

type EventName =
  'put' | 'get' | 'pass' | 'tab dies' | 'relay restarts' | 'relay is full' | 'device is full'

/** Two tabs of the GM and one of Alice, before a relay on a bad line. */
function createEvening(faults: readonly number[]) {
  const time = createTestTime()
  const gmKeys = foundSession(randomBytes)
  const relay = createTestRelay([gmKeys], time.now, { partBytes: 256 * KIB })
  const aliceKeys = join(gmKeys, 'player')
  const gm = createTestDevice(gmKeys, relay, time)
  const alice = createTestDevice(aliceKeys, relay, time)
  relay.knows(aliceKeys)
  const devices = [gm, gm, alice]
  const tabs: TestTab[] = devices.map((device) => device.tab())
  const put = new Map<AssetId, number>()
  /** Only in a tab: its device had no space, and it may die with the tab. */
  const fragile = new Set<AssetId>()
  let asked = 0
  relay.fault = () => FAULTS[faults[(asked += 1) % faults.length] ?? 0] ?? 'none'

  async function putBy(who: number, number: number): Promise<void> {
    const tab = tabs[who]
    const answer = await tab?.put(contentOf(number), 'image/webp')
    if (tab === undefined || answer?.type !== 'put') throw new Error('It could not be put.')
    const kept = await devices[who]?.cache.find(gmKeys.room, answer.id)
    if (kept === undefined && !put.has(answer.id)) fragile.add(answer.id)
    else fragile.delete(answer.id)
    put.set(answer.id, number)
  }

  async function getBy(who: number, howMuch: number): Promise<void> {
    const [id, number] = [...put][howMuch] ?? []
    if (id === undefined || number === undefined) return
    const answer = await tabs[who]?.get(id)
    expect(answer?.type).not.toBe('damaged')
    if (answer?.type === 'got') await expectContent(answer.blob, number)
  }

  return {
    async step(name: EventName, who: number, howMuch: number): Promise<void> {
      switch (name) {
        case 'put':
          return putBy(who, howMuch)
        case 'get':
          return getBy(who, howMuch)
        case 'pass':
          return time.pass(howMuch * 500)
        case 'tab dies':
          tabs[who]?.die()
          tabs[who] = devices[who]?.tab() ?? alice.tab()
          return
        case 'relay restarts':
          return relay.restart(relay.storage)
        case 'relay is full':
          relay.capacityBytes = howMuch === 0 ? 300_000 : 2 ** 40
          return
        case 'device is full':
          ;(who === 0 ? gm : alice).capacityBytes = howMuch === 0 ? 400_000 : Infinity
      }
    },

    async end(): Promise<void> {
      relay.fault = () => 'none'
      relay.capacityBytes = 2 ** 40
      gm.capacityBytes = Infinity
      alice.capacityBytes = Infinity
      for (const tab of tabs) tab.die()
      const [last, reader] = [gm.tab(), alice.tab()]
      const isUp = async () =>
        (await relay.storage.list(gmKeys.room)).blobs.length >= put.size - fragile.size
      for (let minutes = 0; minutes < 10 || !(await isUp()); minutes += 1) {
        if (minutes > 600) throw new Error('Ten hours later it is not on the relay.')
        await time.pass(60_000)
      }
      const { blobs, uploads } = await relay.storage.list(gmKeys.room)
      expect(new Set(blobs.map(({ hash }) => hash)).size).toBe(blobs.length)
      expect(uploads.length).toBeLessThanOrEqual(fragile.size * 2)
      for (const [id, number] of put) {
        for (const store of [last, reader]) {
          const answer = await store.get(id)
          if (answer.type === 'got') await expectContent(answer.blob, number)
          else expect([answer.type, fragile.has(id)]).toEqual(['missing', true])
        }
      }
      await Promise.all([last.close(), reader.close()])
    },
  }
}

async function expectContent(blob: Blob, number: number): Promise<void> {
  const bytes = Buffer.from(await blob.arrayBuffer())
  expect(bytes.equals(contentOf(number))).toBe(true)
}
