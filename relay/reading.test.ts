import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectionId, epochFromBytes, firstHash, nextHash, streamOf } from './wire/index.ts'
import type { Frame } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import { createMemoryStorage } from './storage/memory.ts'
import type { Storage } from './storage/storage.ts'
import { stretchOf } from './storage/stretch.ts'
import type { TestClient } from './testing/client.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf, tabOf } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')

describe('reading a room', () => {
  test('[RL13] a cursor that fits is confirmed and followed by what it lacks', async () => {
    const relay = createTestRelay()
    const records = [1, 2, 3].map((ctr) => recordBytesOf(gm, ctr))
    const writer = relay.connect()
    const { epoch } = await writer.enter(gm)
    writer.append(...records)
    await writer.next('ack')

    const [first = new Uint8Array()] = records
    const hash = nextHash(firstHash(owner.room, epoch), first)
    const reader = relay.connect()
    await reader.enter(alice)
    reader.send({ type: 'sync', epoch, seq: 1, hash })
    expect(await reader.next('position')).toMatchObject({ verdict: 'matches', epoch, head: 3 })
    expect(await reader.next('records')).toEqual({
      type: 'records',
      from: 2,
      more: false,
      records: records.slice(1),
    })
    expect(await reader.next('live')).toMatchObject({ head: 3 })
  })

  test('[RL13] a cursor of another log, beyond its end or of another history is told so, and nothing follows', async () => {
    const relay = createTestRelay()
    const client = relay.connect()
    const { epoch } = await client.enter(gm)
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    const hash = new Uint8Array(32)
    const otherEpoch = epochFromBytes(new Uint8Array(16))
    const cursors = [
      [{ epoch: otherEpoch, seq: 1, hash }, 'epoch-changed'],
      [{ epoch, seq: 2, hash }, 'behind'],
      [{ epoch, seq: 1, hash }, 'diverged'],
      [{ epoch, seq: 0, hash }, 'diverged'],
    ] as const
    for (const [cursor, verdict] of cursors) {
      client.send({ type: 'sync', ...cursor })
      expect(await client.next('position')).toMatchObject({ verdict, epoch, head: 1 })
    }
    client.append(recordBytesOf(gm, 2))
    await client.next('ack')
    expect(client.frames.some(({ type }) => type === 'records' || type === 'live')).toBe(false)
  })

  test('[RL13] a log that came back from a backup is noticed', async () => {
    const storage = createMemoryStorage()
    const writer = createTestRelay({ storage }).connect()
    const { epoch } = await writer.enter(gm)
    const records = [recordBytesOf(gm, 1), recordBytesOf(gm, 2)]
    writer.append(...records.slice(0, 1))
    await writer.next('ack')
    const image = storage.image()
    writer.append(...records.slice(1))
    await writer.next('ack')
    const start = firstHash(owner.room, epoch)
    const cursor = {
      epoch,
      seq: 2,
      hash: records.reduce((hash, next) => nextHash(hash, next), start),
    }
    storage.restore(image)

    const client = createTestRelay({ storage }).connect()
    await client.enter(gm)
    client.send({ type: 'sync', ...cursor })
    expect((await client.next('position')).verdict).toBe('behind')
    client.append(recordBytesOf(gm, 2, { keyEpoch: 7 }))
    await client.next('ack')
    client.send({ type: 'sync', ...cursor })
    expect((await client.next('position')).verdict).toBe('diverged')
  })

  test('[RL14] a log that lost a record on the disk is not read past it', async () => {
    const memory = createMemoryStorage()
    const storage: Storage = {
      ...memory,
      async readStretch(room, from, to, maxBytes) {
        const found = await memory.read(room, from, maxBytes)
        const left = found.filter(({ seq }) => seq !== 2)
        return stretchOf(left, from, to)
      },
    }
    const relay = createTestRelay({ storage })
    const client = relay.connect()
    const welcome = await client.enter(gm)
    client.append(...[1, 2, 3, 4].map((ctr) => recordBytesOf(gm, ctr)))
    await client.next('ack')
    await expect(client.syncAll(welcome)).rejects.toThrow('4510')
    expect(seqsOf(client.frames)).toEqual([1])
  })

  const written = Array.from({ length: 96 }, (_, index) => recordBytesOf(gm, index + 1))

  test('[RL14] the log comes in batches, then live, without a gap while others go on writing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 0, max: 3 }),
        async (bursts, batchBytes, slowness) => {
          const storage = slowly(createMemoryStorage(), slowness)
          const relay = createTestRelay({ storage, limits: { batchBytes } })
          const writer = relay.connect()
          await writer.enter(gm)
          const reader = relay.connect()
          const welcome = await reader.enter(alice)
          let ctr = 0
          for (const [index, burst] of bursts.entries()) {
            writer.append(...written.slice(ctr, ctr + burst))
            ctr += burst
            if (index === bursts.length >> 1) {
              const hash = firstHash(owner.room, welcome.epoch)
              reader.send({ type: 'sync', epoch: welcome.epoch, seq: 0, hash })
            }
            await new Promise((resolve) => setImmediate(resolve))
          }
          expect(await recordsUpTo(reader, ctr)).toEqual(written.slice(0, ctr))
        },
      ),
      { numRuns: 25 },
    )
  })

  test('[RL15] a second SYNC takes the place of the first', async () => {
    const relay = createTestRelay({ limits: { batchBytes: 1 } })
    const client = relay.connect()
    const { epoch } = await client.enter(gm)
    client.append(...[1, 2, 3, 4].map((ctr) => recordBytesOf(gm, ctr)))
    await client.next('ack')
    const sync = { type: 'sync', epoch, seq: 0, hash: firstHash(owner.room, epoch) } as const
    client.send(sync, sync)
    await client.next('live')
    const after = client.frames.slice(
      client.frames.findLastIndex(({ type }) => type === 'position'),
    )
    expect(seqsOf(after)).toEqual([1, 2, 3, 4])
    expect(client.untaken('live')).toEqual([])
  })

  test('[RL14] a slow reader gets the next batch when it has room, and everything in the end', async () => {
    let freed = (): void => undefined
    let queued = 1e9
    const relay = createTestRelay({ limits: { batchBytes: 1, closeQueueBytes: 1e10 } })
    const writer = relay.connect()
    const { epoch } = await writer.enter(gm)
    writer.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2))
    await writer.next('ack')
    const slow = relay.connect({
      queuedBytes: () => queued,
      drained: () => new Promise((resolve) => (freed = resolve)),
    })
    await slow.enter(alice)
    slow.send({ type: 'sync', epoch, seq: 0, hash: firstHash(owner.room, epoch) })
    await slow.next('records')
    await new Promise((resolve) => setImmediate(resolve))
    expect(seqsOf(slow.frames)).toEqual([1])
    queued = 0
    freed()
    await slow.next('live')
    expect(seqsOf(slow.frames)).toEqual([1, 2])
  })

  test('[RL17] what many write in one turn comes in one message', async () => {
    const { reader, writers } = await threeWriters()
    writers.forEach((writer, index) => {
      const tab = tabOf(index)
      writer.append(recordBytesOf(gm, 1, { tab }), recordBytesOf(gm, 2, { tab }))
    })
    await recordsUpTo(reader, 6)
    expect(reader.messages.map(recordsIn).filter((sum) => sum > 0)).toEqual([6])
  })

  test('[RL17] what many point at in one turn comes in one message, each in its own frame', async () => {
    const { reader, writers } = await threeWriters()
    const before = reader.messages.length
    writers.forEach((writer, index) => {
      writer.send(ephemeral(Uint8Array.of(index)))
    })
    await reader.next('ephemeral')
    expect(reader.messages.slice(before)).toMatchObject([
      [0, 1, 2].map((index) => ({ type: 'ephemeral', payload: Uint8Array.of(index) })),
    ])
  })

  test('[RL17] a message that would be longer than the limit is two', async () => {
    const { reader, writers } = await threeWriters({ messageBytes: 200 })
    const before = reader.messages.length
    writers.forEach((writer, index) => {
      writer.send(ephemeral(new Uint8Array(80).fill(index)))
    })
    while (reader.messages.slice(before).flat().length < 3) await reader.next('ephemeral')
    expect(reader.messages.slice(before).map((message) => message.length)).toEqual([2, 1])
  })
})

/** Three writers in one room, and a reader who has all that is there. */
async function threeWriters(limits: Partial<RelayLimits> = {}) {
  const relay = createTestRelay({ limits })
  const reader = relay.connect()
  await reader.syncAll(await reader.enter(alice))
  const writers = await Promise.all([1, 2, 3].map(async () => relay.connect()))
  for (const writer of writers) await writer.enter(gm)
  await new Promise((resolve) => setImmediate(resolve))
  return { reader, writers }
}

function ephemeral(payload: Uint8Array) {
  return {
    type: 'ephemeral',
    connection: connectionId(0),
    stream: streamOf('table'),
    payload,
  } as const
}

function recordsIn(message: readonly Frame[]): number {
  return message.reduce(
    (sum, frame) => sum + (frame.type === 'records' ? frame.records.length : 0),
    0,
  )
}

async function recordsUpTo(client: TestClient, head: number): Promise<Uint8Array[]> {
  while ((seqsOf(client.frames).at(-1) ?? 0) < head) await client.next('records')
  expect(seqsOf(client.frames)).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  return client.frames.flatMap((frame) => (frame.type === 'records' ? frame.records : []))
}

function seqsOf(frames: readonly Frame[]): number[] {
  return frames.flatMap((frame) =>
    frame.type === 'records' ? frame.records.map((_, index) => frame.from + index) : [],
  )
}

function slowly(storage: Storage, turns: number): Storage {
  return {
    ...storage,
    async readStretch(...which) {
      const stretch = await storage.readStretch(...which)
      for (let turn = 0; turn < turns; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve))
      }
      return stretch
    },
  }
}
