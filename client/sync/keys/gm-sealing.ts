import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '#relay/wire'
import type { RandomBytes } from './session-keys.ts'

const PAIR_DOMAIN = new TextEncoder().encode('dungeon-lab gm sealing pair 1')
const BOX_DOMAIN = new TextEncoder().encode('dungeon-lab box to the gm 1')
// The box key is used once: it comes from a fresh key pair, so the nonce may be fixed.
const NONCE = new Uint8Array(24)

/** The X25519 public key (32 bytes) that belongs to a gm key (32 bytes). */
export function gmSealingKeyOf(gmKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secretOf(gmKey))
}

/** Seals bytes so that only holders of the gm key can open them: ephemeral X25519, HKDF, XChaCha20-Poly1305. */
export function sealToGm(
  gmSealingKey: Uint8Array,
  bytes: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const ephemeral = random(32)
  const ephemeralPublic = x25519.getPublicKey(ephemeral)
  const key = boxKey(x25519.getSharedSecret(ephemeral, gmSealingKey), ephemeralPublic, gmSealingKey)
  return concatBytes(ephemeralPublic, xchacha20poly1305(key, NONCE).encrypt(bytes))
}

/** Opens what `sealToGm` sealed; undefined when it was not sealed to this gm key. */
export function openAsGm(gmKey: Uint8Array, box: Uint8Array): Uint8Array | undefined {
  const ephemeralPublic = box.subarray(0, 32)
  try {
    const shared = x25519.getSharedSecret(secretOf(gmKey), ephemeralPublic)
    const key = boxKey(shared, ephemeralPublic, gmSealingKeyOf(gmKey))
    return xchacha20poly1305(key, NONCE).decrypt(box.subarray(32))
  } catch {
    return undefined
  }
}

function secretOf(gmKey: Uint8Array): Uint8Array {
  return hkdf(sha256, gmKey, undefined, PAIR_DOMAIN, 32)
}

function boxKey(shared: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  return hkdf(sha256, shared, concatBytes(from, to), BOX_DOMAIN, 32)
}
