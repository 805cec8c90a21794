import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What stands before the content inside the seal. */
export interface ContentHeader {
  readonly mime: string
  readonly contentBytes: number
  readonly headerBytes: number
}

const VERSION = 1
const UNKNOWN = 'application/octet-stream'

/** `u8` version ‖ media type as `sized` ‖ `count` length of the content. */
export function encodeHeader(content: {
  readonly mime: string
  readonly bytes: Uint8Array
}): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeVarString(encoder, content.mime)
  encoding.writeVarUint(encoder, content.bytes.length)
  return encoding.toUint8Array(encoder)
}

/** Undefined when there is none. */
export function readHeader(plain: Uint8Array): ContentHeader | undefined {
  try {
    const decoder = decoding.createDecoder(plain)
    if (decoding.readUint8(decoder) !== VERSION) return undefined
    const mime = decoding.readVarString(decoder)
    const contentBytes = decoding.readVarUint(decoder)
    if (mime !== tidyMime(mime)) return undefined
    return { mime, contentBytes, headerBytes: decoder.pos }
  } catch {
    return undefined
  }
}

/** A media type as it is written down: lower case, without parameters. */
export function tidyMime(mime: string): string {
  const [type = ''] = mime.toLowerCase().split(';')
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,79}$/.test(type.trim()) ? type.trim() : UNKNOWN
}

/** What a page may be told a member's file is: pictures, sounds, films, fonts; never a page or a script. */
export function harmlessMime(mime: string): string {
  return /^(?:image|audio|video|font)\//.test(mime) ? mime : UNKNOWN
}
