import { summarise, summariseDocument, type ClockRange } from '#crdt-rules'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Coverage } from './coverage.ts'
import type { LoadedDocument } from './load-document.ts'

/**
 * What this device has of a document beyond a coverage: the document's difference, and what still waits at its
 * gate, which no document shows yet and which may be nowhere else. Deletions that are covered are left out, or they
 * would come to somebody without the write that they belong to.
 */
export function updatesBeyond(
  { doc, gate }: Pick<LoadedDocument, 'doc' | 'gate'>,
  coverage: Coverage,
): readonly Uint8Array[] {
  const update = difference(doc, coverage)
  const summary = summarise(update)
  const isCovered = summary === undefined || coverage.covers(summary)
  const held = gate.held.filter((each) => !coverage.covers(each.summary))
  return [...(isCovered ? [] : [update]), ...held.map((each) => each.update)]
}

/** An update (v1) is its writes and, at the end, its deletions: Yjs makes it with all that were ever made. */
function difference(doc: Y.Doc, coverage: Coverage): Uint8Array {
  const update = Y.encodeStateAsUpdate(doc, coverage.stateVector())
  // What Yjs has parked it adds in a form of its own.
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return update
  const { deletions } = summariseDocument(doc)
  const writes = update.subarray(0, update.length - encodeDeletions(deletions).length)
  const beyond = encodeDeletions(coverage.deletionsBeyond(deletions))
  const whole = new Uint8Array(writes.length + beyond.length)
  whole.set(writes)
  whole.set(beyond, writes.length)
  return whole
}

/** `varuint authors`, for each of them `varuint author | varuint ranges`, for each `varuint clock | varuint length`. */
function encodeDeletions(deletions: readonly ClockRange[]): Uint8Array {
  const authors = new Map<number, ClockRange[]>()
  for (const range of deletions) {
    const ranges = authors.get(range.client)
    if (ranges === undefined) authors.set(range.client, [range])
    else ranges.push(range)
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, authors.size)
  for (const [client, ranges] of authors) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const { from, to } of ranges) {
      encoding.writeVarUint(encoder, from)
      encoding.writeVarUint(encoder, to - from)
    }
  }
  return encoding.toUint8Array(encoder)
}
