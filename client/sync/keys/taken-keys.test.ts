import { verifyEd25519 } from '#relay/wire'
import { expect, test } from 'vitest'
import { memberIdOf, streamOfDocument } from '../names.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { randomBytes } from '../testing/device.ts'
import { join } from '../testing/party.ts'
import { foundSession } from './found-session.ts'
import { createKeyring } from './keyring.ts'
import { publishPrivateKey } from './published-key.ts'
import { grantOf, keyBytes } from './session-keys.ts'
import { createTakenKeys } from './taken-keys.ts'

test('a key that was taken is there after the next start, before any relay says whose device it is', async () => {
  const gm = foundSession(randomBytes)
  const alice = join(gm, 'player')
  const grant = grantOf(alice, verifyEd25519)
  const member = memberIdOf(grant.member)
  const stream = streamOfDocument(`private/${member}`)
  const store = createMemoryStore()
  function begin(knows: boolean) {
    const keyring = createKeyring(gm, memberIdOf(grantOf(gm, verifyEd25519).member))
    const known = { room: gm.room, store, keyring, verify: verifyEd25519 }
    const keys = createTakenKeys({ ...known, grantOf: () => (knows ? grant : undefined) })
    return { keyring, keys }
  }
  const published = publishPrivateKey(alice, member, randomBytes)
  expect(begin(false).keys.take(member, published)).toBe(false)
  expect(begin(true).keys.take(member, published)).toBe(true)

  const next = begin(false)
  expect(next.keyring.keysOf(stream)).toEqual([])
  await next.keys.load()
  expect(next.keyring.keysOf(stream)).toEqual([keyBytes(alice.privateKey)])
})
