/** Bytes as text that a document can keep. */
export function bytesToBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The bytes, or undefined when the value is none of ours. */
export function base64ToBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length > 4096) return undefined
  try {
    return Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
