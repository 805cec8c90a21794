import { toMilliseconds, type Entry, type Sibling } from './entry.ts'

/** An entry as people see it; `element` names what it speaks of in a collection. */
export function toSibling(entry: Entry, element?: string): Sibling {
  return {
    dot: { client: entry.client, clock: entry.clock },
    at: toMilliseconds(entry.stamp),
    kind: entry.kind,
    ...(element !== undefined && { element }),
    ...(entry.beside.source !== undefined && { source: entry.beside.source }),
    value: entry.value ?? null,
  }
}
