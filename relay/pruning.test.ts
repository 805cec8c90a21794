import { describe, expect, test } from 'vitest'
import { streamOf } from './wire/index.ts'
import type { LogEpoch, SealedSnapshot, SnapshotId, Welcome } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import type { TestClient } from './testing/client.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf, type Device } from './testing/people.ts'
import { attestBy, snapshotAfter, upload } from './testing/snapshots.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
const DAY_MS = 86_400_000
const few: Partial<RelayLimits> = { keptRecords: 5, keptMs: 7 * DAY_MS, unattestedMs: 30 * DAY_MS }

describe('pruning', () => {
  test('[RL37] what two snapshots stand for goes when the older one is attested and the records are old enough', async () => {
    const room = await openRoom()
    await room.play(20)
    await room.snapshot(12, { attested: true })
    room.relay.pass(8 * DAY_MS)
    await room.play(20)
    await room.snapshot(40)
    expect(await room.firstKept()).toBe(13)
  })

  test('[RL37] nothing goes behind a snapshot that nobody attested, until it is old', async () => {
    const room = await openRoom()
    await room.play(20)
    await room.snapshot(12)
    room.relay.pass(8 * DAY_MS)
    await room.play(20)
    await room.snapshot(40)
    expect(await room.firstKept()).toBe(1)
    room.relay.pass(22 * DAY_MS)
    expect(await room.firstKept()).toBe(13)
  })

  test('[RL37] one that waits to be old is not put off by newer ones, and at most three are kept', async () => {
    const room = await openRoom()
    for (let week = 0; week < 8; week += 1) {
      await room.play(20)
      await room.snapshot((week + 1) * 20)
      room.relay.pass(7 * DAY_MS)
    }
    expect((await room.kept()).length).toBeLessThanOrEqual(3)
    expect(await room.firstKept()).toBeGreaterThan(20)
  })

  test('[RL37] the last records and the young ones stay', async () => {
    const room = await openRoom()
    await room.play(20)
    await room.snapshot(18, { attested: true })
    await room.snapshot(20)
    expect(await room.firstKept()).toBe(1)
    room.relay.pass(8 * DAY_MS)
    expect(await room.firstKept()).toBe(16)
  })

  test('[RL37] the age does not count when the log is nearly full', async () => {
    const record = recordBytesOf(gm, 1)
    const room = await openRoom({ roomBytes: record.length * 24 })
    await room.play(20)
    await room.snapshot(10, { attested: true })
    await room.snapshot(20)
    expect(await room.firstKept()).toBe(11)
    await room.play(12)
  })

  test('[RL37] a stream without a snapshot holds everything behind its first record', async () => {
    const room = await openRoom()
    await room.play(6)
    await room.play(1, streamOf('gm'))
    await room.play(20)
    await room.snapshot(20, { attested: true })
    room.relay.pass(8 * DAY_MS)
    await room.snapshot(27)
    expect(await room.firstKept()).toBe(7)
    await room.snapshot(25, { attested: true, stream: streamOf('gm') })
    await room.snapshot(27, { stream: streamOf('gm') })
    expect(await room.firstKept()).toBe(21)
  })

  test('[RL38] a cursor before the beginning is told so; from the base on everything is there and the chain holds', async () => {
    const room = await prunedRoom()
    const reader = room.relay.connect()
    const welcome = await reader.enter(alice)
    const { epoch, firstKept, baseHash } = welcome
    reader.send({ type: 'sync', epoch, seq: 3, hash: new Uint8Array(32) })
    expect(await reader.next('position')).toMatchObject({ verdict: 'pruned', firstKept, baseHash })
    reader.send({ type: 'sync', epoch, seq: firstKept - 1, hash: baseHash })
    expect((await reader.next('position')).verdict).toBe('matches')
    const { head } = await reader.next('live')
    const got = reader.frames.flatMap((frame) => (frame.type === 'records' ? frame.records : []))
    expect(got).toEqual(room.records.slice(firstKept - 1))
    expect(head).toBe(room.records.length)
  })

  test('[RL38] a resend of what was pruned is not taken for the same', async () => {
    const room = await prunedRoom()
    room.writer.append(recordBytesOf(gm, 2))
    expect((await room.writer.next('nack')).items).toMatchObject([{ ctr: 2, reason: 'reused' }])
    await room.play(1)
  })

  test('[RL38] the beginning is the same after everybody left and came back', async () => {
    const room = await prunedRoom()
    const before = await room.firstKept()
    room.relay.rooms.closeAll('again')
    while (room.relay.rooms.roomCount > 0) await new Promise((resolve) => setImmediate(resolve))
    expect(await room.firstKept()).toBe(before)
  })
})

async function prunedRoom() {
  const room = await openRoom()
  await room.play(20)
  await room.snapshot(12, { attested: true })
  room.relay.pass(8 * DAY_MS)
  await room.snapshot(20)
  expect(await room.firstKept()).toBe(13)
  return room
}

async function openRoom(limits: Partial<RelayLimits> = {}) {
  const relay = createTestRelay({ limits: { ...few, ...limits } })
  const [writer, witness] = [relay.connect(), relay.connect()]
  const { epoch } = await writer.enter(gm)
  await witness.enter(alice)
  const records: Uint8Array[] = []
  const newest = new Map<number, SnapshotId>()

  async function play(count: number, stream = streamOf('table')): Promise<void> {
    const next = Array.from({ length: count }, (_, index) =>
      recordBytesOf(gm, records.length + index + 1, { stream }),
    )
    records.push(...next)
    relay.pass(3_600_000)
    writer.append(...next)
    expect((await writer.next('ack')).items).toHaveLength(count)
  }

  async function snapshot(
    seq: number,
    options: { attested?: boolean; stream?: number } = {},
  ): Promise<void> {
    const stream = options.stream ?? streamOf('table')
    const made = makeSnapshot(gm, epoch, records.slice(0, seq), { stream })
    const expected = newest.get(stream)
    const expectation = expected === undefined ? {} : { expected }
    expect(await upload(writer, made, expectation)).toBe('kept')
    newest.set(stream, made.id)
    if (options.attested !== true) return
    const attester = stream === streamOf('gm') ? secondGm : alice
    const client = relay.connect()
    await client.enter(attester)
    client.send(attestBy(attester, made.id))
    expect((await client.next('snapped')).outcome).toBe('attested')
  }

  /** Somebody comes, an hour later, which is when a room looks for what may go. */
  async function visit(): Promise<{ client: TestClient; welcome: Welcome }> {
    relay.pass(3_600_000)
    await relay.connect().enter(alice)
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    const client = relay.connect()
    return { client, welcome: await client.enter(alice) }
  }

  return {
    relay,
    writer,
    records,
    play,
    snapshot,
    firstKept: async () => (await visit()).welcome.firstKept,
    async kept() {
      const { client } = await visit()
      client.send({ type: 'list', streams: [streamOf('table')] })
      return (await client.next('shelf')).snapshots.flatMap(({ kept }) => kept)
    },
  }
}

const secondGm = owner.device('gm laptop')

function makeSnapshot(
  device: Device,
  epoch: LogEpoch,
  records: readonly Uint8Array[],
  changes: Partial<SealedSnapshot>,
) {
  return snapshotAfter(device, epoch, records, changes)
}
