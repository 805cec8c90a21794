import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  NOTHING_SEEN,
  encodeRecord,
  decodeRecord,
  isMalformed,
  publicKeyOf,
  signRecord,
  streamOf,
  tabIdFromBytes,
  verifyEd25519,
  type SealedRecord,
} from '#relay/wire'
import { createKeyring } from '../keys/keyring.ts'
import { foundSession } from '../keys/found-session.ts'
import { grantOf, keyBytes, type SessionKeys } from '../keys/session-keys.ts'
import { memberIdOf, type DocumentName } from '../names.ts'
import { randomBytes } from '../testing/device.ts'
import { join } from '../testing/party.ts'
import { createPlainSuite } from './crypto-suite.ts'
import { createRecordSealer } from './record-sealer.ts'

const RECORD_BYTES = 262_144
const gm = foundSession(randomBytes)
const alice = join(gm, 'player')
const grants = [gm, alice].map((keys) => grantOf(keys, verifyEd25519))
const tab = tabIdFromBytes(randomBytes(8))
const place = { tab, ctr: 1, seen: NOTHING_SEEN }

function sealerOf(keys: SessionKeys) {
  const deviceSeed = keyBytes(keys.deviceSeed)
  return createRecordSealer({
    room: keys.room,
    deviceSeed,
    device: publicKeyOf(deviceSeed),
    keyring: createKeyring(keys, memberIdOf(grantOf(keys, verifyEd25519).member)),
    crypto: createPlainSuite(),
    grantOf: (device) => grants.find((grant) => grant.device.join() === device.join()),
  })
}

function sealed(keys: SessionKeys, document: DocumentName, bytes: Uint8Array, ctr = 1) {
  const payload = { document, part: 0, parts: 1, bytes }
  return sealerOf(keys).seal(payload, { ...place, ctr }, RECORD_BYTES)
}

/** The same record, as its author would have signed it had they meant it so. */
function resigned(record: SealedRecord, keys: SessionKeys): SealedRecord {
  return signRecord(keys.room, record, keyBytes(keys.deviceSeed))
}

describe('a sealed record', () => {
  test('says to its readers what its author said', async () => {
    const bytes = randomBytes(500)
    const record = decodeRecord(encodeRecord(await sealed(alice, 'scene/cave', bytes)))
    if (isMalformed(record)) throw new Error(record.reason)
    expect(await sealerOf(gm).open(record)).toEqual({
      type: 'opened',
      payload: { document: 'scene/cave', part: 0, parts: 1, bytes },
    })
  })

  test('is closed to those who hold no key for it', async () => {
    const record = await sealed(gm, 'gm', Uint8Array.of(1))
    expect(await sealerOf(alice).open(record)).toEqual({ type: 'closed' })
  })

  test('whatever byte is changed on the way, it is refused or no record at all', async () => {
    const bytes = encodeRecord(await sealed(alice, 'table', randomBytes(40)))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, mask) => {
          const altered = bytes.slice()
          altered[at] = (altered[at] ?? 0) ^ mask
          const record = decodeRecord(altered)
          const result = isMalformed(record) ? undefined : await sealerOf(gm).open(record)
          expect(result === undefined || result.type === 'refused').toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('every header field is bound to its content, even when its author signs it again', async () => {
    const record = await sealed(alice, 'table', Uint8Array.of(1, 2, 3))
    const changes: readonly Partial<SealedRecord>[] = [
      { stream: streamOf('words') },
      { ctr: 2 },
      { keyEpoch: 1 },
      { kind: 9 },
      { tab: tabIdFromBytes(randomBytes(8)) },
      { nonce: randomBytes(24) },
      { seen: { ...NOTHING_SEEN, seq: 7 } },
      { seen: { ...NOTHING_SEEN, epoch: randomBytes(16) } },
      { seen: { ...NOTHING_SEEN, hash: randomBytes(16) } },
    ]
    for (const change of changes) {
      const altered = resigned({ ...record, ...change }, alice)
      expect(await sealerOf(gm).open(altered)).toEqual({ type: 'refused', refusal: 'unreadable' })
    }
  })

  test('in a stream its author may not write it is refused, whatever the relay let through', async () => {
    const record = await sealed(alice, 'table', Uint8Array.of(1))
    const forbidden = resigned({ ...record, stream: streamOf('control') }, alice)
    expect(await sealerOf(gm).open(forbidden)).toEqual({ type: 'refused', refusal: 'notAllowed' })
  })

  test('by a device nobody vouches for it is refused', async () => {
    const stranger = join(gm, 'player')
    const record = await sealed(stranger, 'table', Uint8Array.of(1))
    expect(await sealerOf(gm).open(record)).toEqual({ type: 'refused', refusal: 'unknownAuthor' })
  })

  test('has another nonce and another key for every number and tab', async () => {
    const first = await sealed(alice, 'table', Uint8Array.of(1), 1)
    const second = await sealed(alice, 'table', Uint8Array.of(1), 2)
    expect(first.nonce).not.toEqual(second.nonce)
    expect(first.ciphertext.slice(32)).not.toEqual(second.ciphertext.slice(32))
    expect(first.ciphertext.slice(0, 32)).toEqual(second.ciphertext.slice(0, 32))
  })

  test('tells little by its length, and never grows past the limit', async () => {
    const lengthOf = async (length: number) =>
      encodeRecord(await sealed(alice, 'table', new Uint8Array(length))).length
    expect(await lengthOf(1)).toBe(await lengthOf(40))
    expect(await lengthOf(1000)).toBe(await lengthOf(1008))
    const longest = sealerOf(alice).plaintextBytes(RECORD_BYTES) - 40
    expect(await lengthOf(longest)).toBeLessThanOrEqual(RECORD_BYTES)
  })
})
