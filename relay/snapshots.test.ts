import { describe, expect, test } from 'vitest'
import { CLOSE_CODES, streamOf, type SnapshotId } from './wire/index.ts'
import type { RelayLimits } from './limits.ts'
import { createMemoryStorage } from './storage/memory.ts'
import { createTestRelay, type TestRelay } from './testing/in-process.ts'
import { createOwner, keysOf, recordBytesOf, type Device } from './testing/people.ts'
import { attestBy, download, snapshotAfter, upload } from './testing/snapshots.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
const bob = owner.invite('link').device('bob')
const records = Array.from({ length: 10 }, (_, index) => recordBytesOf(gm, index + 1))

describe('storing snapshots', () => {
  test('[RL30] one is offered, sent in pieces, announced to all when durable, and read back by anybody', async () => {
    const { relay, epoch, writer } = await playedRoom()
    const reader = relay.connect()
    await reader.enter(bob)
    const ciphertext = new Uint8Array(300_000).map((_, index) => index * 7)
    const snapshot = snapshotAfter(gm, epoch, records, { ciphertext })
    expect(await upload(writer, snapshot, { pieceBytes: 100_000 })).toBe('kept')

    const [kept] = (await reader.next('shelf')).snapshots
    expect(kept).toMatchObject({ stream: streamOf('table'), kept: [{ id: snapshot.id }] })
    const bytes = await download(reader, snapshot.id, snapshot.bytes.length)
    expect(bytes.equals(snapshot.bytes)).toBe(true)
  })

  test('[RL30] what the relay kept is there after a restart', async () => {
    const storage = createMemoryStorage()
    const { epoch, writer } = await playedRoom({ storage })
    const snapshot = snapshotAfter(gm, epoch, records)
    await upload(writer, snapshot)
    writer.send(attestBy(gm, snapshot.id))

    const later = createTestRelay({ storage }).connect()
    await later.enter(alice)
    later.send({ type: 'list', streams: [] })
    expect(await later.next('shelf')).toMatchObject({
      more: false,
      snapshots: [{ kept: [{ id: snapshot.id, attestations: [] }] }],
    })
  })

  test('[RL30] one that a crash met on its way to the disk was not said to be kept, and is not there', async () => {
    const syncs: (() => void)[] = []
    let isHeld = false
    const storage = createMemoryStorage({ sync: (done) => (isHeld ? syncs.push(done) : done()) })
    const { epoch, writer } = await playedRoom({ storage })
    isHeld = true
    void upload(writer, snapshotAfter(gm, epoch, records))
    while (syncs.length === 0) await new Promise((resolve) => setImmediate(resolve))
    storage.crash()
    isHeld = false
    expect(writer.frames.filter(({ type }) => type === 'snapped')).toHaveLength(1)
    expect((await storage.load(owner.room))?.snapshots).toEqual([])
  })

  test('[RL31] a header that is not right is refused before anything is sent', async () => {
    const { relay, epoch, writer } = await playedRoom({ limits: { snapshotBytes: 5000 } })
    const player = relay.connect()
    await player.enter(alice)
    const wrongHash = snapshotAfter(gm, epoch, [...records.slice(1), recordBytesOf(gm, 99)])
    const tooFar = snapshotAfter(gm, epoch, [...records, ...records])
    const nothing = snapshotAfter(gm, epoch, [])
    const large = snapshotAfter(gm, epoch, records, { ciphertext: new Uint8Array(5000) })
    const secret = snapshotAfter(alice, epoch, records, { stream: streamOf('gm') })
    expect(await upload(writer, wrongHash)).toBe('diverged')
    expect(await upload(writer, tooFar)).toBe('diverged')
    expect(await upload(writer, nothing)).toBe('outdated')
    expect(await upload(writer, large)).toBe('too-large')
    expect(await upload(player, secret)).toBe('not-allowed')
    expect(await upload(player, snapshotAfter(gm, epoch, records))).toBe('not-allowed')
  })

  test('[RL32] of two that were made from the same state only the first is kept, however they overlap', async () => {
    const { relay, epoch, writer } = await playedRoom()
    const player = relay.connect()
    await player.enter(alice)
    const [first, second] = [gm, alice].map((device) => snapshotAfter(device, epoch, records))
    if (first === undefined || second === undefined) throw new Error('Two snapshots are needed.')
    const outcomes = await Promise.all([upload(writer, first), upload(player, second)])
    expect(outcomes.sort()).toEqual(['kept', 'outdated'])
    expect(await upload(player, second, { expected: first.id })).toBe('outdated')
    expect(await upload(writer, snapshotAfter(gm, epoch, records.slice(0, 5)))).toBe('outdated')
  })

  test('[RL33] parts that are not what was announced leave nothing behind', async () => {
    const { epoch, writer } = await playedRoom()
    const snapshot = snapshotAfter(gm, epoch, records)
    const altered = { ...snapshot, bytes: snapshot.bytes.map((byte, at) => (at < 150 ? byte : 0)) }
    expect(await upload(writer, altered)).toBe('damaged')
    const header = snapshot.bytes.subarray(0, 106)
    const { id } = snapshot
    const offer = { type: 'snap', id, expected: undefined, bytes: snapshot.bytes.length } as const
    writer.send({ ...offer, header }, { ...offer, header })
    expect((await writer.next('snapped')).outcome).toBe('send')
    expect((await writer.next('snapped')).outcome).toBe('busy')
    writer.send({ type: 'part', id, offset: 5, bytes: header })
    expect((await writer.next('snapped')).outcome).toBe('damaged')
    writer.send({ type: 'part', id, offset: 0, bytes: header })
    expect((await writer.next('snapped')).outcome).toBe('gone')
    expect(await upload(writer, snapshot)).toBe('kept')
  })

  test('[RL34] memory for uploads and room for snapshots are limited, and free again when somebody leaves', async () => {
    const ciphertext = new Uint8Array(3000)
    const limits = { uploadBytes: 5000, roomSnapshotBytes: 5000 }
    const { relay, epoch, writer } = await playedRoom({ limits })
    const hog = relay.connect()
    await hog.enter(alice)
    const held = snapshotAfter(alice, epoch, records, { ciphertext })
    const header = held.bytes.subarray(0, 106)
    const offer = { type: 'snap', expected: undefined, bytes: held.bytes.length, header } as const
    hog.send({ ...offer, id: held.id })
    await hog.next('snapped')
    const snapshot = snapshotAfter(gm, epoch, records, { ciphertext })
    expect(await upload(writer, snapshot)).toBe('busy')
    hog.close()
    await writer.next('leave')
    expect(await upload(writer, snapshot)).toBe('kept')
    const log = streamOf('log')
    const other = snapshotAfter(gm, epoch, records, { ciphertext, stream: log })
    expect(await upload(writer, other)).toBe('full')
  })

  test('[RL34] the snapshots of one player cannot take the room that everybody else needs', async () => {
    const ciphertext = new Uint8Array(1000)
    const limits = { snapshotStreamsPerDevice: 3, snapshotBytesPerDevice: 5000 }
    const { relay, epoch, writer } = await playedRoom({ limits })
    const [hog, player] = [relay.connect(), relay.connect()]
    await hog.enter(alice)
    await player.enter(bob)
    const ofScene = (device: Device, number: number, changes = {}) =>
      snapshotAfter(device, epoch, records, { stream: streamOf('scene', number), ...changes })
    const outcomes = []
    for (let number = 1; number <= 4; number += 1) {
      outcomes.push(await upload(hog, ofScene(alice, number, { ciphertext })))
    }
    expect(outcomes).toEqual(['kept', 'kept', 'kept', 'full'])
    const large = { ciphertext: new Uint8Array(5000) }
    expect(await upload(player, ofScene(bob, 5, large))).toBe('full')
    expect(await upload(player, ofScene(bob, 5, { ciphertext }))).toBe('kept')
    expect(await upload(writer, ofScene(gm, 6, large))).toBe('kept')
  })

  test('[RL34] only so many streams of a room have snapshots; those that have go on', async () => {
    const { epoch, writer } = await playedRoom({ limits: { snapshotStreams: 3 } })
    const ofScene = (number: number, upTo: number) =>
      snapshotAfter(gm, epoch, records.slice(0, upTo), { stream: streamOf('scene', number) })
    const outcomes = []
    for (let number = 1; number <= 4; number += 1) {
      outcomes.push(await upload(writer, ofScene(number, 5)))
    }
    expect(outcomes).toEqual(['kept', 'kept', 'kept', 'full'])
    const { id: expected } = ofScene(2, 5)
    expect(await upload(writer, ofScene(2, 9), { expected })).toBe('kept')
    expect(await upload(writer, ofScene(4, 9))).toBe('full')
  })

  test('[RL34] a device makes only so many snapshots in a while', async () => {
    const { relay, epoch, writer } = await playedRoom({
      limits: { snapshotBurst: 2, snapshotsPerMinute: 2 },
    })
    const made = [4, 6, 8].map((seq) => snapshotAfter(gm, epoch, records.slice(0, seq)))
    const [first, second, third] = made
    if (first === undefined || second === undefined || third === undefined) throw new Error()
    expect(await upload(writer, first)).toBe('kept')
    expect(await upload(writer, second, { expected: first.id })).toBe('kept')
    expect(await upload(writer, third, { expected: second.id })).toBe('busy')
    relay.pass(29_000)
    expect(await upload(writer, third, { expected: second.id })).toBe('busy')
    relay.pass(1000)
    expect(await upload(writer, third, { expected: second.id })).toBe('kept')
  })

  test('[RL35] whoever asks for more snapshots at once than the relay queues is closed', async () => {
    const { writer } = await playedRoom({ limits: { fetchQueue: 10 } })
    const ids = Array.from({ length: 11 }, () => '0'.repeat(64) as SnapshotId)
    writer.send({ type: 'fetch', ids: ids.slice(0, 1) })
    expect((await writer.next('snapped')).outcome).toBe('gone')
    writer.send({ type: 'fetch', ids })
    expect((await writer.ended()).code).toBe(CLOSE_CODES.tooManyRequests)
  })
})

describe('finding snapshots sound', () => {
  test('[RL36] another person says so, once; the author, the unknowing and those without the right cannot', async () => {
    const { relay, epoch, writer } = await playedRoom()
    const snapshot = snapshotAfter(gm, epoch, records)
    await upload(writer, snapshot)
    const outcomes: string[] = []
    for (const device of [gm, owner.invite('view', { role: 'spectator' }).device('eve'), alice]) {
      const client = relay.connect()
      await client.enter(device)
      client.send(attestBy(device, snapshot.id))
      outcomes.push((await client.next('snapped')).outcome)
    }
    expect(outcomes).toEqual(['not-allowed', 'not-allowed', 'attested'])
    writer.send({ type: 'list', streams: [streamOf('table')] })
    const shelves = writer.frames.filter((frame) => frame.type === 'shelf')
    expect(shelves.at(-1)).toMatchObject({
      snapshots: [{ kept: [{ attestations: [{ device: alice.keys.publicKey }] }] }],
    })
    writer.send(attestBy(gm, '1'.repeat(64) as SnapshotId))
    expect((await writer.next('snapped')).outcome).toBe('gone')
  })

  test('[RL36] a second device of a player is no second opinion, a second one of a gm is', async () => {
    const { relay, epoch, writer } = await playedRoom()
    const phone = secondDeviceOf(alice, 'alice phone')
    const [player, other] = [relay.connect(), relay.connect()]
    await player.enter(alice)
    await other.enter(phone)
    const snapshot = snapshotAfter(alice, epoch, records)
    await upload(player, snapshot)
    other.send(attestBy(phone, snapshot.id))
    expect((await other.next('snapped')).outcome).toBe('not-allowed')
    writer.send(attestBy(gm, snapshot.id))
    expect((await writer.next('snapped')).outcome).toBe('attested')
  })
})

function secondDeviceOf(device: Device, name: string): Device {
  const pinned = owner.invite('second', { member: device.member })
  const second = pinned.device(name, { member: device.member })
  return { ...second, keys: keysOf(name) }
}

async function playedRoom(
  options: { storage?: ReturnType<typeof createMemoryStorage>; limits?: Partial<RelayLimits> } = {},
) {
  const relay: TestRelay = createTestRelay(options)
  const writer = relay.connect()
  const { epoch } = await writer.enter(gm)
  writer.append(...records)
  await writer.next('ack')
  return { relay, epoch, writer }
}
