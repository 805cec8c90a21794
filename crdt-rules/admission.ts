import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { createGate, type Arrival } from './gate.ts'
import { summarise } from './update-summary.ts'

/** What became of an update: it is in the document, waits for an earlier one, or is no update. */
export type Applied = 'applied' | 'held' | 'unreadable'

/** Lets updates into a document through its gate; whatever one of them frees goes in the same transaction. */
export type Admission = (update: Uint8Array, origin?: unknown) => Applied

/** The way into a document. */
export function createAdmission(doc: Y.Doc): Admission {
  const gate = createGate<Arrival>(doc)

  /** One transaction, because an update may free others. */
  function enter(origin: unknown, body: (apply: (update: Uint8Array) => void) => void): Applied {
    let applied: Applied = 'applied'
    function apply(update: Uint8Array): void {
      // Inside a transaction nobody listens yet, so whatever throws is the update.
      try {
        Y.applyUpdate(doc, update)
      } catch {
        applied = 'unreadable'
      }
    }
    Y.transact(doc, () => body(apply), origin, false)
    return applied
  }

  return (update, origin) => {
    if (gate.held.length === 0 && continues(update, doc)) {
      return enter(origin, (apply) => apply(update))
    }
    const summary = summarise(update)
    if (summary === undefined) return 'unreadable'
    const arrival = { update, summary }
    const applied = enter(origin, (apply) => gate.pass([arrival], apply))
    return gate.held.includes(arrival) ? 'held' : applied
  }
}

/**
 * Whether an update is only deletions, or writes of one author without a gap that follow what was there, and
 * deletes only what is there: `varuint authors | varuint writes | varuint author | varuint clock | writes |
 * deletions`. Answers no where it takes more than a glance to know.
 */
function continues(update: Uint8Array, doc: Y.Doc): boolean {
  try {
    const decoder = decoding.createDecoder(update)
    const authors = decoding.readVarUint(decoder)
    if (authors === 0) return deletesWhatIsThere(decoder, doc)
    if (authors > 1) return false
    const writes = decoding.readVarUint(decoder)
    const author = decoding.readVarUint(decoder)
    if (decoding.readVarUint(decoder) > Y.getState(doc.store, author)) return false
    for (let left = writes; left > 0; left -= 1) if (!passEntry(decoder)) return false
    return deletesWhatIsThere(decoder, doc)
  } catch {
    // Bytes that end before they said anything.
    return false
  }
}

/** Reads past an item of bytes that follows another, or answers no when it is anything else. */
function passEntry(decoder: decoding.Decoder): boolean {
  const head = decoding.readUint8(decoder)
  if ((head & contentMask) !== binaryContent || (head & hasOrigin) === 0) return false
  const origins = (head & hasRightOrigin) === 0 ? 1 : 2
  for (let left = 2 * origins; left > 0; left -= 1) decoding.readVarUint(decoder)
  decoder.pos += decoding.readVarUint(decoder)
  return true
}

/** Reads `varuint authors`, and for each `varuint author | varuint ranges`, and for each `varuint clock | length`. */
function deletesWhatIsThere(decoder: decoding.Decoder, doc: Y.Doc): boolean {
  for (let authors = decoding.readVarUint(decoder); authors > 0; authors -= 1) {
    const state = Y.getState(doc.store, decoding.readVarUint(decoder))
    for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges -= 1) {
      const clock = decoding.readVarUint(decoder)
      if (clock + decoding.readVarUint(decoder) > state) return false
    }
  }
  return true
}

const contentMask = 31
const binaryContent = 3
const hasOrigin = 128
const hasRightOrigin = 64
