import { concatBytes } from '#relay/wire'
import type { Payload } from '../sealing/payload.ts'

/** Joins the parts of updates that were longer than a record. */
export interface PartJoiner {
  /** Takes one part of what an author's tab wrote; answers the whole update once all of it is there. */
  add(author: string, ctr: number, payload: Payload): Uint8Array | undefined
  clear(): void
}

/** A joiner that has seen nothing. */
export function createPartJoiner(): PartJoiner {
  const parts = new Map<string, Map<number, Uint8Array>>()

  return {
    add(author, ctr, { part, parts: count, bytes }) {
      if (count === 1) return bytes
      const name = `${author} ${ctr - part}`
      const known = parts.get(name) ?? new Map<number, Uint8Array>()
      known.set(part, bytes)
      parts.set(name, known)
      if (known.size < count) return undefined
      parts.delete(name)
      const ordered = Array.from({ length: count }, (_, index) => known.get(index))
      return concatBytes(...ordered.filter((piece) => piece !== undefined))
    },
    clear: () => parts.clear(),
  }
}
