import { publicKeyOf, verifyEd25519, type Grant, type SnapshotInfo } from '#relay/wire'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { foundSession } from '../keys/found-session.ts'
import { createKeyring } from '../keys/keyring.ts'
import { grantOf, keyBytes, type SessionKeys } from '../keys/session-keys.ts'
import { memberIdOf, streamOfDocument } from '../names.ts'
import { createPlainSuite } from '../sealing/crypto-suite.ts'
import { randomBytes } from '../testing/device.ts'
import { join } from '../testing/party.ts'
import { createSnapshotSealer, type MadeSnapshot } from './snapshot-sealer.ts'

const LONGEST = 100_000
const goblin = new Y.Doc()
goblin.getMap('values').set('name', 'goblin')
const states = [{ document: 'table', state: Y.encodeStateAsUpdateV2(goblin) }] as const
const table = streamOfDocument('table')
const covers = { seq: 9, hash: new Uint8Array(32).fill(9) }
const gm = foundSession(randomBytes)
const laptop = join(gm, 'gm')
const [alice, bob] = [join(gm, 'player'), join(gm, 'player')]
const phone = join(gm, 'player')
const spectator = join(gm, 'spectator')
const everybody = [gm, laptop, alice, bob, phone, spectator]

/** Who a device is to the others; the phone is Alice's. */
function grant(keys: SessionKeys): Grant {
  const own = grantOf(keys, verifyEd25519)
  return keys === phone ? { ...own, member: grant(alice).member } : own
}

function sealerOf(keys: SessionKeys) {
  const deviceSeed = keyBytes(keys.deviceSeed)
  const grants = everybody.map(grant)
  return createSnapshotSealer({
    room: keys.room,
    deviceSeed,
    device: publicKeyOf(deviceSeed),
    keyring: createKeyring(keys, memberIdOf(grant(keys).member)),
    crypto: createPlainSuite(),
    random: randomBytes,
    grantOf: (device) => grants.find((each) => each.device.join() === device.join()),
  })
}

/** A snapshot of the table by somebody, and what a relay says of it. */
async function madeBy(keys: SessionKeys) {
  const made = await sealerOf(keys).seal(table, covers, states, LONGEST)
  return { made, info: infoOf(made, keys) }
}

function infoOf({ id, bytes }: MadeSnapshot, keys: SessionKeys): SnapshotInfo {
  const author = grant(keys).device
  return { id, author, covers, bytes: bytes.length, takenAtMs: 0, attestations: [] }
}

async function attestedBy(info: SnapshotInfo, keys: SessionKeys): Promise<SnapshotInfo> {
  const signature = await sealerOf(keys).attest(info.id)
  return { ...info, attestations: [{ device: grant(keys).device, signature }] }
}

describe('a snapshot', () => {
  test('says to its readers what its author put into it, also when that is nothing', async () => {
    const { made, info } = await madeBy(alice)
    expect(await sealerOf(gm).open(info, table, made.bytes)).toEqual(states)
    const empty = await sealerOf(alice).seal(table, covers, [], LONGEST)
    expect(await sealerOf(gm).open(infoOf(empty, alice), table, empty.bytes)).toEqual([])
  })

  test('opens to nobody when a byte of it is changed, or it is passed off as another', async () => {
    const { made, info } = await madeBy(alice)
    const other = await madeBy(bob)
    const reader = sealerOf(gm)
    for (let at = 0; at < made.bytes.length; at += 7) {
      const bytes = made.bytes.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect(await reader.open(info, table, bytes)).toBeUndefined()
    }
    expect(await reader.open(info, table, other.made.bytes)).toBeUndefined()
    expect(await reader.open(info, streamOfDocument('words'), made.bytes)).toBeUndefined()
    const elsewhere = { ...info, covers: { ...covers, seq: 10 } }
    expect(await reader.open(elsewhere, table, made.bytes)).toBeUndefined()
  })

  test('opens to nobody when its author may not write there, or nobody knows them', async () => {
    const { made, info } = await madeBy(spectator)
    expect(await sealerOf(gm).open(info, table, made.bytes)).toBeUndefined()
    const stranger = await madeBy(join(gm, 'player'))
    expect(await sealerOf(gm).open(stranger.info, table, stranger.made.bytes)).toBeUndefined()
  })
})

describe('vouching', () => {
  test('counts from another person, and from another device of a GM', async () => {
    const reader = sealerOf(bob)
    const { info } = await madeBy(alice)
    expect(await reader.isAttested(info, table)).toBe(false)
    expect(await reader.isAttested(await attestedBy(info, bob), table)).toBe(true)
    const { info: ofGm } = await madeBy(gm)
    expect(await reader.isAttested(await attestedBy(ofGm, laptop), table)).toBe(true)
  })

  test('does not count from the author, a second device of the same player, or who may not write there', async () => {
    const reader = sealerOf(bob)
    const { info } = await madeBy(alice)
    for (const keys of [alice, phone, spectator]) {
      expect(await reader.isAttested(await attestedBy(info, keys), table)).toBe(false)
    }
  })

  test('does not count when it is forged, or was given to another snapshot', async () => {
    const reader = sealerOf(bob)
    const [{ info }, { info: other }] = [await madeBy(alice), await madeBy(gm)]
    const { attestations } = await attestedBy(other, bob)
    expect(await reader.isAttested({ ...info, attestations }, table)).toBe(false)
    const [forger] = (await attestedBy(info, laptop)).attestations
    if (forger === undefined) throw new Error('There should be an attestation.')
    const forged = [{ ...forger, device: grant(bob).device }]
    expect(await reader.isAttested({ ...info, attestations: forged }, table)).toBe(false)
  })
})
