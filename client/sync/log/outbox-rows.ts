import { hasGap, summarise } from '#crdt-rules'
import type { TabId } from '#relay/wire'
import * as Y from 'yjs'
import type { DocumentName } from '../names.ts'
import { put, type Change, type Key } from '../store/device-store.ts'

/** A change made here that is not sealed yet. */
export interface WaitingChange {
  readonly key: Key
  readonly document: DocumentName
  readonly update: Uint8Array
  /** The client id under which all of it was written just now; undefined when it is not one, or not known. */
  readonly sole?: number | undefined
}

/** A sealed record on its way. The relay may know it already; the log has not shown it back yet. */
export interface OutgoingRecord {
  readonly key: Key
  readonly document: DocumentName
  readonly tab: TabId
  readonly ctr: number
  /** The whole update in the last record that carries a part of it, empty in the others. */
  readonly update: Uint8Array
  readonly record: Uint8Array
  /** Whether the record holds all of the update. */
  readonly isWhole: boolean
  /** How many changes it completes. */
  readonly changes: number
  /** Where it is on this connection. */
  progress: 'here' | 'sent' | 'acknowledged'
}

/** The store's row of a change that waits. */
export function waitingRow({ key, document, update }: WaitingChange): Change {
  return put('waiting', key, { document, update })
}

/** The store's row of a record on its way. */
export function outgoingRow(entry: OutgoingRecord): Change {
  const { key, document, tab, ctr, update, record, changes } = entry
  return put('outgoing', key, { document, tab, ctr, update, record, changes })
}

/** The changes of each document, oldest first. */
export function groupByDocument(
  changes: readonly WaitingChange[],
): ReadonlyMap<DocumentName, readonly WaitingChange[]> {
  const groups = new Map<DocumentName, WaitingChange[]>()
  for (const change of changes) {
    const group = groups.get(change.document)
    if (group === undefined) groups.set(change.document, [change])
    else group.push(change)
  }
  return groups
}

/** Joins updates of one document into one; leaves them apart when the whole would have gaps, which receivers could not fill. */
export function joinUpdates(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  if (updates.length < 2) return updates
  const joined = Y.mergeUpdates([...updates])
  const summary = summarise(joined)
  return summary === undefined || hasGap(summary) ? updates : [joined]
}

/** Cuts bytes into parts of at most `longest`; one empty part for no bytes. */
export function cutIntoParts(bytes: Uint8Array, longest: number): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / longest))
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * longest, (index + 1) * longest),
  )
}
