import { describe, expect, test } from 'vitest'
import { publicKeyOf, streamOf } from '#relay/wire'
import { foundSession } from '../keys/found-session.ts'
import { createKeyring } from '../keys/keyring.ts'
import { keyBytes, type SessionKeys } from '../keys/session-keys.ts'
import { randomBytes } from '../testing/device.ts'
import { join } from '../testing/party.ts'
import { createPlainSuite } from './crypto-suite.ts'
import { createWhisperSealer, WHISPER_OVERHEAD_BYTES } from './whisper-sealer.ts'

const gm = foundSession(randomBytes)
const alice = join(gm, 'player')
const NOW = 1_800_000_000_000
const words = Uint8Array.of(1, 2, 3)

const deviceOf = (keys: SessionKeys) => publicKeyOf(keyBytes(keys.deviceSeed))

function whispersOf(keys: SessionKeys) {
  return createWhisperSealer({
    room: keys.room,
    device: deviceOf(keys),
    keyring: createKeyring(keys, '000000'),
    crypto: createPlainSuite(),
    random: randomBytes,
  })
}

function sealedBy(keys: SessionKeys, audience: 'members' | 'gm' = 'members'): Uint8Array {
  const sealed = whispersOf(keys).seal(audience, words, NOW)
  if (sealed === undefined) throw new Error('It could not be sealed.')
  return sealed
}

describe('a whisper', () => {
  test('is heard once, by whom it is for', () => {
    const sealed = sealedBy(gm)
    const ears = whispersOf(alice)
    expect(sealed.length).toBe(words.length + WHISPER_OVERHEAD_BYTES)
    const heard = ears.open(streamOf('table'), deviceOf(gm), sealed, NOW)
    expect(heard).toEqual({ audience: 'members', payload: words })
    expect(ears.open(streamOf('table'), deviceOf(gm), sealed, NOW)).toBeUndefined()
  })

  test('among GMs is not heard by players', () => {
    const sealed = sealedBy(gm, 'gm')
    expect(whispersOf(alice).open(streamOf('gm'), deviceOf(gm), sealed, NOW)).toBeUndefined()
    expect(whispersOf(alice).seal('gm', words, NOW)).toBeUndefined()
    expect(whispersOf(gm).open(streamOf('gm'), deviceOf(gm), sealed, NOW)?.audience).toBe('gm')
  })

  test('that is old, altered, or said to be by somebody else is not heard', () => {
    const sealed = sealedBy(gm)
    const altered = Uint8Array.from(sealed, (byte, index) => (index === 30 ? byte ^ 1 : byte))
    const ears = whispersOf(alice)
    expect(ears.open(streamOf('table'), deviceOf(gm), sealed, NOW + 200_000)).toBeUndefined()
    expect(ears.open(streamOf('table'), deviceOf(gm), altered, NOW)).toBeUndefined()
    expect(ears.open(streamOf('table'), deviceOf(alice), sealed, NOW)).toBeUndefined()
    expect(ears.open(streamOf('table'), deviceOf(gm), sealed.slice(0, 20), NOW)).toBeUndefined()
  })

  test('is heard again after a reconnection, under a fresh key', () => {
    const mouth = whispersOf(gm)
    const ears = whispersOf(alice)
    for (let connection = 0; connection < 3; connection += 1) {
      mouth.reconnect()
      const sealed = mouth.seal('members', words, NOW) ?? new Uint8Array()
      expect(ears.open(streamOf('table'), deviceOf(gm), sealed, NOW)).toBeDefined()
    }
  })
})
