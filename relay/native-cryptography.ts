import { createPublicKey, hash, verify } from 'node:crypto'
import type { Sha256, Verify } from './wire/index.ts'

/** What stands in front of the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** SHA-256 by Node: several times faster than in plain JavaScript. */
export const nativeSha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'))

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
