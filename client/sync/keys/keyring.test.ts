import { describe, expect, test } from 'vitest'
import { verifyEd25519 } from '#relay/wire'
import { memberIdOf, streamOfDocument, type DocumentName } from '../names.ts'
import { join } from '../testing/party.ts'
import { randomBytes } from '../testing/device.ts'
import { foundSession } from './found-session.ts'
import { sealToGm } from './gm-sealing.ts'
import { createKeyring } from './keyring.ts'
import { grantOf, keyBytes, type SessionKeys } from './session-keys.ts'

const gm = foundSession(randomBytes)
const alice = join(gm, 'player')
const bob = join(gm, 'player')

const memberOf = (keys: SessionKeys) => memberIdOf(grantOf(keys, verifyEd25519).member)
const keyringOf = (keys: SessionKeys) => createKeyring(keys, memberOf(keys))
const privateOf = (keys: SessionKeys): DocumentName => `private/${memberOf(keys)}`
const sealed = (keys: SessionKeys) =>
  sealToGm(keyBytes(keys.gmSealingKey), keyBytes(keys.privateKey), randomBytes)

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
    expect(keyring.addPrivateKey(memberOf(alice), sealed(alice))).toBe(true)
    expect(keyring.keysOf(stream)).toEqual([keyBytes(alice.privateKey)])
    expect(keyring.addPrivateKey(memberOf(alice), sealed(alice))).toBe(false)
  })

  test('a private key is sealed to the GM: a player who gets hold of it learns nothing', () => {
    const keyring = keyringOf(bob)
    expect(keyring.addPrivateKey(memberOf(alice), sealed(alice))).toBe(false)
    expect(keyring.keysOf(streamOfDocument(privateOf(alice)))).toEqual([])
  })

  test('a wrong key that somebody published does not push out the right one', () => {
    const keyring = keyringOf(gm)
    keyring.addPrivateKey(memberOf(alice), sealed(bob))
    keyring.addPrivateKey(memberOf(alice), Uint8Array.of(1, 2, 3))
    keyring.addPrivateKey(memberOf(alice), sealed(alice))
    expect(keyring.keysOf(streamOfDocument(privateOf(alice)))).toContainEqual(
      keyBytes(alice.privateKey),
    )
  })
})
