import { describe, expect, test } from 'vitest'
import { bytesEqual, verifyEd25519 } from '#relay/wire'
import { memberIdOf, streamOfDocument, type DocumentName } from '../names.ts'
import { join } from '../testing/party.ts'
import { randomBytes } from '../testing/device.ts'
import { foundSession } from './found-session.ts'
import { createKeyring, type Keyring } from './keyring.ts'
import { publishPrivateKey } from './published-key.ts'
import { grantOf, keyBytes, type SessionKeys } from './session-keys.ts'

const gm = foundSession(randomBytes)
const alice = join(gm, 'player')
const bob = join(gm, 'player')

const memberOf = (keys: SessionKeys) => memberIdOf(grantOf(keys, verifyEd25519).member)
const keyringOf = (keys: SessionKeys) => createKeyring(keys, memberOf(keys))
const privateOf = (keys: SessionKeys): DocumentName => `private/${memberOf(keys)}`
const published = (keys: SessionKeys) => publishPrivateKey(keys, memberOf(keys), randomBytes)
const known = [gm, alice, bob].map((keys) => grantOf(keys, verifyEd25519))
const knownGrant = (device: Uint8Array) => known.find((grant) => bytesEqual(grant.device, device))
const take = (keyring: Keyring, owner: SessionKeys, bytes: Uint8Array) =>
  keyring.addPrivateKey(memberOf(owner), bytes, knownGrant, verifyEd25519)

function canRead(keys: SessionKeys, document: DocumentName): boolean {
  return keyringOf(keys).keysOf(streamOfDocument(document)).length > 0
}

describe('the read keys of a device', () => {
  test('members read what is for members, only a GM reads what is for the GM', () => {
    for (const document of ['control', 'table', 'words', 'log/3', 'scene/cave'] as const) {
      expect([canRead(gm, document), canRead(alice, document)]).toEqual([true, true])
    }
    for (const document of ['gm', 'gmWords', 'gmScene/cave'] as const) {
      expect([canRead(gm, document), canRead(alice, document)]).toEqual([true, false])
    }
  })

  test('a private document opens for its member, and for a GM who was given its key', () => {
    expect(canRead(alice, privateOf(alice))).toBe(true)
    expect(canRead(bob, privateOf(alice))).toBe(false)
    const keyring = keyringOf(gm)
    const stream = streamOfDocument(privateOf(alice))
    expect(keyring.keysOf(stream)).toEqual([])
    expect(keyring.awaits(stream)).toBe(true)
    expect(take(keyring, alice, published(alice))).toBe(true)
    expect(keyring.keysOf(stream)).toEqual([keyBytes(alice.privateKey)])
    expect(take(keyring, alice, published(alice))).toBe(false)
  })

  test('a private key is sealed to the GM: a player who gets hold of it learns nothing', () => {
    const keyring = keyringOf(bob)
    expect(take(keyring, alice, published(alice))).toBe(false)
    expect(keyring.keysOf(streamOfDocument(privateOf(alice)))).toEqual([])
  })

  test('what another player publishes beside her name is not taken, before hers or after', () => {
    const keyring = keyringOf(gm)
    const stream = streamOfDocument(privateOf(alice))
    const forged = [
      published(bob),
      publishPrivateKey(bob, memberOf(alice), randomBytes),
      publishPrivateKey({ ...bob, certificates: alice.certificates }, memberOf(alice), randomBytes),
      beneathHerName(published(bob)),
      beneathHerName(publishPrivateKey(bob, memberOf(alice), randomBytes)),
      Uint8Array.of(1, 2, 3),
    ]
    expect(forged.map((bytes) => take(keyring, alice, bytes))).not.toContain(true)
    expect(keyring.keysOf(stream)).toEqual([])
    expect(take(keyring, alice, published(alice))).toBe(true)
    expect(forged.map((bytes) => take(keyring, alice, bytes))).not.toContain(true)
    expect(keyring.keysOf(stream)).toEqual([keyBytes(alice.privateKey)])
  })

  test('a key is taken once its device is known, and one published for another room never', () => {
    const keyring = keyringOf(gm)
    const bytes = published(alice)
    const nobody = () => undefined
    expect(keyring.addPrivateKey(memberOf(alice), bytes, nobody, verifyEd25519)).toBe(false)
    const elsewhere = { ...alice, room: foundSession(randomBytes).room }
    expect(take(keyring, alice, publishPrivateKey(elsewhere, memberOf(alice), randomBytes))).toBe(
      false,
    )
    expect(take(keyring, alice, bytes)).toBe(true)
  })
})

/** The same bytes, said to come from Alice's device. */
function beneathHerName(bytes: Uint8Array): Uint8Array {
  const claimed = bytes.slice()
  claimed.set(grantOf(alice, verifyEd25519).device)
  return claimed
}
