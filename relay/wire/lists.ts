import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readByte, readCount } from './bytes.ts'

/** Writes a count and the items. */
export function writeList<Item>(
  encoder: encoding.Encoder,
  items: readonly Item[],
  write: (item: Item) => void,
): void {
  encoding.writeVarUint(encoder, items.length)
  items.forEach(write)
}

/**
 * Reads a count and the items; throws a RangeError when they are not there. Says how short an item can be, so
 * that a false count runs into the end instead of into memory.
 */
export function readList<Item>(
  decoder: decoding.Decoder,
  shortestItem: number,
  read: (decoder: decoding.Decoder) => Item,
): Item[] {
  const count = readCount(decoder)
  const left = decoder.arr.length - decoder.pos
  if (count * shortestItem > left) throw new RangeError('The bytes end too early.')
  return Array.from({ length: count }, () => read(decoder))
}

/** Reads 0 or 1; throws a RangeError otherwise. */
export function readFlag(decoder: decoding.Decoder): boolean {
  const byte = readByte(decoder)
  if (byte > 1) throw new RangeError('A flag is neither 0 nor 1.')
  return byte === 1
}
