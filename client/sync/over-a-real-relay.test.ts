import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundSession } from './keys/found-session.ts'
import { createTestDevice, eventually, randomBytes } from './testing/device.ts'
import { join, valuesOf } from './testing/party.ts'
import { startRelayProcess, type RelayProcess } from './testing/relay-process.ts'

const RARE = ['quetzalcoatlus', 'zygomorphic', 'brobdingnagian', 'xylotomous']

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelayProcess()
})
afterAll(() => relay.remove())

async function openParty() {
  const keys = foundSession(randomBytes)
  const gm = createTestDevice(keys).tab(relay.connect, relay.url)
  await eventually(() => gm.status.link.state === 'synced', 'the room is founded')
  const alice = createTestDevice(join(keys, 'player')).tab(relay.connect, relay.url)
  return { keys, gm, alice }
}

describe('over a relay process and real sockets', () => {
  test('nothing that was acknowledged is lost when it is killed, and nothing written meanwhile', async () => {
    const { gm, alice } = await openParty()
    const gmTable = await gm.open('table')
    const aliceTable = await alice.open('table')
    for (let number = 0; number < 50; number += 1) {
      gmTable.doc.getMap('values').set(`gm ${number}`, number)
      aliceTable.doc.getMap('values').set(`alice ${number}`, number)
      if (number === 25) await relay.kill()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await eventually(() => gm.status.link.state !== 'synced', 'the GM notices')
    await relay.start()
    await eventually(() => gm.status.waiting + alice.status.waiting === 0, 'everything was sent')
    await eventually(() => Object.keys(valuesOf(gmTable)).length === 100, 'the GM has all')
    await eventually(() => Object.keys(valuesOf(aliceTable)).length === 100, 'Alice has all')
    expect(valuesOf(aliceTable)).toEqual(valuesOf(gmTable))
    await Promise.all([gm.stop(), alice.stop()])
  })

  test('a full disk throws the room out once in many seconds, not all the time, and nobody need do anything when there is room again', async () => {
    const { keys, gm, alice } = await openParty()
    const gmTable = await gm.open('table')
    const aliceTable = await alice.open('table')
    gmTable.doc.getMap('values').set('before', true)
    await eventually(() => valuesOf(aliceTable)['before'] === true, 'Alice reads what came before')
    let falls = 0
    alice.onStatus(({ link }) => (falls += link.state === 'offline' ? 1 : 0))
    const heard: string[] = []
    alice.onWhisper((_from, _audience, payload) => heard.push(new TextDecoder().decode(payload)))

    await relay.setLongestFile(64 * 1024)
    for (let number = 0; number < 20; number += 1) {
      gmTable.doc.getMap('values').set(`gm ${number}`, 'x'.repeat(number === 0 ? 200_000 : 1))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await eventually(() => alice.status.link.state === 'synced', 'Alice is back to read')
    await eventually(() => gm.status.link.state === 'synced', 'the GM is back as well')
    expect(falls).toBeLessThanOrEqual(2)
    expect([gm, alice].map(({ status }) => status.notice)).toEqual([
      { code: 'diskFull' },
      { code: 'diskFull' },
    ])
    expect(gm.status.waiting).toBe(20)
    await eventually(() => gm.present.length === 1, 'the GM sees Alice')
    gm.whisper('members', new TextEncoder().encode('the disk is full'))
    await eventually(() => heard.length === 1, 'Alice hears the GM all the same')

    await relay.setLongestFile('unlimited')
    await eventually(() => gm.status.waiting + alice.status.waiting === 0, 'everything was sent')
    await eventually(() => Object.keys(valuesOf(gmTable)).length === 21, 'the GM has all')
    await eventually(() => Object.keys(valuesOf(aliceTable)).length === 21, 'Alice has all')
    expect(falls).toBeLessThanOrEqual(3)
    expect(gm.status.notice).toBeUndefined()
    await Promise.all([gm.stop(), alice.stop()])
    await relay.kill()
    await relay.start()
    const bob = createTestDevice(join(keys, 'player')).tab(relay.connect, relay.url)
    const bobTable = await bob.open('table')
    await eventually(() => Object.keys(valuesOf(bobTable)).length === 21, 'the relay has all')
    await bob.stop()
  })

  test('rare words are nowhere on the wire, on its disk, or in what it prints', async () => {
    const { gm, alice } = await openParty()
    const heard: string[] = []
    alice.onWhisper((_from, _audience, payload) => heard.push(new TextDecoder().decode(payload)))
    const [inTable = '', inGm = '', inScene = '', inWhisper = ''] = RARE
    const table = await gm.open('table')
    table.doc.getMap('values').set(inTable, inTable)
    ;(await gm.open('gm')).doc.getText('notes').insert(0, inGm)
    ;(await gm.open(`scene/${inScene}`)).doc.getMap('values').set('name', inScene)
    const aliceTable = await alice.open('table')
    await eventually(() => valuesOf(aliceTable)[inTable] === inTable, 'Alice reads it')
    await eventually(() => alice.present.length === 1, 'Alice sees the GM')
    gm.whisper('members', new TextEncoder().encode(inWhisper))
    await eventually(() => heard.length === 1, 'Alice hears it')
    await eventually(() => gm.status.waiting === 0, 'all was sent')
    await Promise.all([gm.stop(), alice.stop()])
    await relay.kill()

    expect(heard).toEqual([inWhisper])
    const learned = [...relay.traffic, await relay.diskBytes(), Buffer.from(relay.output())]
    const found = RARE.filter((word) => learned.some((bytes) => Buffer.from(bytes).includes(word)))
    expect(found).toEqual([])
    await relay.start()
  })
})
