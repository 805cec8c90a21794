import { describe, expect, test } from 'vitest'
import { decodeRecord, firstHash, nextHash, streamOf } from './wire/index.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf } from './testing/people.ts'

describe('a room', () => {
  test('[RL1] numbers records without gaps, acknowledges them and sends them to everybody', async () => {
    const relay = createTestRelay()
    const owner = createOwner()
    const gm = owner.device('gm')
    const alice = owner.invite('link').device('alice')
    const first = relay.connect()
    const second = relay.connect()
    await first.syncAll(await first.enter(gm))
    const welcome = await second.enter(alice)
    await second.syncAll(welcome)

    const records = [recordBytesOf(gm, 1), recordBytesOf(gm, 2)]
    first.append(...records)

    expect((await first.next('ack')).items.map((item) => item.seq)).toEqual([1, 2])
    expect((await first.next('records')).records).toEqual(records)
    const received = await second.next('records')
    expect(received).toMatchObject({ from: 1, more: false, records })
    expect((await second.next('certificates')).chains).toEqual([gm.chain, alice.chain])
    expect((await first.next('join')).device).toEqual(alice.keys.publicKey)

    second.send({ type: 'ping' })
    const start = firstHash(owner.room, welcome.epoch)
    const end = records.reduce((hash, record) => nextHash(hash, record), start)
    expect(await second.next('pong')).toMatchObject({ head: 2, hash: end })
    expect(decodeRecord(records[0] ?? new Uint8Array())).toMatchObject({
      stream: streamOf('table'),
    })
  })
})
