import { describe, expect, test } from 'vitest'
import { CLOSE_CODES } from './wire/index.ts'
import { createMemoryStorage } from './storage/memory.ts'
import { DamagedRoom, type Storage } from './storage/storage.ts'
import { createTestRelay } from './testing/in-process.ts'
import { createOwner, recordBytesOf } from './testing/people.ts'

const owner = createOwner()
const gm = owner.device('gm')
const alice = owner.invite('link').device('alice')
const other = createOwner('other').device('other gm')

describe('[RL39] a room of which the stored bytes make no sense', () => {
  test('sends everybody away with one reason, however it is found, and leaves other rooms alone', async () => {
    for (const broken of ['load', 'readStretch', 'findRun'] as const) {
      const { relay, storage } = damagedRelay()
      const elsewhere = relay.connect()
      await elsewhere.enter(other)
      const inside = relay.connect()
      const welcome = await inside.enter(gm)
      inside.append(recordBytesOf(gm, 1))
      await inside.next('ack')
      if (broken === 'load') {
        inside.close()
        await relay.rooms.settled()
      }
      storage.damage(broken)
      const finder = relay.connect()
      if (broken === 'load') await finder.knock(alice)
      else await finder.enter(alice)
      if (broken === 'readStretch') void finder.syncAll(welcome).catch(() => undefined)
      if (broken === 'findRun') finder.append(recordBytesOf(alice, 1))
      expect((await finder.ended()).code).toBe(CLOSE_CODES.roomDamaged)
      if (broken !== 'load') expect((await inside.ended()).code).toBe(CLOSE_CODES.roomDamaged)

      const late = relay.connect()
      await late.knock(gm)
      expect((await late.ended()).code).toBe(CLOSE_CODES.roomDamaged)
      storage.damage('nothing')
      elsewhere.append(recordBytesOf(other, 1))
      await elsewhere.next('ack')
      expect(relay.rooms.roomCount).toBe(1)
      expect(relay.events.filter(({ event }) => event === 'room-damaged')).toHaveLength(1)
    }
  })

  test('begins anew when a gm wishes it, and only then', async () => {
    const { relay, storage } = damagedRelay()
    const before = relay.connect()
    const { epoch } = await before.enter(gm)
    before.append(recordBytesOf(gm, 1))
    await before.next('ack')
    before.close()
    await relay.rooms.settled()
    storage.damage('load')
    const player = relay.connect()
    await player.knock(alice, { renew: true })
    expect((await player.ended()).code).toBe(CLOSE_CODES.roomDamaged)

    const [first, second] = [relay.connect(), relay.connect()]
    const welcomes = await Promise.all([
      first.enter(gm, { renew: true }),
      second.enter(gm, { renew: true }),
    ])
    expect(welcomes[0]).toMatchObject({ head: 0, firstKept: 1 })
    expect(welcomes[0].epoch).not.toBe(epoch)
    expect(welcomes[1].epoch).toBe(welcomes[0].epoch)
    first.append(recordBytesOf(gm, 1))
    expect((await first.next('ack')).items).toMatchObject([{ seq: 1 }])
    expect(await relay.connect().enter(alice)).toMatchObject({ head: 1 })
  })

  test('the wish means nothing while nothing is damaged', async () => {
    const relay = createTestRelay()
    const client = relay.connect()
    const { epoch } = await client.enter(gm)
    client.append(recordBytesOf(gm, 1))
    await client.next('ack')
    expect(await relay.connect().enter(gm, { renew: true })).toMatchObject({ epoch, head: 1 })
  })
})

/** A relay whose storage finds one room damaged from a moment on, until it is set aside. */
function damagedRelay() {
  const memory = createMemoryStorage()
  let broken: 'load' | 'readStretch' | 'findRun' | 'nothing' = 'nothing'
  const refuse = () => Promise.reject(new DamagedRoom('A block of records is damaged.'))
  const storage: Storage = {
    ...memory,
    load: (room) => (broken === 'load' && room === gm.room ? refuse() : memory.load(room)),
    readStretch: (...which) => (broken === 'readStretch' ? refuse() : memory.readStretch(...which)),
    findRun: (...which) => (broken === 'findRun' ? refuse() : memory.findRun(...which)),
    setAside(room, place) {
      broken = 'nothing'
      return memory.setAside(room, place)
    },
  }
  const damage = (method: typeof broken) => (broken = method)
  return { relay: createTestRelay({ storage }), storage: { damage } }
}
