import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isDocumentName, type DocumentName } from '../names.ts'
import { paddedLength } from './padding.ts'

/** What a record says once opened: one part of a merged Yjs update of one document. */
export interface Payload {
  readonly document: DocumentName
  /** Counted from 0; part n stands in the record whose ctr is that of part 0 plus n. */
  readonly part: number
  readonly parts: number
  readonly bytes: Uint8Array
}

const VERSION = 1
const MOST_PARTS = 4096

/** How many bytes of an update fit into one record whose plaintext may be `room` bytes long. */
export function partCapacity(document: DocumentName, room: number): number {
  const header = encodeHeader({ document, part: MOST_PARTS, parts: MOST_PARTS }).length + 5
  return room - header
}

/** The plaintext of a record, padded, but never longer than `longest`. */
export function encodePayload(payload: Payload, longest: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8Array(encoder, encodeHeader(payload))
  encoding.writeVarUint8Array(encoder, payload.bytes)
  const content = encoding.toUint8Array(encoder)
  const padded = new Uint8Array(
    Math.max(content.length, Math.min(paddedLength(content.length), longest)),
  )
  padded.set(content)
  return padded
}

/** Reads a record's plaintext; undefined when it is not one. */
export function decodePayload(plaintext: Uint8Array): Payload | undefined {
  try {
    const decoder = decoding.createDecoder(plaintext)
    if (decoding.readUint8(decoder) !== VERSION) return undefined
    const document = decoding.readVarString(decoder)
    const part = decoding.readVarUint(decoder)
    const parts = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (!isDocumentName(document) || part >= parts || parts > MOST_PARTS) return undefined
    return { document, part, parts, bytes }
  } catch {
    return undefined
  }
}

function encodeHeader(payload: Omit<Payload, 'bytes'>): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeVarString(encoder, payload.document)
  encoding.writeVarUint(encoder, payload.part)
  encoding.writeVarUint(encoder, payload.parts)
  return encoding.toUint8Array(encoder)
}
