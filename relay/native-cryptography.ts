import { createPublicKey, hash, verify } from 'node:crypto'
import type { Sha256, Verify } from './wire/index.ts'

/** What stands in front of the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * SHA-256 by Node: several times faster than in plain JavaScript. By way of a string, because a Buffer from native code
 * costs as much again as the hash.
 */
export const nativeSha256: Sha256 = (bytes) => {
  const text = hash('sha256', bytes, 'binary')
  const digest = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) digest[index] = text.charCodeAt(index)
  return digest
}

/** Ed25519 check by Node. A key that is no point of the curve is simply wrong. */
export const nativeVerify: Verify = (signature, message, publicKey) => {
  try {
    const der = Buffer.concat([DER_PREFIX, publicKey])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, message, key, signature)
  } catch {
    return false
  }
}
