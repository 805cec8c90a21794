import type { SnapshotInfo } from '#relay/wire'
import * as Y from 'yjs'
import type { Shelf } from './shelf.ts'
import type { DocumentState } from './snapshot-payload.ts'
import type { SnapshotSealer } from './snapshot-sealer.ts'

/** A snapshot that was opened and makes sense by itself. */
export interface LoadedSnapshot {
  readonly stream: number
  readonly info: SnapshotInfo
  /** Yjs updates (v1) with all of each document. */
  readonly updates: readonly {
    readonly document: DocumentState['document']
    readonly update: Uint8Array
  }[]
}

/**
 * The newest snapshot of each stream this device can read that can be opened and leaves nothing out by itself.
 * Where nobody vouches for it, an older one that somebody vouches for comes along: the log was cut by that one.
 * `lacking`: streams that have snapshots, but none of use.
 */
export async function loadSnapshots(options: {
  readonly shelf: Shelf
  readonly sealer: SnapshotSealer
  readonly canRead: (stream: number) => boolean
}): Promise<{ readonly loaded: readonly LoadedSnapshot[]; readonly lacking: readonly number[] }> {
  const { shelf, sealer, canRead } = options
  await shelf.list()
  const loaded: LoadedSnapshot[] = []
  const lacking: number[] = []
  for (const stream of shelf.streams.filter(canRead)) {
    const found = await loadStream(stream)
    if (found.length === 0) lacking.push(stream)
    loaded.push(...found)
  }
  return { loaded, lacking }

  async function loadStream(stream: number): Promise<readonly LoadedSnapshot[]> {
    const found: LoadedSnapshot[] = []
    for (const info of shelf.keptOf(stream)) {
      const isAttested = await sealer.isAttested(info, stream)
      if (found.length > 0 && !isAttested) continue
      const bytes = await shelf.fetch(info)
      const states = bytes === undefined ? undefined : await sealer.open(info, stream, bytes)
      const updates = states === undefined ? undefined : wholeUpdates(states)
      if (updates === undefined) continue
      found.push({ stream, info, updates })
      if (isAttested) break
    }
    return found
  }
}

/** The states as updates; undefined when one of them is no whole document. */
function wholeUpdates(states: readonly DocumentState[]): LoadedSnapshot['updates'] | undefined {
  const updates: { document: DocumentState['document']; update: Uint8Array }[] = []
  for (const { document, state } of states) {
    const doc = new Y.Doc()
    try {
      Y.applyUpdateV2(doc, state)
    } catch {
      return undefined
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return undefined
    updates.push({ document, update: Y.encodeStateAsUpdate(doc) })
    doc.destroy()
  }
  return updates
}
