import { describe, expect, test } from 'vitest'
import { createTestDevice, eventually } from './testing/device.ts'
import { createParty, join, valuesOf } from './testing/party.ts'
import { randomBytes } from './testing/device.ts'
import { foundSession } from './keys/found-session.ts'
import { createMemoryStore } from './store/memory-store.ts'
import { createRowTables } from './store/row-tables.ts'
import { startTestRelay } from './testing/relay-room.ts'

describe('a session', () => {
  test('what one device writes is on the other, and the other way round', async () => {
    const { gm, alice, end } = createParty()
    const gmTable = await gm.open('table')
    const aliceTable = await alice.open('table')

    gmTable.doc.getMap('values').set('goblin', 7)
    aliceTable.doc.getMap('values').set('hero', 12)

    const both = { goblin: 7, hero: 12 }
    await eventually(() => Object.keys(valuesOf(gmTable)).length === 2, 'the GM sees both')
    await eventually(() => Object.keys(valuesOf(aliceTable)).length === 2, 'Alice sees both')
    expect([valuesOf(gmTable), valuesOf(aliceTable)]).toEqual([both, both])
    await eventually(() => gm.status.waiting === 0, 'nothing waits')
    expect(gm.status.link).toEqual({ state: 'synced' })
    expect(gm.present.map(({ member, role }) => ({ member, role }))).toEqual([
      { member: alice.member, role: 'player' },
    ])
    await end()
  })

  test('what is written while the relay is away waits, is counted, and arrives on both sides', async () => {
    const { relay, gm, alice, end } = createParty()
    const gmTable = await gm.open('table')
    const aliceTable = await alice.open('table')
    await eventually(() => gm.status.link.state === 'synced', 'the GM is synced')
    await eventually(() => alice.status.link.state === 'synced', 'Alice is synced')
    relay.setCut(true)
    await eventually(() => gm.status.link.state !== 'synced', 'the GM notices')

    gmTable.doc.getMap('values').set('goblin', 7)
    aliceTable.doc.getMap('values').set('hero', 12)
    aliceTable.doc.getMap('values').set('hero', 11)
    expect(gm.status.waiting).toBe(1)
    expect(alice.status.waiting).toBe(2)

    relay.setCut(false)
    const both = { goblin: 7, hero: 11 }
    await eventually(() => gm.status.waiting + alice.status.waiting === 0, 'nothing waits')
    await eventually(() => valuesOf(gmTable).hero === 11, 'the GM sees both')
    await eventually(() => valuesOf(aliceTable).goblin === 7, 'Alice sees both')
    expect([valuesOf(gmTable), valuesOf(aliceTable)]).toEqual([both, both])
    await end()
  })

  test('that is stopped while its disk does not answer listens to nothing any more', async () => {
    const disk = createMemoryStore({ tables: createRowTables() })
    const listeners = new Set<() => void>()
    const device = createTestDevice(foundSession(randomBytes), {
      store: { ...disk, list: () => new Promise(() => undefined) },
      onOnline(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    })
    const session = device.tab(startTestRelay().connect)
    expect(listeners.size).toBe(1)
    void session.stop()
    expect(listeners.size).toBe(0)
  })

  test('who comes before the founder waits, and is let in by itself once the founder is there', async () => {
    const relay = startTestRelay()
    const keys = foundSession(randomBytes)
    const alice = createTestDevice(join(keys, 'player')).tab(relay.connect)
    await eventually(() => alice.status.link.state === 'awaited', 'Alice waits')
    const gm = createTestDevice(keys).tab(relay.connect)
    const gmTable = await gm.open('table')
    gmTable.doc.getMap('values').set('goblin', 7)
    const aliceTable = await alice.open('table')
    await eventually(() => valuesOf(aliceTable).goblin === 7, 'Alice is in')
    await eventually(() => alice.status.link.state === 'synced', 'nothing is left to come')
    await Promise.all([gm.stop(), alice.stop()])
  })

  test('a tab that was closed while offline left its changes to the next one', async () => {
    const relay = startTestRelay()
    const keys = foundSession(randomBytes)
    const device = createTestDevice(keys)
    relay.setCut(true)
    const before = device.tab(relay.connect)
    const table = await before.open('table')
    table.doc.getMap('values').set('goblin', 7)
    await before.stop()

    const after = device.tab(relay.connect)
    const again = await after.open('table')
    expect(valuesOf(again)).toEqual({ goblin: 7 })
    expect(after.status.waiting).toBe(1)
    relay.setCut(false)
    await eventually(() => after.status.waiting === 0, 'it was sent')

    const alice = createTestDevice(join(keys, 'player')).tab(relay.connect)
    const aliceTable = await alice.open('table')
    await eventually(() => valuesOf(aliceTable).goblin === 7, 'Alice has it')
    await Promise.all([after.stop(), alice.stop()])
  })

  test('a relay that lost everything is rebuilt by one device, documents that are not open included', async () => {
    const { relay, keys, gm, alice, end } = createParty()
    const gmTable = await gm.open('table')
    const log = await gm.open('log/0')
    log.doc.getMap('values').set('line', 'A goblin falls.')
    gmTable.doc.getMap('values').set('goblin', 0)
    await eventually(() => gm.status.waiting === 0, 'it was sent')
    log.close()
    await alice.stop()

    relay.setCut(true)
    relay.storage.wipe()
    relay.restart()
    relay.setCut(false)
    await eventually(() => gm.status.notice !== undefined, 'the GM is told')
    await eventually(() => gm.status.link.state === 'synced', 'the GM is synced again')
    await eventually(() => gm.status.waiting === 0, 'all of it was sent')

    const bob = createTestDevice(join(keys, 'player')).tab(relay.connect)
    const bobTable = await bob.open('table')
    const bobLog = await bob.open('log/0')
    await eventually(() => valuesOf(bobTable).goblin === 0, 'Bob has the table')
    await eventually(() => valuesOf(bobLog).line === 'A goblin falls.', 'Bob has the log')
    await bob.stop()
    await end()
  })

  test('an update that is longer than a record arrives whole', async () => {
    const { gm, alice, end } = createParty()
    const gmTable = await gm.open('table')
    const aliceTable = await alice.open('table')
    const long = Array.from({ length: 90_000 }, (_, index) =>
      String.fromCharCode(97 + (index % 26)),
    )
    gmTable.doc.getMap('values').set('story', long.join('').repeat(9))
    await eventually(() => valuesOf(aliceTable).story !== undefined, 'Alice has the story')
    expect(valuesOf(aliceTable)).toEqual(valuesOf(gmTable))
    await eventually(() => gm.status.waiting === 0, 'nothing waits')
    await end()
  })
})
