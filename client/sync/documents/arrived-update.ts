import type { UpdateSummary } from '#crdt-rules'
import type { Key } from '../store/device-store.ts'

/** An update on its way into a document, checked to be one. */
export interface ArrivedUpdate {
  readonly update: Uint8Array
  readonly summary: UpdateSummary
  /** Its row among those that came from the log; one from the outbox has none. */
  readonly row?: Key
}
