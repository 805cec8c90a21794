import { describe, expect, test } from 'vitest'
import { CLOSE_CODES, connectionId, streamOf } from './wire/index.ts'
import { createTestRelay, START_MS } from './testing/in-process.ts'
import { createOwner } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
const stream = streamOf('table')

describe('being in a room', () => {
  test('[RL18] an ephemeral frame goes to the others, not back, and is not stored', async () => {
    const relay = createTestRelay()
    const [first, second, third] = [relay.connect(), relay.connect(), relay.connect()]
    const { connection } = await first.enter(gm)
    await second.enter(alice)
    await third.enter(gm)
    first.send(ephemeral(1), ephemeral(2))
    for (const other of [second, third]) {
      expect(await other.next('ephemeral')).toEqual({ ...ephemeral(1), connection })
      expect(await other.next('ephemeral')).toEqual({ ...ephemeral(2), connection })
    }
    expect(first.frames.some(({ type }) => type === 'ephemeral')).toBe(false)
    expect(await relay.storage.load(owner.room)).toMatchObject({ state: { head: 0, bytes: 0 } })
  })

  test('[RL18] ephemeral frames above the rate are left out', async () => {
    const relay = createTestRelay({ limits: { ephemeralBurst: 2, ephemeralsPerSecond: 1 } })
    const [first, second] = [relay.connect(), relay.connect()]
    await first.enter(gm)
    await second.enter(alice)
    first.send(ephemeral(1), ephemeral(2), ephemeral(3))
    first.send({ type: 'ping' })
    await first.next('pong')
    relay.pass(1000)
    first.send(ephemeral(4))
    const heard = []
    for (let count = 0; count < 3; count += 1) heard.push((await second.next('ephemeral')).payload)
    expect(heard).toEqual([1, 2, 4].map((value) => Uint8Array.of(value)))
  })

  test('[RL18] a slow socket gets no ephemeral frames, and is closed when it falls too far behind', async () => {
    let queued = 0
    const relay = createTestRelay({ limits: { dropQueueBytes: 100, closeQueueBytes: 1000 } })
    const [first, slow] = [relay.connect(), relay.connect({ queuedBytes: () => queued })]
    await first.enter(gm)
    await slow.enter(alice)
    queued = 101
    first.send(ephemeral(1))
    first.send({ type: 'ping' })
    await first.next('pong')
    expect(slow.untaken('ephemeral')).toEqual([])
    queued = 1001
    slow.send({ type: 'ping' })
    expect((await slow.ended()).code).toBe(CLOSE_CODES.tooSlow)
    await first.next('leave')
  })

  test('[RL18] a frame that is too long or claims a connection ends the conversation', async () => {
    const relay = createTestRelay()
    const frames = [
      { ...ephemeral(1), payload: new Uint8Array(4097) },
      { ...ephemeral(1), connection: connectionId(1) },
    ]
    for (const frame of frames) {
      const client = relay.connect()
      await client.enter(gm)
      client.send(frame)
      expect((await client.ended()).code).toBe(CLOSE_CODES.malformed)
    }
  })

  test('[RL19] everybody knows who is here', async () => {
    const relay = createTestRelay()
    const [first, second] = [relay.connect(), relay.connect()]
    const here = await first.enter(gm)
    const coming = await second.enter(alice)
    expect(coming.online).toEqual([{ connection: here.connection, device: gm.keys.publicKey }])
    expect(await first.next('join')).toEqual({
      type: 'join',
      connection: coming.connection,
      device: alice.keys.publicKey,
    })
    second.close()
    expect(await first.next('leave')).toEqual({ type: 'leave', connection: coming.connection })
  })

  test('[RL19] a ping is answered with the relay’s time; too many end the conversation', async () => {
    const relay = createTestRelay({ limits: { requestBurst: 2, requestsPerSecond: 1 } })
    const client = relay.connect()
    await client.enter(gm)
    relay.pass(1234)
    client.send({ type: 'ping' })
    expect((await client.next('pong')).relayTimeMs).toBe(START_MS + 1234)
    client.send({ type: 'ping' }, { type: 'ping' })
    expect((await client.ended()).code).toBe(CLOSE_CODES.tooManyRequests)
  })

  test('a message of more frames than the limit ends the conversation', async () => {
    const relay = createTestRelay({ limits: { framesPerMessage: 3 } })
    const client = relay.connect()
    await client.enter(gm)
    client.send(ephemeral(1), ephemeral(2), { type: 'ping' })
    await client.next('pong')
    client.send(ephemeral(1), ephemeral(2), ephemeral(3), ephemeral(4))
    expect((await client.ended()).code).toBe(CLOSE_CODES.malformed)
  })

  test('a frame that only the relay sends ends the conversation', async () => {
    const relay = createTestRelay()
    const client = relay.connect()
    await client.enter(gm)
    client.send({ type: 'leave', connection: connectionId(1) })
    expect((await client.ended()).code).toBe(CLOSE_CODES.malformed)
  })
})

function ephemeral(value: number) {
  const connection = connectionId(0)
  return { type: 'ephemeral', connection, stream, payload: Uint8Array.of(value) } as const
}
