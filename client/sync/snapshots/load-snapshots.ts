import type { SnapshotId, SnapshotInfo } from '#relay/wire'
import * as Y from 'yjs'
import type { Shelf } from './shelf.ts'
import type { DocumentState } from './snapshot-payload.ts'
import type { SnapshotSealer } from './snapshot-sealer.ts'
import { documentOfState } from './state-document.ts'

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
 * What stands in for the records of a stream up to the log's base: the newest snapshot that somebody vouches for. Where
 * there is none that reaches so far, one that nobody vouches for comes after it, so that it cannot say anything
 * else of what the first one says. Empty when none can be opened and is whole by itself.
 */
export async function loadStream(
  stream: number,
  baseSeq: number,
  { shelf, sealer }: { readonly shelf: Shelf; readonly sealer: SnapshotSealer },
): Promise<readonly LoadedSnapshot[]> {
  const vouched: SnapshotInfo[] = []
  const others: SnapshotInfo[] = []
  for (const info of shelf.keptOf(stream)) {
    const isVouched = await sealer.isAttested(info, stream)
    ;(isVouched ? vouched : others).push(info)
  }
  const found = await openFirst(vouched)
  if (found !== undefined && found.info.covers.seq >= baseSeq) return [found]
  const second = await openFirst(others)
  return [found, second].filter((each) => each !== undefined)

  async function openFirst(infos: readonly SnapshotInfo[]): Promise<LoadedSnapshot | undefined> {
    for (const info of infos) {
      const opened = await openSnapshot(info, stream, { shelf, sealer })
      if (opened !== undefined) return opened
    }
    return undefined
  }
}

/** Whatever else is kept of a stream: for when those that were loaded leave something out. */
export async function loadOthers(
  stream: number,
  loaded: ReadonlySet<SnapshotId>,
  source: { readonly shelf: Shelf; readonly sealer: SnapshotSealer },
): Promise<readonly LoadedSnapshot[]> {
  const others = source.shelf.keptOf(stream).filter(({ id }) => !loaded.has(id))
  const opened = await Promise.all(others.map((info) => openSnapshot(info, stream, source)))
  return opened.filter((each) => each !== undefined)
}

async function openSnapshot(
  info: SnapshotInfo,
  stream: number,
  { shelf, sealer }: { readonly shelf: Shelf; readonly sealer: SnapshotSealer },
): Promise<LoadedSnapshot | undefined> {
  const bytes = await shelf.fetch(info)
  const states = bytes === undefined ? undefined : await sealer.open(info, stream, bytes)
  const updates = states === undefined ? undefined : wholeUpdates(states)
  return updates === undefined ? undefined : { stream, info, updates }
}

/** The states as updates; undefined when one of them is no whole document. */
function wholeUpdates(states: readonly DocumentState[]): LoadedSnapshot['updates'] | undefined {
  const updates: { document: DocumentState['document']; update: Uint8Array }[] = []
  for (const { document, state } of states) {
    const doc = documentOfState(state)
    if (doc === undefined) return undefined
    updates.push({ document, update: Y.encodeStateAsUpdate(doc) })
    doc.destroy()
  }
  return updates
}
