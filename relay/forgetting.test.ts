import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CLOSE_CODES } from './wire/index.ts'
import { openLevelStorage } from './storage/level.ts'
import { createMemoryStorage } from './storage/memory.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf } from './testing/people.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const tavern = createOwner('tavern').device('gm')
const crypt = createOwner('crypt').device('gm')

test('a room that nobody used for so long is forgotten; one that was only looked at is not, nor one somebody is in', async () => {
  const relay = createTestRelay({ limits: { forgetMs: 100 * DAY_MS } })
  const tower = createOwner('tower').device('gm')
  for (const device of [tavern, crypt, tower]) {
    const client = relay.connect()
    await client.enter(device)
    client.append(recordBytesOf(device, 1))
    await client.next('ack')
    if (device !== tower) client.close()
  }
  relay.pass(60 * DAY_MS)
  const visitor = relay.connect()
  await visitor.enter(crypt)
  await relay.rooms.settled()
  visitor.close()
  relay.pass(60 * DAY_MS)

  expect(await relay.rooms.forgetUnused()).toEqual([tavern.room])
  const late = relay.connect()
  await late.knock(tavern, { create: false })
  expect((await late.ended()).code).toBe(CLOSE_CODES.noSuchRoom)
  expect(await relay.connect().enter(crypt)).toMatchObject({ head: 1 })
})

test('who comes while it is forgotten finds no such room, and may bring it again', async () => {
  const storage = createMemoryStorage()
  const relay = createTestRelay({ storage, limits: { forgetMs: DAY_MS } })
  const before = relay.connect()
  const { epoch } = await before.enter(tavern)
  before.close()
  relay.pass(2 * DAY_MS)
  const forgetting = relay.rooms.forgetUnused()
  const again = relay.connect()
  const welcome = again.enter(tavern)
  expect(await forgetting).toEqual([tavern.room])
  expect((await welcome).epoch).not.toBe(epoch)
})

test('unless the keeper says so nothing is forgotten, and looking writes nothing', async () => {
  const storage = createMemoryStorage()
  const relay = createTestRelay({ storage })
  const client = relay.connect()
  await client.enter(tavern)
  client.close()
  relay.pass(10_000 * DAY_MS)
  relay.connect().close()
  const visitor = relay.connect()
  await visitor.enter(tavern)
  await relay.rooms.settled()
  expect(await storage.load(tavern.room)).toMatchObject({ marks: [] })
  visitor.close()
  expect(await relay.rooms.forgetUnused()).toEqual([])
})

test('a room that is used again while others are being forgotten stays, with all it acknowledged', async () => {
  const inner = createMemoryStorage()
  let goOn = () => {}
  const isHeld = new Promise<void>((resolve) => (goOn = resolve))
  const storage: typeof inner = {
    ...inner,
    forget: (room) => isHeld.then(() => inner.forget?.(room) ?? 'in-use'),
  }
  const relay = createTestRelay({ storage, limits: { forgetMs: 100 * DAY_MS } })
  for (const device of [tavern, crypt]) {
    const client = relay.connect()
    await client.enter(device)
    client.append(recordBytesOf(device, 1))
    await client.next('ack')
    client.close()
  }
  await relay.rooms.settled()
  relay.pass(200 * DAY_MS)
  const forgetting = relay.rooms.forgetUnused()
  const client = relay.connect()
  await client.enter(crypt)
  client.append(recordBytesOf(crypt, 2))
  await client.next('ack')
  client.close()
  await relay.rooms.settled()
  goOn()
  expect(await forgetting).toEqual([tavern.room])
  expect(await relay.connect().enter(crypt)).toMatchObject({ head: 2 })
})

test('a room that was forgotten and brought again is not answered with what the old one held', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'forgetting-'))
  const storage = await openLevelStorage(directory)
  if ('type' in storage) throw new Error(storage.sentence)
  onTestFinished(async () => {
    await storage.close()
    await rm(directory, { recursive: true })
  })
  const relay = createTestRelay({ storage, limits: { forgetMs: 100 * DAY_MS } })
  const records = (byte: number) =>
    Array.from({ length: 60 }, (_, index) =>
      recordBytesOf(tavern, index + 1, { ciphertext: new Uint8Array(900).fill(byte) }),
    )
  async function bring(byte: number) {
    const writer = relay.connect()
    await writer.enter(tavern)
    writer.append(...records(byte))
    await writer.next('ack')
    await relay.rooms.settled()
    writer.close()
    const reader = relay.connect()
    const read = await reader.syncAll(await reader.enter(tavern))
    reader.close()
    await relay.rooms.settled()
    return read
  }
  await bring(1)
  relay.pass(200 * DAY_MS)
  expect(await relay.rooms.forgetUnused()).toEqual([tavern.room])
  expect(await bring(2)).toEqual(records(2))
})
