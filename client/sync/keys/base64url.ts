import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'

/** Bytes as base64url text without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64UrlEncoded(bytes)
}

/** Reads base64url in its one canonical spelling; undefined for anything else. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  const bytes = fromBase64UrlEncoded(text)
  return toBase64UrlEncoded(bytes) === text ? bytes : undefined
}
