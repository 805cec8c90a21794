import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { bytesToHex } from './hex.ts'

/** The upper 32 bits of 2^53 - 1. */
export const HIGHEST_HIGH_WORD = 0x1fffff

/** True when both hold the same bytes. */
export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index += 1) {
    if (left[index] !== right[index]) return false
  }
  return true
}

/** Joins byte strings into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** A key or hash as lower-case hex, to be a key of a Map. */
export function keyToText(key: Uint8Array): string {
  return bytesToHex(key)
}

/** A domain string as it stands in front of what is signed or hashed: UTF-8, closed by a zero byte. */
export function domainBytes(domain: string): Uint8Array {
  return new TextEncoder().encode(`${domain}\0`)
}

/** Reads exactly `length` bytes; throws a RangeError when they are not there. */
export function readBytes(decoder: decoding.Decoder, length: number): Uint8Array {
  need(decoder, length)
  return decoding.readUint8Array(decoder, length)
}

/** Reads one byte; throws a RangeError at the end. */
export function readByte(decoder: decoding.Decoder): number {
  need(decoder, 1)
  return decoding.readUint8(decoder)
}

/** Reads 16 bits, big-endian; throws a RangeError at the end. */
export function readU16(decoder: decoding.Decoder): number {
  return readByte(decoder) * 0x100 + readByte(decoder)
}

/** Reads 32 bits, big-endian; throws a RangeError at the end. */
export function readU32(decoder: decoding.Decoder): number {
  need(decoder, 4)
  return decoding.readUint32BigEndian(decoder)
}

/** Reads 64 bits, big-endian, that must stay within 2^53 - 1; throws a RangeError otherwise. */
export function readU64(decoder: decoding.Decoder): number {
  const high = readU32(decoder)
  const low = readU32(decoder)
  if (high > HIGHEST_HIGH_WORD) throw new RangeError('A number is too large.')
  return high * 0x1_0000_0000 + low
}

/** Reads a variable-length number in its one shortest form; throws a RangeError otherwise. */
export function readCount(decoder: decoding.Decoder): number {
  const start = decoder.pos
  const value = decoding.readVarUint(decoder)
  if (!Number.isSafeInteger(value)) throw new RangeError('A number is too large.')
  if (decoder.pos - start > 1 && decoder.arr[decoder.pos - 1] === 0) {
    throw new RangeError('A number is longer than it has to be.')
  }
  return value
}

/** Reads a byte string preceded by its length; throws a RangeError when it is cut short. */
export function readSizedBytes(decoder: decoding.Decoder): Uint8Array {
  return readBytes(decoder, readCount(decoder))
}

/** Throws a RangeError when bytes are left. */
export function readEnd(decoder: decoding.Decoder): void {
  if (decoding.hasContent(decoder)) throw new RangeError('There are bytes left over.')
}

/** Writes 16 bits, big-endian. */
export function writeU16(encoder: encoding.Encoder, value: number): void {
  encoding.writeUint8(encoder, value >>> 8)
  encoding.writeUint8(encoder, value & 0xff)
}

/** Writes 64 bits, big-endian, of a number up to 2^53 - 1. */
export function writeU64(encoder: encoding.Encoder, value: number): void {
  encoding.writeUint32BigEndian(encoder, Math.floor(value / 0x1_0000_0000))
  encoding.writeUint32BigEndian(encoder, value % 0x1_0000_0000)
}

/** Writes a byte string of a length the reader knows; throws when the length is another. */
export function writeFixed(encoder: encoding.Encoder, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) {
    throw new Error(`Expected ${length} bytes here and got ${bytes.length}. Pass the right field.`)
  }
  encoding.writeUint8Array(encoder, bytes)
}

function need(decoder: decoding.Decoder, length: number): void {
  if (decoder.pos + length > decoder.arr.length) throw new RangeError('The bytes end too early.')
}
