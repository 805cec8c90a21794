/**
 * The bytes of base64 text; undefined when it holds anything else. Takes both alphabets, with or without
 * padding and line breaks. Made for images of a hundred megabytes, so it copies nothing on the way.
 */
export function base64ToBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4))
  let length = 0
  let pending = 0
  let pendingBits = 0
  for (let i = 0; i < text.length; i += 1) {
    const value = values[text.charCodeAt(i)] ?? stranger
    if (value === stranger) return undefined
    if (value === space) continue
    pending = ((pending << 6) | value) & 0xffff
    pendingBits += 6
    if (pendingBits < 8) continue
    pendingBits -= 8
    bytes[length] = pending >> pendingBits
    length += 1
  }
  // A copy, so that the room for padding and breaks is not kept for ever.
  return length === bytes.length ? bytes : bytes.slice(0, length)
}

const stranger = 255
const space = 254
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Uint8Array(256).fill(stranger)
for (let i = 0; i < alphabet.length; i += 1) values[alphabet.charCodeAt(i)] = i
for (const [letter, value] of [
  ['-', 62],
  ['_', 63],
] as const) {
  values[letter.charCodeAt(0)] = value
}
for (const letter of '=\r\n\t ') values[letter.charCodeAt(0)] = space
