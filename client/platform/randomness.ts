/** Random bytes fit for keys. Works without a secure context too. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** Evenly spread in [0, 1), from the same strong source, with 53 bits. */
export function randomFraction(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 0x20000000000000
}

/** The browser's cryptography; undefined without a secure context, as on a LAN table over plain http. */
export function subtleCryptography(): SubtleCrypto | undefined {
  return (crypto as { readonly subtle?: SubtleCrypto }).subtle
}
