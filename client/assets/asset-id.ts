import { blobHashToBytes, keyToText, type BlobHash } from '#relay/wire'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'

/**
 * Names one content with its media type within one session: 64 characters of base64url. Its first 16 bytes are made of
 * the content by a key of the session, the other 32 name the sealed file on the relay. Whoever has the id and the
 * session's keys can fetch and open it; the same content always gets the same id.
 */
export type AssetId = string & { readonly __kind: 'asset' }

export const CONTENT_MARK_BYTES = 16

/** The id of a content by its mark and its sealed file. */
export function assetIdOf(contentMark: Uint8Array, hash: BlobHash): AssetId {
  const bytes = new Uint8Array(CONTENT_MARK_BYTES + 32)
  bytes.set(contentMark)
  bytes.set(blobHashToBytes(hash), CONTENT_MARK_BYTES)
  return toBase64UrlEncoded(bytes) as AssetId
}

/** True for text that is an asset id. */
export function isAssetId(text: unknown): text is AssetId {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{64}$/.test(text)
}

/** What the content is marked with. */
export function contentMarkOf(id: AssetId): Uint8Array {
  return fromBase64UrlEncoded(id).subarray(0, CONTENT_MARK_BYTES)
}

/** The sealed file on the relay. */
export function blobHashOf(id: AssetId): BlobHash {
  return keyToText(fromBase64UrlEncoded(id).subarray(CONTENT_MARK_BYTES)) as BlobHash
}
