import type { ClockRange } from '#crdt-rules'
import * as Y from 'yjs'
import type { Coverage } from './coverage.ts'

/**
 * Whether an update builds on writes that a coverage lacks: deletes them, stands beside them or in them. Whoever
 * gets it without them has to wait for them.
 */
export function leansBeyond(update: Uint8Array, coverage: Coverage): boolean {
  const { structs, ds } = Y.decodeUpdate(update)
  const own = new Map<number, ClockRange[]>()
  for (const { id, length } of structs) {
    const range = { client: id.client, from: id.clock, to: id.clock + length }
    own.set(id.client, [...(own.get(id.client) ?? []), range])
  }

  function isThere(range: ClockRange): boolean {
    const carried = own.get(range.client) ?? []
    if (carried.some(({ from, to }) => from <= range.from && range.to <= to)) return true
    return coverage.covers({ structs: [range], deletions: [] })
  }

  const neighbours = structs.flatMap((struct) =>
    struct instanceof Y.Item ? [struct.origin, struct.rightOrigin, struct.parent] : [],
  )
  return !(
    neighbours.every(
      (id) =>
        !(id instanceof Y.ID) || isThere({ client: id.client, from: id.clock, to: id.clock + 1 }),
    ) &&
    [...ds.clients].every(([client, items]) =>
      items.every(({ clock, len }) => isThere({ client, from: clock, to: clock + len })),
    )
  )
}
