import * as encoding from 'lib0/encoding'
import { writeName } from '../names.ts'

/** Whether the bytes of a document say these words anywhere: as text, or as an id in a path, which is packed. */
export function mentions(bytes: Uint8Array, words: string): boolean {
  const searched = Buffer.from(bytes)
  return searched.includes(words) || searched.includes(packed(words))
}

function packed(name: string): Buffer {
  return Buffer.from(encoding.encode((encoder) => writeName(encoder, name)))
}
