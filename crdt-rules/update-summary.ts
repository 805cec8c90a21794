import * as Y from 'yjs'
import type { Dot } from './entry.ts'

/** Consecutive writes of one author: from a clock on, up to but without another. */
export interface ClockRange {
  readonly client: number
  readonly from: number
  readonly to: number
}

/** What a Yjs update carries, without its content. */
export interface UpdateSummary {
  readonly structs: readonly ClockRange[]
  readonly deletions: readonly ClockRange[]
  /** The last write of each other author that something in it stands beside; left out when there is none. */
  readonly beside?: readonly Dot[]
}

/** Reads what an update carries; undefined when it is no whole Yjs update (v1). */
export function summarise(update: Uint8Array): UpdateSummary | undefined {
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    const beside = besideOf(structs)
    return {
      structs: rangesOf(structs),
      deletions: deletionsOf(ds),
      ...(beside.length > 0 && { beside }),
    }
  } catch {
    // Bytes from elsewhere that are no update.
    return undefined
  }
}

/** What an update with all of a document would carry. */
export function summariseDocument(doc: Y.Doc): UpdateSummary {
  const vector = Y.decodeStateVector(Y.encodeStateVector(doc))
  return {
    structs: [...vector].map(([client, to]) => ({ client, from: 0, to })),
    deletions: deletionsOf(Y.createDeleteSetFromStructStore(doc.store)),
  }
}

/** Whether an update leaves out structs between others of the same client. */
export function hasGap({ structs }: UpdateSummary): boolean {
  return new Set(structs.map(({ client }) => client)).size < structs.length
}

function rangesOf(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): ClockRange[] {
  const ranges: { client: number; from: number; to: number }[] = []
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue
    const { client, clock } = struct.id
    const last = ranges.at(-1)
    if (last?.client === client && last.to === clock) last.to = clock + struct.length
    else ranges.push({ client, from: clock, to: clock + struct.length })
  }
  return ranges
}

function besideOf(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): readonly Dot[] {
  const last = new Map<number, number>()
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    for (const neighbour of [struct.origin, struct.rightOrigin]) {
      if (neighbour === null || neighbour.client === struct.id.client) continue
      const { client, clock } = neighbour
      if (clock > (last.get(client) ?? -1)) last.set(client, clock)
    }
  }
  return [...last].map(([client, clock]) => ({ client, clock }))
}

function deletionsOf(deletions: ReturnType<typeof Y.createDeleteSet>): ClockRange[] {
  return [...deletions.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, from: clock, to: clock + len })),
  )
}
