import '../simulation/quiet-broadcast.ts'
import { afterEach, expect, test } from 'vitest'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'
import { makeCast } from '../simulation/cast.ts'
import { createChance } from '../simulation/chance.ts'
import { createEvening, type Evening } from '../simulation/evening.ts'
import { createFastSuite } from '../simulation/fast-suite.ts'
import { createVirtualDevice, type VirtualTab } from '../simulation/virtual-device.ts'
import { encodeStates } from './snapshot-payload.ts'

const KEEPING = { keptRecords: 5, keptMs: 5_000, unattestedMs: 10_000 }
const SNAPSHOTS = { records: 30, bytes: 100_000, behind: 200, spreadMs: 1_000 }
const WOUNDS = 'actors.goblin.wounds'
const woundsOn = (tab: VirtualTab) => tab.game('table')?.read(WOUNDS)

let evening: Evening | undefined
afterEach(() => evening?.end())

/** A client with a fault: its snapshots of documents say nothing of them, and whom it vouches for nobody can tell. */
function suiteOfForgetful(): CryptoSuite {
  const suite = createFastSuite()
  const isOf = (kind: string, bytes: Uint8Array) =>
    new TextDecoder().decode(bytes).startsWith(`dungeon-lab ${kind}`)
  return {
    ...suite,
    seal(key, nonce, additional, plaintext) {
      const said = isOf('snapshot', additional) ? encodeStates([], plaintext.length) : plaintext
      return suite.seal(key, nonce, additional, said)
    },
    sign: (message, seed) =>
      isOf('attestation', message)
        ? Promise.resolve(new Uint8Array(64))
        : suite.sign(message, seed),
  }
}

async function woundOften({ time, rest }: Evening, tab: VirtualTab, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    tab.game('table')?.write(WOUNDS, { add: 1 })
    await time.pass(200)
  }
  await rest(tab)
  await time.pass(15_000)
}

test('a newest snapshot that leaves out what the log builds on is made up for by the one before it', async () => {
  evening = createEvening(1, { keeping: KEEPING, snapshots: SNAPSHOTS })
  const { time, relay, gm, bob, open, rest } = evening
  const writer = await open(gm)
  await rest(writer)
  for (let round = 0; round < 3; round += 1) await woundOften(evening, writer, 40)
  expect(relay.recordsKept).toBeLessThan(100)
  await time.pass(20_000)
  await woundOften(evening, writer, 10)
  const before = relay.recordsKept

  const [keys = makeCast().joiner] = makeCast().players
  const forgetful = createVirtualDevice({
    ...{ name: 'Forgetful', keys, documents: ['table'], clockErrorMs: 0, time, relay },
    ...{ chance: createChance(9), crypto: suiteOfForgetful(), snapshots: SNAPSHOTS },
  })
  writer.cable.set('cut')
  const modified = await open(forgetful)
  await rest(modified)
  for (let count = 0; count < 35; count += 1) {
    modified.game('table')?.write(WOUNDS, { add: 1 })
    await time.pass(200)
  }
  await time.pass(5_000)
  modified.kill()
  expect(relay.recordsKept).toBeLessThan(before + 40)

  const joiner = await open(bob)
  await rest(joiner)
  expect(woundsOn(joiner)).toBe(165)
  expect(joiner.session.status.notice).toBeUndefined()
})
