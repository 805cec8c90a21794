/** How many bytes a variable-length number takes. */
export function countBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes += 1
  return bytes
}

/** Writes a variable-length number in its shortest form; answers where it ended. */
export function writeCount(bytes: Uint8Array, start: number, value: number): number {
  let offset = start
  let rest = value
  while (rest > 0x7f) {
    bytes[offset] = 0x80 | (rest % 0x80)
    rest = Math.floor(rest / 0x80)
    offset += 1
  }
  bytes[offset] = rest
  return offset + 1
}
