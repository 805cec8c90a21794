import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publicKeyOf } from '#relay/wire'
import { randomBytes } from '../testing/device.ts'
import { createCryptoSuite, createPlainSuite } from './crypto-suite.ts'

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('the cryptography of a session', () => {
  test('the browser and plain JavaScript make the same signatures and believe each other', async () => {
    const fast = await createCryptoSuite(globalThis.crypto.subtle)
    const plain = createPlainSuite()
    expect(fast.sign).not.toBe(plain.sign)
    await fc.assert(
      fc.asyncProperty(bytesOf(32), fc.uint8Array(), async (seed, message) => {
        const signature = await plain.sign(message, seed)
        expect(await fast.sign(message, seed)).toEqual(signature)
        expect(await fast.verify(signature, message, publicKeyOf(seed))).toBe(true)
        const forged = Uint8Array.from(signature, (byte, index) => (index === 3 ? byte ^ 1 : byte))
        expect(await fast.verify(forged, message, publicKeyOf(seed))).toBe(false)
        expect(plain.verifyNow(forged, message, publicKeyOf(seed))).toBe(false)
      }),
      { numRuns: 20 },
    )
  })

  test('without a secure context, or with a browser that lacks Ed25519, it is plain JavaScript', async () => {
    const lacking = {
      importKey: () => Promise.reject(new DOMException('Unknown algorithm.', 'NotSupportedError')),
    } as unknown as SubtleCrypto
    for (const subtle of [undefined, lacking]) {
      const suite = await createCryptoSuite(subtle)
      const seed = randomBytes(32)
      const message = randomBytes(10)
      expect(suite.sign(message, seed)).toEqual(createPlainSuite().sign(message, seed))
    }
  })

  test('a key that is no point of the curve is simply wrong', async () => {
    const suite = await createCryptoSuite(globalThis.crypto.subtle)
    const nonsense = new Uint8Array(32).fill(255)
    expect(await suite.verify(new Uint8Array(64), new Uint8Array(1), nonsense)).toBe(false)
  })

  test('seals XChaCha20-Poly1305: opens to the same, and not at all once altered', () => {
    const suite = createPlainSuite()
    fc.assert(
      fc.property(
        bytesOf(32),
        bytesOf(24),
        fc.uint8Array(),
        fc.uint8Array(),
        (key, nonce, aad, text) => {
          const sealed = suite.seal(key, nonce, aad, text)
          expect(suite.open(key, nonce, aad, sealed)).toEqual(text)
          expect(suite.open(key, nonce, Uint8Array.of(...aad, 0), sealed)).toBeUndefined()
        },
      ),
    )
  })
})
