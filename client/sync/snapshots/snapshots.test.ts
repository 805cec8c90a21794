import '../simulation/quiet-broadcast.ts'
import { afterEach, expect, test } from 'vitest'
import { createEvening, type Evening } from '../simulation/evening.ts'
import type { VirtualTab } from '../simulation/virtual-device.ts'

const KEPT_MS = 60_000
const KEEPING = { keptRecords: 20, keptMs: KEPT_MS, unattestedMs: 10 * KEPT_MS }
const SNAPSHOTS = { records: 50, bytes: 100_000, behind: 200, spreadMs: 3_000 }
const WOUNDS = 'actors.goblin.wounds'
const woundsOn = (tab: VirtualTab) => tab.game('table')?.read(WOUNDS)

let evenings: Evening[] = []
afterEach(() => {
  for (const evening of evenings) evening.end()
  evenings = []
})

function begin(snapshots = SNAPSHOTS): Evening {
  const evening = createEvening(1, { keeping: KEEPING, snapshots })
  evenings.push(evening)
  return evening
}

/** One wound a record, as over many evenings. */
async function woundOften({ time, rest }: Evening, tab: VirtualTab, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    tab.game('table')?.write(WOUNDS, { add: 1 })
    await time.pass(200)
  }
  await rest(tab)
}

test('a long log is cut behind a snapshot that a second person vouched for, and a newcomer has everything', async () => {
  const evening = begin()
  const { time, relay, gm, alice, bob, open, rest } = evening
  const [writer, witness] = [await open(gm), await open(alice)]
  await rest(writer, witness)
  await woundOften(evening, writer, 120)
  await time.pass(2 * KEPT_MS)
  await woundOften(evening, writer, 120)
  await time.pass(60_000)
  expect(relay.recordsKept).toBeLessThan(200)

  const joiner = await open(bob)
  await rest(joiner)
  expect(woundsOn(joiner)).toBe(240)
  expect(joiner.session.status.notice).toBeUndefined()
  joiner.game('table')?.write(WOUNDS, { add: 5 })
  await rest(joiner)
  await time.passUntil(() => woundsOn(writer) === 245, 60_000)
  expect([woundsOn(writer), woundsOn(witness)]).toEqual([245, 245])
})

test('without anybody to vouch for it the log is cut only when the snapshot is old', async () => {
  const evening = begin()
  const { time, relay, gm, open, rest } = evening
  const writer = await open(gm)
  await rest(writer)
  await woundOften(evening, writer, 120)
  await time.pass(2 * KEPT_MS)
  await woundOften(evening, writer, 120)
  expect(relay.recordsKept).toBeGreaterThan(220)
  await time.pass(11 * KEPT_MS)
  await woundOften(evening, writer, 120)
  await time.pass(60_000)
  expect(relay.recordsKept).toBeLessThan(300)
})

test('a stream that fell quiet does not hold up the log', async () => {
  const evening = begin({ ...SNAPSHOTS, behind: 40 })
  const { time, relay, gm, alice, bob, open, rest } = evening
  const [writer, witness] = [await open(gm), await open(alice)]
  await rest(writer, witness)
  for (const name of ['scene/finished', 'gm', 'control'] as const) {
    const opening = writer.session.open(name)
    await evening.finish(opening)
    ;(await opening).doc.getMap('values').set('name', name)
  }
  await rest(writer)
  for (let round = 0; round < 4; round += 1) {
    await woundOften(evening, writer, 45)
    await time.pass(10_000)
  }
  // Nobody but the one GM can vouch for what only GMs may write: its age does.
  await time.pass(11 * KEPT_MS)
  await woundOften(evening, writer, 60)
  await time.pass(60_000)
  expect(relay.recordsKept).toBeLessThan(120)

  const joiner = await open(bob)
  await rest(joiner)
  const scene = joiner.session.open('scene/finished')
  await evening.finish(scene)
  expect((await scene).doc.getMap('values').get('name')).toBe('scene/finished')
  expect(woundsOn(joiner)).toBe(240)
})

test('a device that was away while the log was cut catches up from the snapshot, and what it wrote meanwhile counts', async () => {
  const evening = begin()
  const { time, relay, gm, alice, bob, open, rest } = evening
  const [writer, witness, traveller] = [await open(gm), await open(alice), await open(bob)]
  await rest(writer, witness, traveller)
  await woundOften(evening, writer, 10)
  await time.passUntil(() => woundsOn(traveller) === 10, 60_000)
  traveller.cable.set('cut')
  traveller.game('table')?.write(WOUNDS, { add: 1000 })
  await woundOften(evening, writer, 110)
  await time.pass(2 * KEPT_MS)
  await woundOften(evening, writer, 120)
  await time.pass(60_000)
  const cutTo = relay.recordsKept
  expect(cutTo).toBeLessThan(200)

  traveller.cable.set('up')
  await rest(traveller, writer)
  await time.passUntil(() => [writer, witness].every((tab) => woundsOn(tab) === 1240), 60_000)
  expect([writer, witness, traveller].map(woundsOn)).toEqual([1240, 1240, 1240])
  expect(traveller.session.status.counts.drifts).toBe(0)
})

test('a wiped relay whose log had been cut is put back whole by one device', async () => {
  const evening = begin()
  const { time, relay, gm, alice, bob, open, rest } = evening
  const [writer, witness] = [await open(gm), await open(alice)]
  await rest(writer, witness)
  await woundOften(evening, writer, 120)
  await time.pass(2 * KEPT_MS)
  await woundOften(evening, writer, 120)
  await time.pass(60_000)
  witness.kill()
  relay.wipe()
  relay.start()
  await time.passUntil(() => writer.session.status.link.state !== 'synced', 60_000)
  await rest(writer)
  writer.kill()
  const joiner = await open(bob)
  await rest(joiner)
  expect(woundsOn(joiner)).toBe(240)
})
