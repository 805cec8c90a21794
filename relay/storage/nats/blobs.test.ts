import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MovedOn, type BlobStorage, type UploadName } from '../../blobs/blob-storage.ts'
import type { Visitor } from '../../blobs/testing/visitor.ts'
import { describeBlobStorage } from '../../blobs/contract.ts'
import { createTestBlobs, DAY_MS, type TestBlobs } from '../../blobs/testing/in-process.ts'
import { contentOf, hashOf } from '../../blobs/testing/visitor.ts'
import { startNatsServer, type NatsServer } from '../../testing/nats-server.ts'
import { emptyNats, openNatsOn } from '../../testing/nats-storage.ts'
import { createOwner } from '../../testing/people.ts'
import type { BlobLimits } from '../../wire/index.ts'
import type { OpenNats } from './open.ts'
import { BLOB_STREAM, blobBytesSubject } from './subjects.ts'

const owner = createOwner('tavern')
const { room } = owner
const invite = owner.invite('players')
const MIB = 1024 * 1024

let server: NatsServer
const opened = new Map<BlobStorage, OpenNats>()

beforeAll(async () => {
  server = await startNatsServer()
})
afterEach(async () => {
  await Promise.all([...opened.values()].map(({ storage }) => storage.close()))
  opened.clear()
  await emptyNats(server)
})
afterAll(() => server.remove())

describeBlobStorage('NATS JetStream', {
  open: () => open(),
  async reopen(blobStorage) {
    await opened.get(blobStorage)?.storage.close()
    opened.delete(blobStorage)
    await server.kill()
    await server.restart()
    return open()
  },
})

describe('the files of a room that two relays serve', () => {
  test('[BL6] half is sent to one and the rest to the other; both have it, whole and in ranges', async () => {
    const { here, there } = await twoRelays()
    const content = contentOf(3 * MIB)
    const hash = hashOf(content)
    expect((await here.gm.put(content, 0, MIB)).status).toBe(200)
    const head = await there.gm.head(hash, content.length)
    expect([head.status, head.headers.get('Upload-Offset')]).toEqual([204, String(MIB)])
    for (const from of [MIB, 2 * MIB]) {
      expect((await there.gm.put(content, from, from + MIB)).status).toBe(200)
    }
    for (const { alice } of [here, there]) {
      expect(Buffer.from(await (await alice.get(hash)).arrayBuffer()).equals(content)).toBe(true)
      const range = await alice.get(hash, `bytes=${MIB - 5}-${MIB + 4}`)
      expect(range.status).toBe(206)
      expect(new Uint8Array(await range.arrayBuffer())).toEqual(content.subarray(MIB - 5, MIB + 5))
    }
  })

  test('[BL11] what one pins the other does not collect, until no pin names it', async () => {
    const { here, there } = await twoRelays()
    const [pinned, loose] = [contentOf(3000, 1), contentOf(3000, 2)]
    for (const content of [pinned, loose]) await here.gm.put(content)
    // The other has read the room before anything was pinned.
    expect((await there.alice.get(hashOf(loose))).status).toBe(200)
    expect(await (await here.gm.pin(1, hashOf(pinned))).json()).toEqual({ missing: [] })
    for (const { pass } of [here, there]) pass(40 * DAY_MS)
    await there.blobs.collect()
    expect((await here.alice.head(hashOf(pinned))).status).toBe(200)
    expect((await here.alice.head(hashOf(loose))).status).toBe(204)

    expect((await there.gm.pin(2)).status).toBe(200)
    for (const { pass } of [here, there]) pass(40 * DAY_MS)
    await here.blobs.collect()
    expect((await there.alice.head(hashOf(pinned))).status).toBe(204)
  })

  test('[BL12] pins that two devices send to two relays at once are all kept', async () => {
    const { here, there } = await twoRelays()
    const contents = Array.from({ length: 6 }, (_, index) => contentOf(500, index + 1))
    for (const content of contents) await here.gm.put(content)
    const players = contents.map((content, index) => {
      const relay = index % 2 === 0 ? here : there
      return relay.join(`player ${index}`).pin(1, hashOf(content))
    })
    expect((await Promise.all(players)).map(({ status }) => status)).toEqual(players.map(() => 200))
    for (const { pass } of [here, there]) pass(40 * DAY_MS)
    await Promise.all([here.blobs.collect(), there.blobs.collect()])
    for (const content of contents) expect((await here.gm.get(hashOf(content))).status).toBe(200)
  })

  test('[BL7] two relays that take the same file from one device at once end with one whole copy', async () => {
    const { here, there, storage } = await twoRelays()
    const content = contentOf(3 * MIB)
    for (const from of [0, MIB, 2 * MIB]) {
      const answers = await Promise.all(
        [here, there, here].map(({ gm }) => gm.put(content, from, from + MIB)),
      )
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    }
    const { blobs, uploads } = await storage.list(room)
    expect([blobs.map(({ bytes }) => bytes), uploads]).toEqual([[content.length], []])
    const got = await there.alice.get(hashOf(content))
    expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true)
  })

  test('[BL10] the limit of a room is one for both', async () => {
    const { here, there } = await twoRelays({ roomBytes: 10_000 })
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? here : there).gm.put(contentOf(3000, index + 1)),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 200, 200, 507, 507, 507, 507, 507,
    ])
  })

  test('who decided by what is no longer so is told, and nothing of it happens', async () => {
    const storage = await open()
    const [ours, theirs] = [storage.share?.(room), storage.share?.(room)]
    if (ours === undefined || theirs === undefined) throw new Error('NATS can be shared.')
    const content = contentOf(100)
    const upload: UploadName = {
      room,
      hash: hashOf(content),
      device: '00'.repeat(8),
      totalBytes: 100,
    }
    await ours.append(upload, 0, content)
    await ours.finish(upload)
    await theirs.list()
    await ours.savePins(room, Uint8Array.of(1))
    expect([await ours.hasMoved(), await theirs.hasMoved()]).toEqual([false, true])
    await expect(theirs.remove(room, upload.hash)).rejects.toThrow(MovedOn)
    await expect(theirs.savePins(room, Uint8Array.of(2))).rejects.toThrow(MovedOn)
    expect((await theirs.list()).pins).toEqual(Uint8Array.of(1))
    await theirs.remove(room, upload.hash)
    expect((await storage.list(room)).blobs).toEqual([])
  })

  test('bytes that a relay stored and did not live to name are swept, those in use stay', async () => {
    const storage = await open()
    const content = contentOf(2000)
    const upload: UploadName = {
      room,
      hash: hashOf(content),
      device: '00'.repeat(8),
      totalBytes: 2000,
    }
    await storage.append(upload, 0, content)
    const before = await messagesOfBlobs()
    await leaveBytes(blobBytesSubject(room, 'ab'.repeat(8)))
    const sweeping = storage.share?.(room)
    await sweeping?.list()
    await sweeping?.sweep(Date.now() - DAY_MS)
    expect(await messagesOfBlobs()).toBe(before + 1)
    await sweeping?.sweep(Date.now() + DAY_MS)
    expect(await messagesOfBlobs()).toBe(before)
    expect(await storage.finish(upload)).toBe('stored')
    await storage.removeRoom(room)
    expect(await messagesOfBlobs()).toBe(1)
  })
})

interface Relay extends Pick<TestBlobs, 'blobs' | 'pass'> {
  readonly gm: Visitor
  readonly alice: Visitor
  join(name: string): Visitor
}

async function twoRelays(limits: Partial<BlobLimits> = {}) {
  const [gm, alice] = [owner.device('gm'), invite.device('alice')]
  const large = { blobBytes: 8 * MIB, partBytes: MIB, roomBytes: 64 * MIB, readingBytes: 64 * MIB }
  const start = async (storage: BlobStorage, clock: Clock): Promise<Relay> => {
    const { member, blobs, pass, now } = createTestBlobs({
      storage,
      limits: { ...large, ...limits },
    })
    clock.now = now
    const join = (name: string) => member(invite.device(name))
    return { blobs, pass, gm: member(gm), alice: member(alice), join }
  }
  const clocks: [Clock, Clock] = [{ now: Date.now }, { now: Date.now }]
  const [one, other] = await Promise.all(clocks.map((clock) => open(() => clock.now())))
  if (one === undefined || other === undefined) throw new Error('Two were opened.')
  return { here: await start(one, clocks[0]), there: await start(other, clocks[1]), storage: one }
}

interface Clock {
  now(): number
}

/** What another process would open. */
async function open(now: () => number = Date.now): Promise<BlobStorage> {
  const nats = await openNatsOn(server, { now })
  opened.set(nats.blobStorage, nats)
  return nats.blobStorage
}

async function messagesOfBlobs(): Promise<number> {
  const connection = await connect({ servers: new URL(server.url).host })
  const { streams } = await jetstreamManager(connection)
  const { state } = await streams.info(BLOB_STREAM)
  await connection.close()
  return state.messages
}

async function leaveBytes(subject: string): Promise<void> {
  const connection = await connect({ servers: new URL(server.url).host })
  await jetstream(connection).publish(subject, new Uint8Array(100))
  await connection.close()
}
