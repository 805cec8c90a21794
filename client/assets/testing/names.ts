import { keyToText, sha256, type BlobHash } from '#relay/wire'

/** A hash that differs by the text. */
export function hashOfText(text: string): BlobHash {
  return keyToText(sha256(new TextEncoder().encode(text))) as BlobHash
}

/** A content mark that differs by the number. */
export function markOfNumber(number: number): Uint8Array {
  return new Uint8Array(16).fill(number)
}
