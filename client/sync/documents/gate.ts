import * as Y from 'yjs'
import type { ArrivedUpdate } from './arrived-update.ts'

/**
 * Lets updates through in their authors' order: one that overtakes its author's previous one is held until the
 * gap is filled. Yjs would apply its deletions early, and what is read and written in between stays wrong.
 */
export interface Gate {
  /** Applies what may go now, held ones included. */
  pass(updates: readonly ArrivedUpdate[], apply: (update: Uint8Array) => void): void
  /** What waits in front of the document. */
  readonly held: readonly ArrivedUpdate[]
}

/** A gate in front of one document. */
export function createGate(doc: Y.Doc): Gate {
  let held: readonly ArrivedUpdate[] = []

  function passSingly(apply: (update: Uint8Array) => void): void {
    for (let before = -1; before !== held.length;) {
      before = held.length
      held = held.filter((arrived) => {
        if (!followsOn(arrived, (client) => Y.getState(doc.store, client))) return true
        apply(arrived.update)
        return false
      })
    }
  }

  return {
    pass(updates, apply) {
      held = [...held, ...updates]
      passSingly(apply)
      const group = held.length < 2 ? [] : fillingEachOther(held, doc)
      if (group.length === 0) return
      held = held.filter((arrived) => !group.includes(arrived))
      apply(Y.mergeUpdates(group.map(({ update }) => update)))
      passSingly(apply)
    },
    get held() {
      return held
    },
  }
}

/** Updates of several clients may wait for each other in a circle: those that are whole once taken together. */
function fillingEachOther(held: readonly ArrivedUpdate[], doc: Y.Doc): readonly ArrivedUpdate[] {
  let group = held
  for (let before = -1; before !== group.length;) {
    before = group.length
    const reached = reachedTogether(group, doc)
    group = group.filter((arrived) => followsOn(arrived, reached))
  }
  return group
}

/** Up to which clock a client would be known after all of these. */
function reachedTogether(group: readonly ArrivedUpdate[], doc: Y.Doc): (client: number) => number {
  const reached = new Map<number, number>()
  const clockOf = (client: number) => reached.get(client) ?? Y.getState(doc.store, client)
  const ranges = group.flatMap(({ summary }) => summary.structs)
  for (const { client, from, to } of [...ranges].sort((left, right) => left.from - right.from)) {
    if (from <= clockOf(client)) reached.set(client, Math.max(clockOf(client), to))
  }
  return clockOf
}

function followsOn({ summary }: ArrivedUpdate, clockOf: (client: number) => number): boolean {
  return summary.structs.every(({ client, from }) => from <= clockOf(client))
}
