import type { UpdateSummary } from './update-summary.ts'

/** An update that came from the log, opened and checked to be one. */
export interface ArrivedUpdate {
  readonly update: Uint8Array
  readonly summary: UpdateSummary
}
