import { bytesEqual, concatBytes, keyToText, publicKeyOf, verifyEd25519 } from '#relay/wire'
import { nativeSha256 } from '../../../relay/native-cryptography.ts'
import type { CryptoSuite } from '../sealing/crypto-suite.ts'

/**
 * Cryptography that is quick and keeps nothing secret: sealed bytes are readable, but a wrong key, a changed byte or
 * a wrong author is noticed as with the real one. Certificates are real, each is checked once per process.
 */
export function createFastSuite(): CryptoSuite {
  const publicKeys = new Map<string, Uint8Array>()
  const checked = new Map<string, boolean>()

  function publicKeyFor(seed: Uint8Array): Uint8Array {
    const name = keyToText(seed)
    const known = publicKeys.get(name)
    if (known !== undefined) return known
    const made = publicKeyOf(seed)
    publicKeys.set(name, made)
    return made
  }

  function markOf(message: Uint8Array, publicKey: Uint8Array): Uint8Array {
    const mark = checksum(publicKey, message)
    return concatBytes(mark, mark, mark, mark)
  }

  function verifyNow(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
    if (bytesEqual(signature, markOf(message, publicKey))) return true
    const name = keyToText(signature)
    const known = checked.get(name)
    if (known !== undefined) return known
    const isRight = verifyEd25519(signature, message, publicKey)
    checked.set(name, isRight)
    return isRight
  }

  return {
    seal: (key, nonce, additional, plaintext) =>
      concatBytes(plaintext, checksum(key, nonce, additional, plaintext)),
    open(key, nonce, additional, ciphertext) {
      const plaintext = ciphertext.subarray(0, -TAG_BYTES)
      const tag = ciphertext.subarray(-TAG_BYTES)
      return bytesEqual(tag, checksum(key, nonce, additional, plaintext)) ? plaintext : undefined
    },
    derive(key, salt, info, length) {
      const block = checksum(key, salt, info)
      return Uint8Array.from({ length }, (_, index) => block[index % block.length] ?? 0)
    },
    sign: (message, seed) => markOf(message, publicKeyFor(seed)),
    verify: verifyNow,
    verifyNow,
    sha256: nativeSha256,
  }
}

const TAG_BYTES = 16

/** Four FNV-1a sums side by side: 16 bytes. */
function checksum(...parts: readonly Uint8Array[]): Uint8Array {
  const sums = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
  let position = 0
  for (const part of parts) {
    for (const byte of part) {
      const lane = position & 3
      sums[lane] = Math.imul((sums[lane] ?? 0) ^ byte, 0x01000193)
      position += 1
    }
    sums[position & 3] = Math.imul((sums[position & 3] ?? 0) ^ part.length, 0x85ebca6b)
  }
  return new Uint8Array(Uint32Array.from(sums).buffer)
}
