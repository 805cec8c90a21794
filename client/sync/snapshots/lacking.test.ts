import '../simulation/quiet-broadcast.ts'
import { verifyEd25519 } from '#relay/wire'
import { afterEach, expect, test } from 'vitest'
import { acceptInvite, inviteLink, readInvite } from '../keys/invite.ts'
import { grantOf, type SessionKeys } from '../keys/session-keys.ts'
import { memberIdOf, type DocumentName } from '../names.ts'
import { makeCast } from '../simulation/cast.ts'
import { createChance } from '../simulation/chance.ts'
import { createEvening, type Evening } from '../simulation/evening.ts'
import { createFastSuite } from '../simulation/fast-suite.ts'
import { createVirtualDevice } from '../simulation/virtual-device.ts'

const KEPT_MS = 60_000
const KEEPING = { keptRecords: 20, keptMs: KEPT_MS, unattestedMs: 2 * KEPT_MS }
const SNAPSHOTS = { records: 50, bytes: 100_000, behind: 200, spreadMs: 3_000 }
const cast = makeCast()
const [alice = cast.joiner] = cast.players
const member = memberIdOf(grantOf(alice, verifyEd25519).member)
const diary: DocumentName = `private/${member}`

let evening: Evening | undefined
afterEach(() => evening?.end())

function deviceOf(table: Evening, name: string, keys: SessionKeys) {
  const { time, relay } = table
  const chance = createChance(5).branch(name)
  const rest = { crypto: createFastSuite(), snapshots: SNAPSHOTS, clockErrorMs: 0 }
  return createVirtualDevice({ name, keys, documents: [], time, chance, relay, ...rest })
}

function joinAsGm(): SessionKeys {
  const { bytes } = createChance(3)
  const invite = readInvite(inviteLink(cast.gm, 'https://table.example/', { role: 'gm' }, bytes))
  if (invite.type === 'damaged') throw new Error(invite.sentence)
  return acceptInvite(invite, bytes)
}

test('a GM who is given the key of a private document after its log was cut has all of it', async () => {
  evening = createEvening(1, { keeping: KEEPING, snapshots: SNAPSHOTS })
  const { time, relay, gm, open, rest } = evening
  const founder = await open(gm)
  await rest(founder)

  const writer = await deviceOf(evening, 'Diarist', alice).open()
  const { doc } = await opened(writer.session.open(diary))
  const values = doc.getMap<number>('values')
  for (let count = 0; count < 180; count += 1) {
    if (count % 60 === 0) await time.pass(3 * KEPT_MS)
    values.set(`page ${count}`, count)
    await time.pass(200)
  }
  await rest(writer)
  await time.pass(60_000)
  expect(relay.recordsKept).toBeLessThan(150)

  const late = deviceOf(evening, 'Second GM', joinAsGm())
  const newcomer = await late.open()
  await rest(newcomer)
  await time.pass(30_000)
  await evening.finish(newcomer.close())
  const again = await late.open()
  await rest(again)
  again.session.addPrivateKey(member, writer.session.sealedPrivateKey)
  await time.pass(30_000)
  const read = await opened(again.session.open(diary))
  expect(read.doc.getMap('values').size).toBe(180)
  expect(again.session.status.notice).toBeUndefined()
  for (const tab of [writer, again]) tab.kill()

  async function opened<Value>(promise: Promise<Value>): Promise<Value> {
    await evening?.finish(promise)
    return promise
  }
})
