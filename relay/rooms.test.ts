import { describe, expect, test } from 'vitest'
import { CLOSE_CODES, firstHash } from './wire/index.ts'
import { createMemoryStorage } from './storage/memory.ts'
import type { RoomWrite, Storage } from './storage/storage.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')

describe('rooms of one relay', () => {
  test('a room leaves memory with its last connection and is the same when somebody comes back', async () => {
    const relay = createTestRelay()
    const first = relay.connect()
    const { epoch } = await first.enter(gm)
    first.append(recordBytesOf(gm, 1))
    await first.next('ack')
    expect([relay.rooms.roomCount, relay.rooms.connectionCount]).toEqual([1, 1])
    first.close()
    await relay.rooms.settled()
    expect([relay.rooms.roomCount, relay.rooms.connectionCount]).toEqual([0, 0])
    expect(await relay.connect().enter(gm)).toMatchObject({ epoch, head: 1 })
  })

  test('one who is refused leaves no room behind in memory', async () => {
    const relay = createTestRelay()
    const late = owner.invite('late', { expiresAtMs: 1 }).device('alice')
    await relay.connect().enter(gm)
    relay.rooms.closeAll('again')
    await relay.rooms.settled()
    const client = relay.connect()
    await client.knock(late, { create: false })
    expect((await client.ended()).code).toBe(CLOSE_CODES.inviteExpired)
    expect([relay.rooms.roomCount, relay.rooms.connectionCount]).toEqual([0, 0])
  })

  test('many who come at once find one and the same room', async () => {
    const relay = createTestRelay()
    const invite = owner.invite('link')
    const names = ['alice', 'bob', 'carol', 'dave']
    const welcomes = await Promise.all(
      names.map((name) => relay.connect().enter(invite.device(name))),
    )
    expect(new Set(welcomes.map((welcome) => welcome.epoch)).size).toBe(1)
    expect(relay.rooms.roomCount).toBe(1)
  })

  test('rooms do not hear of each other, and share one commit', async () => {
    const writes: (readonly RoomWrite[])[] = []
    const memory = createMemoryStorage()
    const storage: Storage = {
      ...memory,
      commit(batch) {
        writes.push(batch)
        return memory.commit(batch)
      },
    }
    const relay = createTestRelay({ storage })
    const otherGm = createOwner('other').device('other gm')
    const [first, second] = [relay.connect(), relay.connect()]
    await Promise.all([first.enter(gm), second.enter(otherGm)])
    writes.length = 0
    first.append(recordBytesOf(gm, 1))
    second.append(recordBytesOf(otherGm, 1))
    await Promise.all([first.next('ack'), second.next('ack')])
    expect(writes.map((batch) => batch.length)).toEqual([2])
    expect(first.frames.some(({ type }) => type === 'join')).toBe(false)
  })

  test('a commit that fails sends everybody away to try again, and forgets what was not durable', async () => {
    const memory = createMemoryStorage()
    let isBroken = false
    const storage: Storage = {
      ...memory,
      commit: (batch) => (isBroken ? Promise.reject(new Error('disk full')) : memory.commit(batch)),
    }
    const relay = createTestRelay({ storage })
    const client = relay.connect()
    await client.enter(gm)
    isBroken = true
    client.append(recordBytesOf(gm, 1))
    expect((await client.ended()).code).toBe(CLOSE_CODES.storageFailed)
    expect(client.frames.some(({ type }) => type === 'ack')).toBe(false)
    await relay.rooms.settled()
    expect(relay.rooms.roomCount).toBe(0)
    expect(relay.events).toContainEqual(expect.objectContaining({ event: 'room-failed' }))
    isBroken = false
    const again = relay.connect()
    expect(await again.enter(gm)).toMatchObject({ head: 0 })
    again.append(recordBytesOf(gm, 1))
    expect((await again.next('ack')).items).toMatchObject([{ ctr: 1, seq: 1 }])
  })

  test('a read that fails ends one connection only', async () => {
    const memory = createMemoryStorage()
    const storage: Storage = {
      ...memory,
      readStretch: () => Promise.reject(new Error('bad sector')),
    }
    const relay = createTestRelay({ storage })
    const [writer, reader] = [relay.connect(), relay.connect()]
    await writer.enter(gm)
    const welcome = await reader.enter(gm)
    writer.append(recordBytesOf(gm, 1))
    await writer.next('ack')
    await expect(reader.syncAll(welcome)).rejects.toThrow('4500')
    writer.append(recordBytesOf(gm, 2))
    await writer.next('ack')
  })

  test('one who is sent away while its cursor is answered leaves nothing behind that writes on', async () => {
    const memory = createMemoryStorage()
    let found = (): void => undefined
    const storage: Storage = {
      ...memory,
      async findRun(...which) {
        await new Promise<void>((resolve) => (found = resolve))
        return memory.findRun(...which)
      },
    }
    let queued = 0
    const slow = createTestRelay({ storage })
    const client = slow.connect({ queuedBytes: () => queued })
    const { epoch } = await client.enter(gm)
    queued = 1e9
    client.send(
      { type: 'sync', epoch, seq: 0, hash: firstHash(owner.room, epoch) },
      { type: 'append', records: [recordBytesOf(gm, 1)] },
    )
    expect((await client.ended()).code).toBe(CLOSE_CODES.tooSlow)
    expect(slow.rooms.roomCount).toBe(0)
    found()
    await new Promise((resolve) => setImmediate(resolve))
    await slow.rooms.settled()
    expect(await storage.load(owner.room)).toMatchObject({ state: { head: 0 } })
  })

  test('after a crash between write and sync, what was acknowledged is there and what was not may be sent again', async () => {
    const syncs: (() => void)[] = []
    const storage = createMemoryStorage({ sync: (done) => syncs.push(done) })
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    const flush = async () => {
      for (let count = 0; count < 4; count += 1) await turn()
      syncs.splice(0).forEach((done) => done())
    }
    const client = createTestRelay({ storage }).connect()
    const welcome = client.enter(gm)
    await flush()
    await welcome
    client.append(recordBytesOf(gm, 1))
    await flush()
    expect((await client.next('ack')).items).toMatchObject([{ seq: 1 }])
    client.append(recordBytesOf(gm, 2))
    for (let count = 0; count < 4; count += 1) await turn()
    storage.crash()
    syncs.splice(0).forEach((done) => done())

    const again = createTestRelay({ storage }).connect()
    expect(await again.enter(gm)).toMatchObject({ head: 1 })
    again.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2))
    await flush()
    await again.next('ack')
    expect(await storage.load(owner.room)).toMatchObject({ state: { head: 2 } })
  })
})
