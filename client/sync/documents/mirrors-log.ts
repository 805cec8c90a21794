import { summariseDocument } from '#crdt-rules'
import type { LoadedDocument } from './load-document.ts'
import { createCoverage } from './coverage.ts'

/** Whether a document shows all of what the log has shown, and nothing else. */
export function mirrorsLog({
  doc,
  gate,
  logged,
}: Pick<LoadedDocument, 'doc' | 'gate' | 'logged'>): boolean {
  const { pendingStructs, pendingDs } = doc.store
  if (gate.held.length > 0 || pendingStructs !== null || pendingDs !== null) return false
  const whole = createCoverage()
  whole.add(summariseDocument(doc))
  return whole.covers(logged.summary()) && logged.covers(whole.summary())
}
