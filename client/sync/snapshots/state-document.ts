import { QuietDoc } from '#crdt-rules'
import * as Y from 'yjs'

/** More structs than any session has; the second encoding can name them by the million in a few bytes. */
const MOST_STRUCTS = 1_000_000

class BoundedDecoder extends Y.UpdateDecoderV2 {
  structs = 0

  override readInfo(): number {
    this.structs += 1
    if (this.structs > MOST_STRUCTS) throw new RangeError('A state has too many structs.')
    return super.readInfo()
  }
}

/** The document that a snapshot's state (Yjs' second encoding) is; undefined when it is no whole document. */
export function documentOfState(state: Uint8Array): Y.Doc | undefined {
  const doc = new QuietDoc()
  try {
    Y.applyUpdateV2(doc, state, undefined, BoundedDecoder)
  } catch {
    return undefined
  }
  const { pendingStructs, pendingDs } = doc.store
  return pendingStructs === null && pendingDs === null ? doc : undefined
}
