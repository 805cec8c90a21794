import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isDocumentName, type DocumentName } from '../names.ts'
import { paddedLength } from '../sealing/padding.ts'

/** A document as a snapshot carries it: all of it, in Yjs' second encoding. */
export interface DocumentState {
  readonly document: DocumentName
  readonly state: Uint8Array
}

const VERSION = 1

/** The plaintext of a snapshot, padded so that its length tells little, but never longer than `longest`. */
export function encodeStates(states: readonly DocumentState[], longest: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeVarUint(encoder, states.length)
  for (const { document, state } of states) {
    encoding.writeVarString(encoder, document)
    encoding.writeVarUint8Array(encoder, state)
  }
  const content = encoding.toUint8Array(encoder)
  const length = Math.max(content.length, Math.min(paddedLength(content.length), longest))
  const padded = new Uint8Array(length)
  padded.set(content)
  return padded
}

/** Reads a snapshot's plaintext; undefined when it is not one, or names a document twice. */
export function decodeStates(plaintext: Uint8Array): readonly DocumentState[] | undefined {
  try {
    const decoder = decoding.createDecoder(plaintext)
    if (decoding.readUint8(decoder) !== VERSION) return undefined
    const count = decoding.readVarUint(decoder)
    const states: DocumentState[] = []
    while (states.length < count) {
      const document = decoding.readVarString(decoder)
      const state = decoding.readVarUint8Array(decoder)
      if (!isDocumentName(document) || states.some((other) => other.document === document))
        return undefined
      states.push({ document, state })
    }
    return states
  } catch {
    return undefined
  }
}
