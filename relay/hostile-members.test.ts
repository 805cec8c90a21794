import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import type { RelayServer } from './server.ts'
import { connectTo, type SocketClient } from './testing/over-socket.ts'
import { createOwner, recordBytesOf, tabOf } from './testing/people.ts'
import { startTestServer } from './testing/server.ts'
import { CLOSE_CODES, connectionId, streamOf } from './wire/index.ts'
import type { Ack, NackItem } from './wire/index.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const STREAM_AT = 2
const MIB = 1024 * 1024
const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
let server: RelayServer
let good: SocketClient
let bad: SocketClient

beforeEach(async () => {
  server = await startTestServer()
  good = connectTo(server.port)
  bad = connectTo(server.port)
  await good.syncAll(await good.enter(gm))
  await bad.syncAll(await bad.enter(alice))
})
afterEach(() => server.stop())

describe('a member who means harm', () => {
  test('floods the log: what is beyond the burst is refused, and others go on', async () => {
    const startedAt = performance.now()
    const record = recordBytesOf(alice, 1)
    for (let first = 1; first <= 2 * limits.recordBurst; first += 500) {
      bad.append(...Array.from({ length: 500 }, (_, index) => numbered(record, first + index)))
    }
    while (counted(bad) < 2 * limits.recordBurst) await pause()
    const seconds = (performance.now() - startedAt) / 1000
    expect(acksOf(bad).length).toBeLessThanOrEqual(
      limits.recordBurst + Math.ceil(seconds * limits.recordsPerSecond),
    )
    expect(nacksOf(bad).map(({ reason }) => reason)).toContain('too-fast')
    await goesOn()
  })

  test('sends one record a thousand times: it stands once, and nothing is held for it', async () => {
    const record = recordBytesOf(alice, 1)
    bad.append(record)
    await bad.next('ack')
    const before = await memoryBytes()
    for (let time = 0; time < 1000; time += 50) {
      bad.append(...Array.from({ length: 50 }, () => record))
    }
    while (counted(bad) < 1001) await pause()
    expect(new Set(acksOf(bad).map(({ seq }) => seq))).toEqual(new Set([1]))
    expect((await memoryBytes()) - before).toBeLessThan(8 * MIB)
    await goesOn()
  })

  test('sends what others wrote, or writes with a header that was altered', async () => {
    const ofGm = recordBytesOf(gm, 1)
    const ofOtherRoom = recordBytesOf(createOwner('other').device('mallory'), 1)
    const ofControl = recordBytesOf(alice, 1)
    new DataView(ofControl.buffer).setUint32(STREAM_AT, streamOf('control'))
    bad.append(ofGm, ofOtherRoom, ofControl, recordBytesOf(alice, 2))
    while (counted(bad) < 4) await pause()
    const reasons = nacksOf(bad).map(({ reason }) => reason)
    expect(reasons).toEqual(['not-author', 'not-author', 'not-allowed', 'gap'])
    await goesOn()
  })

  test('makes up members: nobody comes in, and nobody hears of them', async () => {
    const others = createOwner('other')
    for (const name of ['mallory', 'trudy', 'eve']) {
      const forged = { ...others.device(name), room: owner.room }
      const client = connectTo(server.port)
      await client.knock(forged)
      expect((await client.ended()).code).toBe(CLOSE_CODES.notAllowed)
    }
    const late = connectTo(server.port)
    await late.enter(gm)
    expect((await late.next('certificates')).chains).toHaveLength(2)
    await goesOn()
  })

  test('makes up tabs: none is remembered that wrote nothing', async () => {
    const before = await memoryBytes()
    for (let number = 0; number < 1000; number += 50) {
      const tabs = Array.from({ length: 50 }, (_, index) => tabOf(number + index))
      bad.append(...tabs.map((tab) => recordBytesOf(alice, 2, { tab })))
    }
    while (counted(bad) < 1000) await pause()
    expect((await memoryBytes()) - before).toBeLessThan(8 * MIB)
    await goesOn()
  })

  test('floods what is not kept: only the burst gets through', async () => {
    const startedAt = performance.now()
    const payload = new Uint8Array(limits.ephemeralBytes)
    const before = await memoryBytes()
    for (let time = 0; time < 3000; time += 1) {
      bad.send({
        type: 'ephemeral',
        connection: connectionId(0),
        stream: streamOf('table'),
        payload,
      })
    }
    bad.send({ type: 'ping' })
    await bad.next('pong')
    await goesOn()
    const seconds = (performance.now() - startedAt) / 1000
    const most = limits.ephemeralBurst + Math.ceil(seconds * limits.ephemeralsPerSecond)
    expect(good.untaken('ephemeral').length).toBeLessThanOrEqual(most)
    expect((await memoryBytes()) - before).toBeLessThan(8 * MIB + most * limits.ephemeralBytes)
  })
})

/** The record under another number; the relay cannot tell that nobody signed it. */
function numbered(record: Uint8Array, ctr: number): Uint8Array {
  const other = record.slice()
  new DataView(other.buffer).setUint32(46, ctr)
  return other
}

function acksOf({ frames }: SocketClient): Ack['items'] {
  return frames.flatMap((frame) => (frame.type === 'ack' ? frame.items : []))
}

function nacksOf({ frames }: SocketClient): readonly NackItem[] {
  return frames.flatMap((frame) => (frame.type === 'nack' ? frame.items : []))
}

function counted(client: SocketClient): number {
  return acksOf(client).length + nacksOf(client).length
}

/** Of this process, which is the relay and those who attack it. */
async function memoryBytes(): Promise<number> {
  // What buffers held is given back a while after they are found to be garbage.
  for (let round = 0; round < 3; round += 1) {
    collectGarbage()
    await pause()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

/** The good member writes and hears that it is durable. */
async function goesOn(): Promise<void> {
  good.append(recordBytesOf(gm, 1))
  const ack = await good.next('ack')
  expect(ack.items[0]?.ctr).toBe(1)
}
