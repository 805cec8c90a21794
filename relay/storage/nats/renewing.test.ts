import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestRelay } from '../../testing/in-process.ts'
import { startNatsServer, type NatsServer } from '../../testing/nats-server.ts'
import { openNatsOn } from '../../testing/nats-storage.ts'
import { createOwner, recordBytesOf } from '../../testing/people.ts'
import { BEAT_MS } from './neighbours.ts'

let server: NatsServer
beforeAll(async () => {
  server = await startNatsServer()
})
afterAll(() => server.remove())

test('every room gets a new epoch and keeps its records; who comes with the old one is told', async () => {
  const gms = ['tavern', 'crypt'].map((name) => createOwner(name).device('gm'))
  const before = await openNatsOn(server)
  const epochs = new Map<string, string>()
  for (const gm of gms) {
    const writer = createTestRelay({ storage: before.storage }).connect()
    epochs.set(gm.room, (await writer.enter(gm)).epoch)
    writer.append(recordBytesOf(gm, 1), recordBytesOf(gm, 2))
    await writer.next('ack')
  }
  await before.storage.close()

  const keeper = await openNatsOn(server)
  expect(await keeper.renewEpochs()).toEqual({ type: 'renewed', rooms: 2, unreadable: 0 })
  await keeper.storage.close()

  const after = await openNatsOn(server)
  for (const gm of gms) {
    const reader = createTestRelay({ storage: after.storage }).connect()
    const welcome = await reader.enter(gm)
    const [old, renewed] = [epochs.get(gm.room), welcome.epoch]
    expect(renewed).not.toBe(old)
    expect(welcome.head).toBe(2)
    reader.send({ type: 'sync', epoch: renewed, seq: 0, hash: welcome.baseHash })
    expect((await reader.next('position')).verdict).toBe('matches')
    const records = [1, 2].map((ctr) => recordBytesOf(gm, ctr))
    expect((await reader.next('records')).records).toEqual(records)
    reader.send({ type: 'sync', epoch: old as typeof renewed, seq: 0, hash: welcome.baseHash })
    expect((await reader.next('position')).verdict).toBe('epoch-changed')
  }
  await after.storage.close()
})

test('nothing is done while a relay runs', async () => {
  const [relay, keeper] = [await openNatsOn(server), await openNatsOn(server)]
  const gm = createOwner('tavern').device('gm')
  const epoch = (await relay.storage.load(gm.room))?.state.epoch
  const beating = setInterval(relay.neighbours.beat, BEAT_MS)
  expect(await keeper.renewEpochs()).toEqual({ type: 'relay-is-running' })
  clearInterval(beating)
  expect((await keeper.storage.load(gm.room))?.state.epoch).toBe(epoch)
  await Promise.all([relay, keeper].map(({ storage }) => storage.close()))
})
