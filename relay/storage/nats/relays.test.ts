import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SILENT_MS } from './neighbours.ts'
import { createRooms, type Rooms } from '../../rooms.ts'
import { limits } from '../../limits.ts'
import { createTestClient, type TestClient } from '../../testing/client.ts'
import { startNatsServer, type NatsServer } from '../../testing/nats-server.ts'
import { openNatsOn } from '../../testing/nats-storage.ts'
import { createOwner, recordBytesOf, tabOf } from '../../testing/people.ts'
import { download, snapshotAfter, upload } from '../../testing/snapshots.ts'
import {
  CLOSE_CODES,
  connectionId,
  decodeRecordHead,
  firstHash,
  isMalformed,
  nextHash,
} from '../../wire/index.ts'
import type { Welcome } from '../../wire/index.ts'

const BEAT_OFTEN_MS = 20

let server: NatsServer
beforeAll(async () => {
  server = await startNatsServer()
})
afterAll(() => server.remove())

describe('two relays over one NATS', () => {
  test('racing writers in one room: positions without gaps, one hash chain, each number once', async () => {
    const relays = await twoRelays()
    const owner = createOwner('race')
    const writers = await Promise.all(
      [1, 2, 3, 4].map(async (number) => {
        const device = owner.device(`writer ${number}`)
        const client = relays[number % 2]?.connect()
        if (client === undefined) throw new Error('There are two relays.')
        const welcome = await client.enter(device)
        await client.syncAll(welcome)
        return { client, device, welcome, tab: tabOf(number) }
      }),
    )
    const each = 60
    await Promise.all(
      writers.map(async ({ client, device, tab }) => {
        for (let ctr = 1; ctr <= each; ctr += 5) {
          client.append(
            ...Array.from({ length: 5 }, (_, i) => recordBytesOf(device, ctr + i, { tab })),
          )
          await client.next('ack')
        }
      }),
    )
    const logs = await Promise.all(writers.map(({ client }) => liveLog(client, 4 * each)))
    for (const [index, { client, welcome }] of writers.entries()) {
      expect(logs[index]).toEqual(logs[0])
      expect(client.untaken('nack')).toEqual([])
      client.send({ type: 'ping' })
      const pong = await client.next('pong')
      expect(pong.head).toBe(4 * each)
      expect(pong.hash).toEqual(chainOf(welcome, owner.room, logs[0] ?? []))
    }
    for (const { device, tab } of writers) {
      expect(numbersOf(logs[0] ?? [], device.keys.publicKey, tab)).toEqual(
        Array.from({ length: each }, (_, i) => i + 1),
      )
    }
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 60_000)

  test('a device that changes relays and sends again what it has no answer for: nothing twice, nothing lost', async () => {
    const relays = await twoRelays()
    const gm = createOwner('change').device('gm')
    const watcher = relays[0]?.connect()
    const first = relays[0]?.connect()
    const second = relays[1]?.connect()
    if (watcher === undefined || first === undefined || second === undefined) throw new Error()
    await watcher.syncAll(await watcher.enter(createOwner('change').device('watcher')))
    await first.enter(gm)
    const records = Array.from({ length: 40 }, (_, i) => recordBytesOf(gm, i + 1))
    first.append(...records.slice(0, 20))
    first.append(...records.slice(20, 30))
    await second.enter(gm)
    second.append(...records)
    const acked = new Set<number>()
    while (acked.size < 40) for (const { seq } of (await second.next('ack')).items) acked.add(seq)
    expect(await liveLog(watcher, 40)).toEqual(records.map((record) => Buffer.from(record)))
    expect(second.untaken('nack')).toEqual([])
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 60_000)

  test('two people found the same room at once: one log comes of it', async () => {
    const relays = await twoRelays()
    const owner = createOwner('founders')
    const welcomes = await Promise.all(
      relays.map((relay, index) => relay.connect().enter(owner.device(`founder ${index}`))),
    )
    expect(welcomes[0]?.epoch).toBe(welcomes[1]?.epoch)
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 60_000)

  test('an invite for one device lets one in, at whichever relay', async () => {
    const relays = await twoRelays()
    const owner = createOwner('one guest')
    const invite = owner.invite('single', { uses: 1 })
    await relays[0]?.connect().enter(owner.device('gm'))
    const guests = ['a', 'b', 'c', 'd'].map((name, index) => {
      const client = relays[index % 2]?.connect()
      if (client === undefined) throw new Error('There are two relays.')
      return { client, entered: client.enter(invite.device(name)) }
    })
    const outcomes = await Promise.allSettled(guests.map(({ entered }) => entered))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = guests.flatMap(({ client }) => client.ending?.code ?? [])
    expect(codes).toEqual(Array.from({ length: 3 }, () => CLOSE_CODES.inviteUsedUp))
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 60_000)

  test('a snapshot brought to one relay while others write at the other is kept, and read there', async () => {
    const relays = await twoRelays()
    const owner = createOwner('snapshots')
    const [gm, player] = [owner.device('gm'), owner.device('player', 'player')]
    const [here, there] = [relays[0].connect(), relays[1].connect()]
    const { epoch } = await here.enter(gm)
    await there.enter(player)
    const records = Array.from({ length: 10 }, (_, index) => recordBytesOf(gm, index + 1))
    here.append(...records)
    for (let acked = 0; acked < 10;) acked += (await here.next('ack')).items.length

    const ciphertext = new Uint8Array(300_000).map((_, index) => index * 7)
    const snapshot = snapshotAfter(gm, epoch, records, { ciphertext })
    const outcome = upload(here, snapshot)
    for (let ctr = 1; ctr <= 40; ctr += 1) {
      there.append(recordBytesOf(player, ctr))
      await there.next('ack')
    }
    expect(await outcome).toBe('kept')
    const [kept] = (await there.next('shelf')).snapshots
    expect(kept).toMatchObject({ kept: [{ id: snapshot.id }] })
    const bytes = await download(there, snapshot.id, snapshot.bytes.length)
    expect(bytes.equals(snapshot.bytes)).toBe(true)
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 60_000)

  test('people at different relays see and hear each other, and notice when a relay dies', async () => {
    const relays = await twoRelays()
    const owner = createOwner('talk')
    const [here, there] = [relays[0].connect(), relays[1].connect()]
    const { connection } = await here.enter(owner.device('here'))
    const welcome = await there.enter(owner.device('there'))
    const seen = await here.next('join')
    expect(seen).toMatchObject({ connection: welcome.connection })
    if (welcome.online.length === 0) expect(await there.next('join')).toMatchObject({ connection })
    else expect(welcome.online).toMatchObject([{ connection }])

    const payload = Uint8Array.of(1, 2, 3)
    there.send({ type: 'ephemeral', connection: connectionId(0), stream: 0x01000000, payload })
    const heard = await here.next('ephemeral')
    expect([heard.connection, [...heard.payload]]).toEqual([welcome.connection, [1, 2, 3]])

    there.close()
    expect(await here.next('leave')).toMatchObject({ connection: welcome.connection })

    const again = relays[1].connect()
    const { connection: dying } = await again.enter(owner.device('there'))
    expect(await here.next('join')).toMatchObject({ connection: dying })
    await relays[1].die()
    relays[0].pass(SILENT_MS)
    expect(await here.next('leave')).toMatchObject({ connection: dying })
    await relays[0].stop()
  }, 60_000)

  test('a relay that was only slow is taken for dead, and its people are seen again when it is heard of', async () => {
    const relays = await twoRelays()
    const owner = createOwner('slow')
    const [here, there] = [relays[0].connect(), relays[1].connect()]
    await here.enter(owner.device('here'))
    const { connection } = await there.enter(owner.device('there'))
    expect(await here.next('join')).toMatchObject({ connection })

    relays[1].beSilent(true)
    relays[0].pass(SILENT_MS + 1)
    expect(await here.next('leave')).toMatchObject({ connection })
    relays[1].beSilent(false)
    expect(await here.next('join')).toMatchObject({ connection })
    expect(there.untaken('leave')).toEqual([])
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 60_000)
})

interface Relay {
  /** Does not say that it is alive, or does so again. */
  beSilent(isSilent: boolean): void
  /** Ends without a word to anybody. */
  die(): Promise<void>
  /** Moves the clock by which it takes another for dead (milliseconds). */
  pass(ms: number): void
  readonly rooms: Rooms
  connect(): TestClient
  stop(): Promise<void>
}

async function twoRelays(): Promise<readonly [Relay, Relay]> {
  return [await startRelay(1), await startRelay(2)]
}

async function startRelay(number: number): Promise<Relay> {
  let passedMs = 0
  const uptimeMs = () => performance.now() + passedMs
  const { storage, neighbours } = await openNatsOn(server, { uptimeMs })
  let isSilent = false
  const beating = setInterval(() => isSilent || neighbours.beat(), BEAT_OFTEN_MS)
  let seed = number * 100
  const rooms = createRooms({
    storage,
    limits: { ...limits, recordsPerSecond: 1e9, recordBurst: 1e9 },
    now: () => Date.now(),
    random: (length) => new Uint8Array(length).fill((seed += 1)),
    schedule: (turn) => void setImmediate(turn),
    neighbours,
    firstConnection: number * 1000,
  })
  return {
    beSilent: (next) => void (isSilent = next),
    rooms,
    connect() {
      const { client, onMessage, onClose } = createTestClient({
        send: (message) => void setImmediate(() => void connection.receive(message)),
        close: () => connection.closed(),
      })
      const connection = rooms.connect({
        send: onMessage,
        close: (code, sentence) => onClose({ code, sentence }),
        queuedBytes: () => 0,
        drained: () => Promise.resolve(),
      })
      return client
    },
    async die() {
      clearInterval(beating)
      await storage.close()
    },
    pass: (ms) => void (passedMs += ms),
    async stop() {
      clearInterval(beating)
      rooms.closeAll('again')
      await rooms.settled()
      await storage.close()
    },
  }
}

/** The records a client has been sent, once they are so many; fails on a gap or a repetition. */
async function liveLog(client: TestClient, length: number): Promise<readonly Buffer[]> {
  for (;;) {
    const batches = client.frames.filter((frame) => frame.type === 'records')
    const records = batches.flatMap((frame) => frame.records.map((record) => Buffer.from(record)))
    let next = 1
    for (const frame of batches) {
      expect(frame.from).toBe(next)
      next += frame.records.length
    }
    if (records.length >= length) return records
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function chainOf(
  welcome: Welcome,
  room: Parameters<typeof firstHash>[0],
  records: readonly Uint8Array[],
): Uint8Array {
  return records.reduce<Uint8Array>(
    (hash, record) => nextHash(hash, record),
    firstHash(room, welcome.epoch),
  )
}

function numbersOf(
  records: readonly Uint8Array[],
  author: Uint8Array,
  tab: string,
): readonly number[] {
  return records.flatMap((record) => {
    const head = decodeRecordHead(record)
    if (isMalformed(head)) throw new Error(head.reason)
    const isTheirs = head.tab === tab && Buffer.compare(head.author, author) === 0
    return isTheirs ? [head.ctr] : []
  })
}
