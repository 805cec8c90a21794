const DIGITS = new TextEncoder().encode('0123456789abcdef')

/**
 * Up to a few dozen bytes as lower-case hex. In one piece: what is put together digit by digit keeps an object for each
 * digit in memory.
 */
export function bytesToHex(bytes: Uint8Array): string {
  const codes: number[] = []
  for (const byte of bytes) codes.push(DIGITS[byte >>> 4] ?? 0, DIGITS[byte & 0xf] ?? 0)
  return String.fromCharCode(...codes)
}
