import { summarise } from '#crdt-rules'
import * as Y from 'yjs'
import type { Coverage } from './coverage.ts'
import type { LoadedDocument } from './load-document.ts'

/**
 * What this device has of a document beyond a coverage: the document's difference, and what still waits at its
 * gate, which no document shows yet and which may be nowhere else.
 */
export function updatesBeyond(
  { doc, gate }: Pick<LoadedDocument, 'doc' | 'gate'>,
  coverage: Coverage,
): readonly Uint8Array[] {
  const update = Y.encodeStateAsUpdate(doc, coverage.stateVector())
  const summary = summarise(update)
  const isCovered = summary === undefined || coverage.covers(summary)
  const held = gate.held.filter((each) => !coverage.covers(each.summary))
  return [...(isCovered ? [] : [update]), ...held.map((each) => each.update)]
}
