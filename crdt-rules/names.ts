import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readText, writeText } from './any.ts'

/*
 * Segments of a path in bytes. They stand in every entry, and most are long ids of nothing but digits and small
 * letters, of which three fit in two bytes.
 */

/** Writes `varuint 2*length+1`, then each three characters in two bytes and the rest in one each; or `0 | text`. */
export function writeName(encoder: encoding.Encoder, name: string): void {
  if (!isPlain(name)) {
    encoding.write(encoder, 0)
    return writeText(encoder, name)
  }
  const { length } = name
  encoding.writeVarUint(encoder, 2 * length + 1)
  let index = 0
  for (; index + 2 < length; index += 3) {
    const three =
      (digitAt(name, index) * 36 + digitAt(name, index + 1)) * 36 + digitAt(name, index + 2)
    encoding.write(encoder, three >> 8)
    encoding.write(encoder, three & 255)
  }
  for (; index < length; index += 1) encoding.write(encoder, digitAt(name, index))
}

/** Reads what `writeName` wrote. */
export function readName(decoder: decoding.Decoder): string {
  const head = decoding.readVarUint(decoder)
  if (head === 0) return readText(decoder)
  if (head % 2 === 0) throw new Error('Written by a later version.')
  const length = (head - 1) / 2
  if (length > 2 * (decoder.arr.length - decoder.pos)) throw new Error('The name ends early.')
  let name = ''
  for (let left = length; left > 0; left -= 3) {
    if (left < 3) {
      for (; left > 0; left -= 1) name += letterOf(decoding.readUint8(decoder))
      break
    }
    const three = decoding.readUint8(decoder) * 256 + decoding.readUint8(decoder)
    const last = three % 36
    name += pairOf((three - last) / 36) + letterOf(last)
  }
  return name
}

function isPlain(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    if (digitAt(name, index) === noDigit) return false
  }
  return true
}

function digitAt(name: string, index: number): number {
  return digits[name.charCodeAt(index)] ?? noDigit
}

function letterOf(digit: number): string {
  return letters[digit] ?? fail()
}

function pairOf(digits: number): string {
  return pairs[digits] ?? fail()
}

function fail(): never {
  throw new Error('This is no character of a name.')
}

const noDigit = 255
const letters = Array.from({ length: 36 }, (_, digit) => digit.toString(36))
const pairs = letters.flatMap((left) => letters.map((right) => left + right))
const digits = new Uint8Array(128).fill(noDigit)
letters.forEach((letter, digit) => (digits[letter.charCodeAt(0)] = digit))
