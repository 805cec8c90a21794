import * as Y from 'yjs'
import type { ArrivedUpdate } from './arrived-update.ts'

/**
 * Lets updates through in their authors' order: one that overtakes its author's previous one is held until the
 * gap is filled. Yjs would apply its deletions early, and what is read and written in between stays wrong.
 */
export interface Gate {
  /** Applies what may go now, held ones included. */
  pass(updates: readonly ArrivedUpdate[], apply: (update: Uint8Array) => void): void
}

/** A gate in front of one document. */
export function createGate(doc: Y.Doc): Gate {
  let held: readonly ArrivedUpdate[] = []

  // Only the first range of a client counts: an update with a gap inside could otherwise wait for one that waits for it.
  function isDue({ summary }: ArrivedUpdate): boolean {
    const seen = new Set<number>()
    return summary.structs.every(({ client, from }) => {
      if (seen.has(client)) return true
      seen.add(client)
      return from <= Y.getState(doc.store, client)
    })
  }

  return {
    pass(updates, apply) {
      let rest = [...held, ...updates]
      for (let before = -1; before !== rest.length;) {
        before = rest.length
        rest = rest.filter((arrived) => {
          if (!isDue(arrived)) return true
          if (!arrived.isOwn) apply(arrived.update)
          return false
        })
      }
      held = rest
    },
  }
}
