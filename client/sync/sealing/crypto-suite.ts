import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import {
  keyToText,
  publicKeyOf,
  sha256,
  signEd25519,
  verifyEd25519,
  type Sha256,
  type Verify,
} from '#relay/wire'

/** The cryptography of a session. One suite is plain JavaScript, one uses the browser's; both make the same bytes. */
export interface CryptoSuite {
  /** XChaCha20-Poly1305 with a 32-byte key and a 24-byte nonce that never comes twice under that key. */
  seal(
    key: Uint8Array,
    nonce: Uint8Array,
    additional: Uint8Array,
    plaintext: Uint8Array,
  ): Uint8Array
  /** The plaintext, or undefined when anything was altered. */
  open(
    key: Uint8Array,
    nonce: Uint8Array,
    additional: Uint8Array,
    ciphertext: Uint8Array,
  ): Uint8Array | undefined
  /** HKDF-SHA-256: `length` bytes that only holders of the key can derive. */
  derive(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array
  /** Ed25519 (RFC 8032): 64 bytes. */
  sign(message: Uint8Array, seed: Uint8Array): Uint8Array | Promise<Uint8Array>
  verify(
    signature: Uint8Array,
    message: Uint8Array,
    publicKey: Uint8Array,
  ): boolean | Promise<boolean>
  /** The same check, answered at once: for certificates, which are few. */
  readonly verifyNow: Verify
  readonly sha256: Sha256
}

/** Plain JavaScript (noble): works without a secure context, as on a LAN table over http. */
export function createPlainSuite(): CryptoSuite {
  return {
    seal: (key, nonce, additional, plaintext) =>
      xchacha20poly1305(key, nonce, additional).encrypt(plaintext),
    open(key, nonce, additional, ciphertext) {
      try {
        return xchacha20poly1305(key, nonce, additional).decrypt(ciphertext)
      } catch {
        return undefined
      }
    },
    derive: (key, salt, info, length) => hkdf(nobleSha256, key, salt, info, length),
    sign: signEd25519,
    verify: verifyEd25519,
    verifyNow: verifyEd25519,
    sha256,
  }
}

/** The plain suite with the browser's Ed25519 (10 to 20 times as fast) where it is there and agrees. */
export async function createCryptoSuite(subtle: SubtleCrypto | undefined): Promise<CryptoSuite> {
  const plain = createPlainSuite()
  if (subtle === undefined) return plain
  const fast = { ...plain, ...subtleSignatures(subtle) }
  return (await agrees(fast, plain)) ? fast : plain
}

const PKCS8_PREFIX = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])

function subtleSignatures(subtle: SubtleCrypto): Pick<CryptoSuite, 'sign' | 'verify'> {
  const secretKeys = new Map<string, Promise<CryptoKey>>()
  const publicKeys = new Map<string, Promise<CryptoKey>>()

  function secretKey(seed: Uint8Array): Promise<CryptoKey> {
    return remembered(secretKeys, keyToText(seed), () =>
      subtle.importKey('pkcs8', joined(PKCS8_PREFIX, seed), 'Ed25519', false, ['sign']),
    )
  }
  function publicKey(key: Uint8Array): Promise<CryptoKey> {
    return remembered(publicKeys, keyToText(key), () =>
      subtle.importKey('raw', joined(key), 'Ed25519', false, ['verify']),
    )
  }
  return {
    async sign(message, seed) {
      return new Uint8Array(await subtle.sign('Ed25519', await secretKey(seed), joined(message)))
    },
    async verify(signature, message, key) {
      try {
        const imported = await publicKey(key)
        return await subtle.verify('Ed25519', imported, joined(signature), joined(message))
      } catch {
        return false
      }
    },
  }
}

async function agrees(fast: CryptoSuite, plain: CryptoSuite): Promise<boolean> {
  const seed = new Uint8Array(32).fill(7)
  const message = new TextEncoder().encode('dungeon-lab')
  try {
    const signature = await fast.sign(message, seed)
    return (
      plain.verifyNow(signature, message, publicKeyOf(seed)) &&
      (await fast.verify(signature, message, publicKeyOf(seed)))
    )
  } catch {
    return false
  }
}

function remembered(
  known: Map<string, Promise<CryptoKey>>,
  name: string,
  make: () => Promise<CryptoKey>,
): Promise<CryptoKey> {
  const found = known.get(name)
  if (found !== undefined) return found
  const made = make()
  known.set(name, made)
  return made
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
