import './quiet-broadcast.ts'
import { afterEach, describe, expect, test } from 'vitest'
import type { MemoryImage, StoredRecord } from '#relay/room'
import { makeCast } from './cast.ts'
import { createChance } from './chance.ts'
import { createEvening, type Evening } from './evening.ts'
import { createFastSuite } from './fast-suite.ts'
import { createFaces, recordsBehind, withRecords } from './lying-relay.ts'
import { createVirtualDevice, type VirtualTab } from './virtual-device.ts'
import { createVirtualRelay } from './virtual-relay.ts'

let evenings: Evening[] = []
afterEach(() => {
  for (const evening of evenings) evening.end()
  evenings = []
})

function begin(): Evening {
  const evening = createEvening()
  evenings.push(evening)
  return evening
}

/** An evening over a relay that shows one of the players another log than everybody else, and hands no whisper on. */
function beginWithLiar() {
  const evening = begin()
  const { time, relay } = evening
  const [, , keys = makeCast().joiner] = makeCast().players
  const crypto = createFastSuite()
  const face = createVirtualRelay({ time, crypto, chance: createChance(5) })
  const faces = createFaces(relay)
  const victim = createVirtualDevice({
    ...{ name: 'Victim', keys, documents: ['table'], clockErrorMs: 0 },
    ...{ time, crypto, relay: faces, chance: createChance(6) },
  })
  evenings.push({ ...evening, end: () => victim.tabs.forEach((tab) => tab.kill()) })
  const common = { head: 0 }
  const liar = {
    face,
    victim,
    /** The last position that both logs have. */
    common,
    /** From now on the victim's log is another. */
    split(tab: VirtualTab) {
      const image = relay.image()
      common.head = [...image.values()][0]?.state.head ?? 0
      face.showImage(image)
      faces.turn(face)
      tab.cable.set('cut')
      tab.cable.set('up')
    },
    mixed: (image: MemoryImage, records: readonly StoredRecord[]) =>
      withRecords(image, records, crypto.sha256),
  }
  return { ...evening, liar }
}

const WOUNDS = 'actors.goblin.wounds'

function wound(tab: VirtualTab, amount: number): void {
  const game = tab.game('table')
  if (game === undefined) throw new Error(`${tab.name} has no table yet.`)
  game.write(WOUNDS, { add: amount })
}

const woundsOn = (tab: VirtualTab) => tab.game('table')?.read(WOUNDS)
const clientOf = (tab: VirtualTab) => tab.game('table')?.doc.clientID

describe('two tabs of one device', () => {
  test('see each other at once, write under ids of their own, and both are sent', async () => {
    const { time, gm, bob, open, rest } = begin()
    const [first, second, other] = [await open(gm), await open(gm), await open(bob)]
    await rest(first, second, other)
    wound(first, 3)
    expect(woundsOn(second)).toBe(3)
    wound(second, 4)
    await rest(first, second, other)
    await time.passUntil(() => woundsOn(other) === 7, 60_000)
    expect([woundsOn(first), woundsOn(second), woundsOn(other)]).toEqual([7, 7, 7])
    expect(clientOf(first)).not.toBe(clientOf(second))
  })

  test('count what waits in the other: the device is saved when both are', async () => {
    const { time, gm, open, rest } = begin()
    const [first, second] = [await open(gm), await open(gm)]
    await rest(first, second)
    second.cable.set('cut')
    wound(second, 3)
    await time.passUntil(() => first.session.status.waiting === 1, 60_000)
    expect(first.session.status.waiting).toBe(1)
    expect(first.session.status.link.state).toBe('synced')
    second.cable.set('up')
    await time.passUntil(() => first.session.status.waiting === 0, 60_000)
    expect(first.session.status.waiting).toBe(0)
  })

  test('who builds on an unsent edit of the other tab sends it along: both may be gone the next moment', async () => {
    const { time, gm, bob, open, rest } = begin()
    const [first, second, other] = [await open(gm), await open(gm), await open(bob)]
    await rest(first, second, other)
    first.cable.set('silent')
    first.game('table')?.write('actors.goblin.hp', { set: 9 })
    first.kill()
    second.game('table')?.write('actors.goblin.hp', { set: 5 })
    second.session.urgent()
    const hpOn = (tab: VirtualTab) => tab.game('table')?.read('actors.goblin.hp')
    await time.passUntil(() => hpOn(other) === 5, 5_000)
    gm.losePower()
    expect(hpOn(other)).toBe(5)
  })

  test('what a tab wrote offline before it died is sent by the tab that lives', async () => {
    const { time, gm, bob, open, rest, finish } = begin()
    const [first, second, other] = [await open(gm), await open(gm), await open(bob)]
    await rest(first, second, other)
    first.cable.set('cut')
    wound(first, 3)
    await finish(first.stored())
    first.kill()
    await time.pass(20_000)
    await rest(second, other)
    expect(woundsOn(other)).toBe(3)
  })

  test('what a closing tab stores late, when the next has loaded its documents, survives a relay that lost everything', async () => {
    const { time, relay, gm, bob, open, rest } = begin()
    const [first, other] = [await open(gm), await open(bob)]
    await rest(first, other)
    relay.kill()
    relay.wipe()
    first.slowDisk(2_000)
    wound(first, 3)
    void first.close()
    const second = await open(gm)
    expect(woundsOn(second) ?? 0).toBe(0)
    await time.pass(20_000)
    expect(woundsOn(second)).toBe(3)
    relay.start()
    await rest(second, other)
    expect([woundsOn(second), woundsOn(other)]).toEqual([3, 3])
  })

  test('what a tab had sent to a relay that then went back, before it died, is sent by the tab that loaded it', async () => {
    const { time, relay, gm, bob, open, rest, finish } = begin()
    const first = await open(gm)
    await rest(first)
    relay.backUp()
    first.cable.set('silent')
    wound(first, 3)
    await finish(first.stored())
    const second = await open(gm)
    second.cable.set('cut')
    expect(woundsOn(second)).toBe(3)
    first.cable.set('up')
    await time.passUntil(() => first.session.status.waiting === 0, 60_000)
    await time.pass(1_000)
    relay.kill()
    relay.restore()
    first.kill()
    relay.start()
    second.cable.set('up')
    await rest(second)
    await time.pass(5_000)
    const other = await open(bob)
    await rest(second, other)
    expect([woundsOn(second), woundsOn(other)]).toEqual([3, 3])
  })

  test('an edit that reached only the other tab before its tab died is not lost', async () => {
    const { time, gm, bob, open, rest } = begin()
    const [first, second, other] = [await open(gm), await open(gm), await open(bob)]
    await rest(first, second, other)
    wound(first, 3)
    first.kill()
    expect(woundsOn(second)).toBe(3)
    await time.pass(20_000)
    await rest(second, other)
    expect(woundsOn(other)).toBe(3)
  })
})

describe('a client id', () => {
  test('is taken up again by the next tab after a clean end', async () => {
    const { gm, open, rest, finish } = begin()
    const first = await open(gm)
    await rest(first)
    wound(first, 1)
    await rest(first)
    const id = clientOf(first)
    await finish(first.close())
    const second = await open(gm)
    expect(clientOf(second)).toBe(id)
    await finish(second.close())
    expect(clientOf(await open(gm))).toBe(id)
  })

  test('is dropped after the crash of a tab on whose disk nothing had room: it may have sent what is not here', async () => {
    const { time, gm, bob, open, rest, finish } = begin()
    const other = await open(bob)
    const first = await open(gm)
    wound(first, 1)
    await rest(first, other)
    await finish(first.close())
    const second = await open(gm)
    await rest(second)
    const id = clientOf(second)
    gm.isFull = true
    wound(second, 2)
    await time.passUntil(() => woundsOn(other) === 3, 60_000)
    expect(woundsOn(other)).toBe(3)
    second.kill()
    gm.isFull = false
    const third = await open(gm)
    third.cable.set('cut')
    expect(clientOf(third)).not.toBe(id)
    wound(third, 4)
    third.cable.set('up')
    await time.pass(1_000)
    await rest(third, other)
    expect([woundsOn(third), woundsOn(other)]).toEqual([7, 7])
  })

  test('is dropped after a crash while another tab lives: that one may know more', async () => {
    const { gm, open, rest, finish } = begin()
    const [first, second] = [await open(gm), await open(gm)]
    await rest(first, second)
    wound(first, 1)
    await finish(first.stored())
    const id = clientOf(first)
    first.kill()
    expect(clientOf(await open(gm))).not.toBe(id)
  })
})

describe('a crash', () => {
  test('after any step between an edit and its place in the log loses nothing that was stored, and doubles nothing', async () => {
    for (let steps = 0; steps < 60; steps += 1) {
      const { time, gm, bob, open, rest, end } = begin()
      const [writer, reader] = [await open(gm), await open(bob)]
      await rest(writer, reader)
      wound(writer, 5)
      let isStored = false
      void writer.stored().then(() => {
        isStored = true
      })
      writer.session.urgent()
      let taken = 0
      await time.passUntil(() => (taken += 1) > steps, 60_000)
      if (steps % 2 === 0) writer.kill()
      else gm.losePower()
      const again = await open(gm)
      await rest(again, reader)
      await time.pass(30_000)
      await rest(again, reader)
      const wounds = woundsOn(reader)
      expect([undefined, 5]).toContain(wounds)
      expect(woundsOn(again)).toBe(wounds)
      if (isStored && steps % 2 === 0) expect(wounds).toBe(5)
      end()
    }
  })

  test('of the relay between an acknowledgement and everything after it loses nothing', async () => {
    for (let steps = 0; steps < 40; steps += 1) {
      const { time, relay, gm, bob, open, rest, end } = begin()
      const [writer, reader] = [await open(gm), await open(bob)]
      await rest(writer, reader)
      wound(writer, 5)
      let taken = 0
      await time.passUntil(() => (taken += 1) > steps, 60_000)
      relay.kill()
      relay.start()
      await rest(writer, reader)
      await time.passUntil(() => woundsOn(reader) === 5, 60_000)
      expect(woundsOn(reader)).toBe(5)
      end()
    }
  })
})

describe('a relay that is not what it was', () => {
  test('wiped: the person is told, and one device puts everything back', async () => {
    const { time, relay, gm, alice, bob, open, rest, finish } = begin()
    const [writer, reader] = [await open(gm), await open(alice)]
    wound(writer, 5)
    await rest(writer, reader)
    await time.passUntil(() => woundsOn(reader) === 5, 60_000)
    await finish(writer.close())
    relay.wipe()
    relay.start()
    await time.passUntil(() => reader.session.status.notice !== undefined, 60_000)
    expect(reader.session.status.notice).toMatchObject({ code: 'reread' })
    await rest(reader)
    const joiner = await open(bob)
    await rest(joiner)
    expect(woundsOn(joiner)).toBe(5)
  })

  test('rolled back to a backup: both histories come together', async () => {
    const { time, relay, gm, alice, open, rest } = begin()
    const [first, second] = [await open(gm), await open(alice)]
    wound(first, 1)
    await rest(first, second)
    relay.backUp()
    wound(first, 2)
    await rest(first, second)
    await time.passUntil(() => woundsOn(second) === 3, 60_000)
    relay.restore()
    relay.start()
    wound(second, 4)
    await time.passUntil(() => first.session.status.link.state !== 'synced', 60_000)
    await rest(first, second)
    await time.passUntil(() => woundsOn(first) === 7 && woundsOn(second) === 7, 60_000)
    expect([woundsOn(first), woundsOn(second)]).toEqual([7, 7])
  })

  test('wiped: a tab that never met the log puts back what it saw of another tab of its device', async () => {
    const { relay, gm, bob, open, rest } = begin()
    const second = await gm.open()
    second.cable.set('silent')
    const first = await open(gm)
    wound(first, 5)
    await rest(first)
    expect(woundsOn(second)).toBe(5)
    first.kill()
    relay.wipe()
    relay.start()
    second.cable.set('up')
    await rest(second)
    const joiner = await open(bob)
    await rest(joiner)
    expect(woundsOn(joiner)).toBe(5)
  })

  test('forked: told, by what others saw when they wrote, though it keeps back every whisper', async () => {
    const { time, relay, gm, open, rest, liar } = beginWithLiar()
    const [writer, other] = [await open(gm), await open(liar.victim)]
    await rest(writer, other)
    liar.split(other)
    await rest(other)
    for (const amount of [4, 8]) {
      wound(writer, amount)
      wound(other, amount)
      await rest(writer, other)
    }
    const { head } = liar.common
    relay.showImage(liar.mixed(relay.image(), recordsBehind(liar.face.image(), head)))
    await time.passUntil(() => writer.session.status.counts.forks > 0, 60_000)
    expect(writer.session.status.notice).toEqual({ code: 'fork' })
    expect(writer.session.status.counts).toMatchObject({ forks: 1, gaps: 0 })
  })

  test('withheld: told, by a record whose author had seen more of the log', async () => {
    const { time, relay, gm, alice, open, rest, liar } = beginWithLiar()
    const [writer, next, other] = [await open(gm), await open(alice), await open(liar.victim)]
    await rest(writer, next, other)
    liar.split(other)
    await rest(other)
    wound(writer, 4)
    await rest(writer, next)
    await time.passUntil(() => woundsOn(next) === 4, 60_000)
    next.game('table')?.write('actors.orc.wounds', { add: 1 })
    await rest(next)
    const [kept, shown] = recordsBehind(relay.image(), liar.common.head)
    if (kept === undefined || shown === undefined) throw new Error('Two records were written.')
    liar.face.showImage(liar.mixed(liar.face.image(), [shown]))
    await time.passUntil(() => other.session.status.counts.gaps > 0, 60_000)
    expect(other.session.status.notice).toEqual({ code: 'keptBack' })
    expect(other.session.status.counts).toMatchObject({ forks: 0, gaps: 1 })
    expect([writer, next].map(({ session }) => session.status.counts.gaps)).toEqual([0, 0])
  })

  test('silent: the link is given up, and taken up again when the cable carries', async () => {
    const { time, gm, bob, open, rest } = begin()
    const [writer, reader] = [await open(gm), await open(bob)]
    await rest(writer, reader)
    writer.cable.set('silent')
    wound(writer, 5)
    const noticed = await time.passUntil(
      () => writer.session.status.link.state !== 'synced',
      15_000,
    )
    expect(noticed).toBe(true)
    expect(writer.session.status.waiting).toBe(1)
    await time.pass(120_000)
    expect(writer.session.status.notice).toMatchObject({ code: 'unreached' })
    writer.cable.set('up')
    await rest(writer, reader)
    expect(writer.session.status.notice).toBeUndefined()
    await time.passUntil(() => woundsOn(reader) === 5, 60_000)
    expect(woundsOn(reader)).toBe(5)
  })
})
