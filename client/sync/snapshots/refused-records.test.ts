import '../simulation/quiet-broadcast.ts'
import { afterEach, expect, test } from 'vitest'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { makeCast } from '../simulation/cast.ts'
import { createChance } from '../simulation/chance.ts'
import { createEvening, type Evening } from '../simulation/evening.ts'
import { createFastSuite } from '../simulation/fast-suite.ts'
import { createVirtualDevice } from '../simulation/virtual-device.ts'

const KEEPING = { keptRecords: 20, keptMs: 30_000, unattestedMs: 3_600_000 }
const SNAPSHOTS = { records: 50, bytes: 100_000, behind: 40, spreadMs: 3_000 }
const WOUNDS = 'actors.goblin.wounds'

let evening: Evening | undefined
afterEach(() => evening?.end())

/** A modified client: whatever it writes has a signature that does not hold. */
function suiteOfForger(): CryptoSuite {
  const suite = createFastSuite()
  const isRecord = (message: Uint8Array) =>
    new TextDecoder().decode(message.subarray(0, 18)) === 'dungeon-lab record'
  return {
    ...suite,
    sign: (message, seed) =>
      isRecord(message) ? Promise.resolve(new Uint8Array(64)) : suite.sign(message, seed),
  }
}

test('a record that everybody refuses, in a stream with nothing else, does not hold up the log', async () => {
  evening = createEvening(1, { keeping: KEEPING, snapshots: SNAPSHOTS })
  const { time, relay, gm, bob, open, rest, finish } = evening
  const [writer, witness] = [await open(gm), await open(bob)]
  await rest(writer, witness)
  const [keys = makeCast().joiner] = makeCast().players
  const forger = createVirtualDevice({
    ...{ name: 'Forger', keys, documents: [], clockErrorMs: 0, time, relay },
    ...{ chance: createChance(9), crypto: suiteOfForger() },
  })
  const modified = await forger.open()
  const opening = modified.session.open('scene/x')
  await finish(opening)
  ;(await opening).doc.getMap('values').set('name', 'never shown')
  await rest(modified)
  await time.passUntil(() => writer.session.status.notice?.code === 'leftOut', 60_000)
  expect(writer.session.status.notice).toMatchObject({ fault: 'badSignature' })
  modified.kill()

  for (let count = 0; count < 180; count += 1) {
    writer.game('table')?.write(WOUNDS, { add: 1 })
    await time.pass(count % 45 === 0 ? 40_000 : 200)
  }
  await rest(writer)
  await time.pass(60_000)
  expect(relay.recordsKept).toBeLessThan(120)

  const joiner = await open(evening.alice)
  await rest(joiner)
  const scene = joiner.session.open('scene/x')
  await finish(scene)
  expect((await scene).doc.getMap('values').size).toBe(0)
  expect(joiner.game('table')?.read(WOUNDS)).toBe(180)
  expect(joiner.session.status.notice).toBeUndefined()
})
