import '../simulation/quiet-broadcast.ts'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createEvening, type Evening } from '../simulation/evening.ts'
import type { VirtualTab } from '../simulation/virtual-device.ts'

let evening: Evening | undefined
afterEach(() => evening?.end())

const WOUNDS = 'actors.goblin.wounds'
const woundsOn = (tab: VirtualTab) => tab.game('table')?.read(WOUNDS)

/** Another number where the goblin's wounds were, as if memory had been damaged: Yjs does not notice. */
function damage(doc: Y.Doc): void {
  for (const struct of [...doc.store.clients.values()].flat()) {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentBinary) {
      struct.content.content = struct.content.content.map((byte, index, all) =>
        index === all.length - 1 ? byte ^ 1 : byte,
      )
    }
  }
}

test('devices that hold the same say so once and are left in peace', async () => {
  evening = createEvening()
  const { time, gm, alice, bob, open, rest } = evening
  const tabs = [await open(gm), await open(alice), await open(bob)]
  await rest(...tabs)
  for (const tab of tabs) tab.game('table')?.write(WOUNDS, { add: 2 })
  await time.pass(60_000)
  expect(tabs.map(({ session }) => session.status.counts.drifts)).toEqual([0, 0, 0])
  expect(tabs.map(({ session }) => session.status.notice)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('a copy that was damaged is noticed, told, built anew from the log at the next start, and counted once as mended when others agree', async () => {
  evening = createEvening()
  const { time, gm, bob, open, rest, finish } = evening
  const writer = await open(gm)
  const damaged = await open(bob)
  await rest(writer, damaged)
  writer.game('table')?.write(WOUNDS, { add: 5 })
  await time.passUntil(() => woundsOn(damaged) === 5, 60_000)
  const doc = damaged.game('table')?.doc
  if (doc === undefined) throw new Error('Bob has no table.')
  damage(doc)

  await time.pass(60_000)
  expect(damaged.session.status.counts).toMatchObject({ drifts: 1, repairs: 0, forks: 0, gaps: 0 })
  expect(damaged.session.status.notice).toEqual({ code: 'drift', document: 'table' })
  await finish(damaged.close())

  const mended = await open(bob)
  await rest(writer, mended)
  writer.game('table')?.write(WOUNDS, { add: 3 })
  await time.pass(60_000)
  expect([woundsOn(writer), woundsOn(mended)]).toEqual([8, 8])
  expect(mended.session.status.counts).toMatchObject({ drifts: 0, repairs: 1 })

  await finish(mended.close())
  const later = await open(bob)
  await rest(writer, later)
  writer.game('table')?.write(WOUNDS, { add: 1 })
  await time.pass(60_000)
  expect(woundsOn(later)).toBe(9)
  expect(later.session.status.counts).toMatchObject({ drifts: 0, repairs: 0 })
})

test('somebody who lies about digests makes the others read anew once, not all the time', async () => {
  evening = createEvening()
  const { time, gm, bob, open, rest } = evening
  const [honest, liar] = [await open(gm), await open(bob)]
  await rest(honest, liar)
  for (let lie = 0; lie < 5; lie += 1) {
    const doc = liar.game('table')?.doc
    honest.game('table')?.write(WOUNDS, { add: 1 })
    await time.passUntil(() => woundsOn(liar) === lie + 1, 60_000)
    if (doc !== undefined) damage(doc)
    await time.pass(30_000)
    if (doc !== undefined) damage(doc)
    await time.pass(30_000)
  }
  expect(honest.session.status.counts.drifts).toBeGreaterThan(0)
  expect(honest.session.status.counts.rereads).toBe(1)
})
