import { describe, expect, test } from 'vitest'
import { CLOSE_CODES, connectionId, streamOf } from './wire/index.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf, tabOf, type Device } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')

describe('rates', () => {
  test('[RL12] a device does not write faster through two connections than through one', async () => {
    const relay = createTestRelay({ limits: { recordBurst: 10, recordsPerSecond: 5 } })
    const [left, right] = [relay.connect(), relay.connect()]
    await left.enter(gm)
    await right.enter(gm)
    left.append(...recordsOf(gm, 1, 8))
    expect((await left.next('ack')).items).toHaveLength(8)
    right.append(...recordsOf(gm, 2, 8))
    expect((await right.next('ack')).items).toHaveLength(2)
    expect((await right.next('nack')).items[0]).toMatchObject({ reason: 'too-fast' })
    relay.pass(1000)
    right.append(...recordsOf(gm, 2, 8).slice(2))
    expect((await right.next('ack')).items).toHaveLength(5)
  })

  test('[RL12] coming back does not fill the allowance up while the room is in use', async () => {
    const relay = createTestRelay({ limits: { recordBurst: 10, recordsPerSecond: 1 } })
    await relay.connect().enter(alice)
    const first = relay.connect()
    await first.enter(gm)
    first.append(...recordsOf(gm, 1, 10))
    await first.next('ack')
    first.close()
    const second = relay.connect()
    await second.enter(gm)
    second.append(...recordsOf(gm, 2, 1))
    expect((await second.next('nack')).items).toMatchObject([{ reason: 'too-fast' }])
  })

  test('[RL12] a room takes only so much from all its devices together, and what was refused may come later', async () => {
    const relay = createTestRelay({ limits: { roomRecordBurst: 12, roomRecordsPerSecond: 6 } })
    const [left, right] = [relay.connect(), relay.connect()]
    await left.enter(gm)
    await right.enter(alice)
    left.append(...recordsOf(gm, 1, 10))
    await left.next('ack')
    right.append(...recordsOf(alice, 1, 10))
    expect((await right.next('ack')).items).toHaveLength(2)
    relay.pass(1000)
    right.append(...recordsOf(alice, 1, 10).slice(2))
    expect((await right.next('ack')).items).toHaveLength(6)
  })

  test('[RL18] ephemeral frames beyond the rate of a device or a room are left out, and nothing else is', async () => {
    const ofDevice = { ephemeralBurst: 5, ephemeralsPerSecond: 3 }
    const ofRoom = { roomEphemeralBurst: 5, roomEphemeralsPerSecond: 3 }
    for (const limits of [ofDevice, ofRoom]) {
      const relay = createTestRelay({ limits })
      const [sender, receiver] = [relay.connect(), relay.connect()]
      await sender.enter(gm)
      await receiver.syncAll(await receiver.enter(alice))
      const frame = {
        type: 'ephemeral',
        connection: connectionId(0),
        stream: streamOf('table'),
        payload: new Uint8Array(10),
      } as const
      sender.send(...Array.from({ length: 20 }, () => frame))
      sender.append(recordBytesOf(gm, 1))
      await receiver.next('records')
      expect(receiver.untaken('ephemeral')).toHaveLength(5)
      relay.pass(1000)
      sender.send(...Array.from({ length: 20 }, () => frame))
      sender.append(recordBytesOf(gm, 2))
      await receiver.next('records')
      expect(receiver.untaken('ephemeral')).toHaveLength(8)
    }
  })

  test('[RL41] for who reads slowly ephemeral frames are left out first, then the connection ends', async () => {
    let queued = 0
    const relay = createTestRelay({ limits: { dropQueueBytes: 100, closeQueueBytes: 1000 } })
    const sender = relay.connect()
    const slow = relay.connect({ queuedBytes: () => queued })
    await sender.enter(gm)
    await slow.syncAll(await slow.enter(alice))
    const whisper = () =>
      sender.send({
        type: 'ephemeral',
        connection: connectionId(0),
        stream: streamOf('table'),
        payload: new Uint8Array(10),
      })
    queued = 500
    whisper()
    sender.append(recordBytesOf(gm, 1))
    await slow.next('records')
    expect(slow.untaken('ephemeral')).toHaveLength(0)
    queued = 2000
    sender.append(recordBytesOf(gm, 2))
    expect((await slow.ended()).code).toBe(CLOSE_CODES.tooSlow)
    await sender.next('leave')
  })

  test('asking too often ends the connection, whatever is asked', async () => {
    const asking = [
      { type: 'ping' },
      { type: 'list', streams: [] },
      { type: 'fetch', ids: [] },
    ] as const
    for (const frame of asking) {
      const client = createTestRelay({ limits: { requestBurst: 5 } }).connect()
      await client.enter(gm)
      client.send(...Array.from({ length: 6 }, () => frame))
      expect((await client.ended()).code).toBe(CLOSE_CODES.tooManyRequests)
    }
  })
})

function recordsOf(device: Device, tab: number, count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) =>
    recordBytesOf(device, index + 1, { tab: tabOf(tab) }),
  )
}
