import { describe, expect, test } from 'vitest'
import { CLOSE_CODES, STREAM_CLASSES, streamOf } from './wire/index.ts'
import type { NackReason } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import { createMemoryStorage } from './storage/memory.ts'
import type { Storage } from './storage/storage.ts'
import type { TestClient } from './testing/client.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf, tabOf, type Device } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')

describe('writing to a room', () => {
  test('[RL7] a record of another device is refused', async () => {
    const client = await entered(alice)
    client.append(recordBytesOf(gm, 1))
    expect(await nacks(client)).toEqual([['not-author', 1, 1]])
  })

  test.each(['control', 'gm', 'gmWords', 'gmScene'] as const)(
    '[RL7] a player does not write %s',
    async (name) => {
      const client = await entered(alice)
      client.append(recordBytesOf(alice, 1, { stream: streamOf(name) }))
      expect(await nacks(client)).toEqual([['not-allowed', 1, 1]])
    },
  )

  test('[RL7] a player writes its own private stream and nobody else’s; the GM writes any', async () => {
    const mine = { stream: streamOf('private', alice.member) }
    const other = { stream: streamOf('private', alice.member ^ 1) }
    const player = await entered(alice)
    player.append(recordBytesOf(alice, 1, mine), recordBytesOf(alice, 2, other))
    expect(await acks(player)).toEqual([1])
    expect(await nacks(player)).toEqual([['not-allowed', 2, 2]])
    const master = await entered(gm)
    master.append(recordBytesOf(gm, 1, mine), recordBytesOf(gm, 2, other))
    expect(await acks(master)).toEqual([1, 2])
  })

  test('[RL7] a spectator talks, and writes nothing else', async () => {
    const carol = owner.invite('gallery', { role: 'spectator' }).device('carol')
    const client = await entered(carol)
    client.append(recordBytesOf(carol, 1, { stream: streamOf('log', 3) }))
    expect(await acks(client)).toEqual([1])
    for (const name of STREAM_CLASSES.filter((each) => each !== 'log')) {
      const stream = streamOf(name, carol.member)
      client.append(recordBytesOf(carol, 2, { stream }))
      expect([name, await nacks(client)]).toEqual([name, [['not-allowed', 2, 2]]])
    }
  })

  test('[RL8] [RL11] a gap is refused with the number expected, and so is all that follows', async () => {
    const client = await entered(gm)
    client.append(recordBytesOf(gm, 1), recordBytesOf(gm, 3), recordBytesOf(gm, 4))
    expect(await acks(client)).toEqual([1])
    expect(await nacks(client)).toEqual([
      ['gap', 3, 2],
      ['gap', 4, 2],
    ])
    client.append(recordBytesOf(gm, 2), recordBytesOf(gm, 3))
    expect(await acks(client)).toEqual([2, 3])
  })

  test('[RL8] tabs of one device count apart, also after a restart', async () => {
    const storage = createMemoryStorage()
    const first = await entered(gm, { storage })
    first.append(
      recordBytesOf(gm, 1),
      recordBytesOf(gm, 1, { tab: tabOf(2) }),
      recordBytesOf(gm, 2),
    )
    expect(await acks(first)).toEqual([1, 2, 3])
    const second = await entered(gm, { storage })
    second.append(recordBytesOf(gm, 3), recordBytesOf(gm, 3, { tab: tabOf(2) }))
    expect(await acks(second)).toEqual([4])
    expect(await nacks(second)).toEqual([['gap', 3, 2]])
  })

  test('[RL9] a resend is acknowledged with its old position, before and after a restart', async () => {
    const storage = createMemoryStorage()
    const records = [1, 2, 3].map((ctr) => recordBytesOf(gm, ctr))
    const first = await entered(gm, { storage })
    first.append(...records)
    first.append(...records)
    expect(await acks(first)).toEqual([1, 2, 3, 1, 2, 3])
    const second = await entered(gm, { storage })
    second.append(...records, recordBytesOf(gm, 4))
    expect((await acks(second)).sort()).toEqual([1, 2, 3, 4])
  })

  test('[RL9] a resend while the first is on its way to the disk waits for the same moment', async () => {
    const syncs: (() => void)[] = []
    const storage = createMemoryStorage({ sync: (done) => syncs.push(done) })
    const client = await enteredBy(gm, { storage }, syncs)
    client.append(recordBytesOf(gm, 1))
    await turns()
    client.append(recordBytesOf(gm, 1), recordBytesOf(gm, 1, { keyEpoch: 9 }))
    expect(await nacks(client)).toEqual([['reused', 1, 2]])
    expect(client.frames.some((frame) => frame.type === 'ack')).toBe(false)
    const isAcked = acks(client)
    await drain(syncs)
    expect(await isAcked).toEqual([1, 1])
  })

  test('[RL9] a number that stands for other bytes is not taken for a resend', async () => {
    const storage = createMemoryStorage()
    const first = await entered(gm, { storage })
    first.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2))
    expect(await acks(first)).toEqual([1, 2])
    first.append(recordBytesOf(gm, 1, { keyEpoch: 9 }), recordBytesOf(gm, 2, { keyEpoch: 9 }))
    expect(await nacks(first)).toEqual([
      ['reused', 1, 3],
      ['reused', 2, 3],
    ])
  })

  test('[RL10] [RL16] nobody hears of a record before it is durable', async () => {
    const syncs: (() => void)[] = []
    const storage = createMemoryStorage({ sync: (done) => syncs.push(done) })
    const client = await enteredBy(gm, { storage }, syncs)
    client.append(recordBytesOf(gm, 1))
    await turns()
    client.send({ type: 'ping' })
    expect((await client.next('pong')).head).toBe(0)
    expect(client.frames.some(({ type }) => type === 'ack' || type === 'records')).toBe(false)
    await drain(syncs)
    expect(await acks(client)).toEqual([1])
    expect(await storage.load(owner.room)).toMatchObject({ state: { head: 1 } })
  })

  test('[RL12] a record that is too large is refused, the room stays', async () => {
    const client = await entered(gm, { limits: { recordBytes: 300 } })
    client.append(recordBytesOf(gm, 1, { ciphertext: new Uint8Array(400) }), recordBytesOf(gm, 1))
    expect(await nacks(client)).toEqual([['too-large', 1, 1]])
    expect(await acks(client)).toEqual([1])
  })

  test('[RL12] a room that is full takes nothing more', async () => {
    const client = await entered(gm, { limits: { roomBytes: 500 } })
    client.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2), recordBytesOf(gm, 3))
    expect(await acks(client)).toEqual([1, 2])
    expect(await nacks(client)).toEqual([['room-full', 3, 3]])
  })

  test('[RL12] what comes too fast is refused for now and taken later', async () => {
    const relay = createTestRelay({ limits: { recordBurst: 2, recordsPerSecond: 1 } })
    const client = relay.connect()
    await client.enter(gm)
    client.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2), recordBytesOf(gm, 3))
    expect(await acks(client)).toEqual([1, 2])
    expect(await nacks(client)).toEqual([['too-fast', 3, 3]])
    relay.pass(1000)
    client.append(recordBytesOf(gm, 3))
    expect(await acks(client)).toEqual([3])
  })

  test('tabs that are made up and write nothing are not remembered', async () => {
    const asked: string[] = []
    const memory = createMemoryStorage()
    const storage: Storage = {
      ...memory,
      findRun(room, device, tab, ctr) {
        asked.push(tab)
        return memory.findRun(room, device, tab, ctr)
      },
    }
    const client = await entered(gm, { storage })
    for (const expected of [1, 2]) {
      client.append(recordBytesOf(gm, 7, { tab: tabOf(9) }))
      expect(await nacks(client)).toEqual([['gap', 7, 1]])
      expect(asked).toHaveLength(expected)
    }
    client.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2))
    await acks(client)
    client.append(recordBytesOf(gm, 3))
    await acks(client)
    expect(asked).toEqual([tabOf(9), tabOf(9), tabOf(1)])
  })

  test('bytes that are no record end the connection, not the room', async () => {
    const relay = createTestRelay()
    const [bad, good] = [relay.connect(), relay.connect()]
    await bad.enter(alice)
    await good.enter(gm)
    bad.append(new Uint8Array(40))
    expect((await bad.ended()).code).toBe(CLOSE_CODES.malformed)
    good.append(recordBytesOf(gm, 1))
    expect(await acks(good)).toEqual([1])
  })
})

type Options = { storage?: Storage; limits?: Partial<RelayLimits> }

async function entered(device: Device, options: Options = {}): Promise<TestClient> {
  const client = createTestRelay(options).connect()
  await client.enter(device)
  return client
}

/** Enters a room whose disk syncs only when told. */
async function enteredBy(
  device: Device,
  options: Options,
  syncs: (() => void)[],
): Promise<TestClient> {
  const client = createTestRelay(options).connect()
  const welcome = client.enter(device)
  await drain(syncs)
  await client.syncAll(await welcome)
  return client
}

async function drain(syncs: (() => void)[]): Promise<void> {
  await turns()
  while (syncs.length > 0) {
    syncs.splice(0).forEach((done) => done())
    await turns()
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Positions of everything acknowledged by now and not asked for before. */
async function acks(client: TestClient): Promise<number[]> {
  const first = await client.next('ack')
  await turns()
  const rest = await Promise.all(client.untaken('ack').map(() => client.next('ack')))
  return [first, ...rest].flatMap((frame) => frame.items.map((item) => item.seq))
}

async function nacks(client: TestClient): Promise<[NackReason, number, number][]> {
  const first = await client.next('nack')
  await turns()
  const rest = await Promise.all(client.untaken('nack').map(() => client.next('nack')))
  return [first, ...rest].flatMap((frame) =>
    frame.items.map(({ reason, ctr, expectedCtr }): [NackReason, number, number] => [
      reason,
      ctr,
      expectedCtr,
    ]),
  )
}
