import { bytesEqual } from '#relay/wire'
import type { CryptoSuite } from './crypto-suite.ts'

/** A key, and bytes that commit to it, so that one ciphertext cannot open to two plaintexts under two keys. */
export interface CommittedKey {
  readonly key: Uint8Array
  readonly commitment: Uint8Array
}

export const COMMITMENT_BYTES = 32

/** Derives a key with its commitment from a read key. */
export function deriveCommittedKey(
  crypto: Pick<CryptoSuite, 'derive'>,
  readKey: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
): CommittedKey {
  const derived = crypto.derive(readKey, salt, info, 32 + COMMITMENT_BYTES)
  return { key: derived.subarray(0, 32), commitment: derived.subarray(32) }
}

/** Whether a ciphertext begins with the key's commitment. */
export function isCommittedTo(ciphertext: Uint8Array, { commitment }: CommittedKey): boolean {
  return bytesEqual(ciphertext.subarray(0, COMMITMENT_BYTES), commitment)
}
