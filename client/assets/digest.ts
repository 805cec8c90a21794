import { concatBytes } from '#relay/wire'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Pacer } from './pacer.ts'

/** SHA-256 of parts, one after the other; parts are asked for as they are needed. */
export type Digest = (parts: Iterable<Uint8Array>, signal?: AbortSignal) => Promise<Uint8Array>

const STEP_BYTES = 256 * 1024

/** By the browser where it can (several times faster, and not on this thread), else in steps that leave room. */
export function createDigest(subtle: SubtleCrypto | undefined, pace: Pacer): Digest {
  if (subtle !== undefined) {
    return async (parts, signal) => {
      const kept: Uint8Array[] = []
      for (const part of parts) {
        await pace(signal)
        kept.push(part)
      }
      const [only] = kept
      const whole = kept.length === 1 && only !== undefined ? only : concatBytes(...kept)
      return new Uint8Array(await subtle.digest('SHA-256', whole as Uint8Array<ArrayBuffer>))
    }
  }
  return async (parts, signal) => {
    const hash = sha256.create()
    for (const part of parts) {
      for (let from = 0; from < part.length; from += STEP_BYTES) {
        await pace(signal)
        hash.update(part.subarray(from, from + STEP_BYTES))
      }
    }
    return hash.digest()
  }
}
