import * as Y from 'yjs'
import type { UpdateSummary } from './update-summary.ts'

/** An update on its way into a document, and what it carries. */
export interface Arrival {
  readonly update: Uint8Array
  readonly summary: UpdateSummary
}

/** Lets updates in only whole: when everything their authors wrote before is there, and all that they delete. */
export interface Gate<Arrived extends Arrival> {
  /** Applies what may go now, held ones included; updates that wait for each other go as one. */
  readonly pass: (arrived: readonly Arrived[], apply: (update: Uint8Array) => void) => void
  /** What waits in front of the document. */
  readonly held: readonly Arrived[]
}

/**
 * A gate before a document. Yjs alone applies what it can of an update and parks the rest: the deletions of one that
 * overtakes its author's previous one, the insertions of one that deletes what is not there yet. What is read and
 * written in between would be wrong.
 */
export function createGate<Arrived extends Arrival>(doc: Y.Doc): Gate<Arrived> {
  let held: readonly Arrived[] = []

  function passSingly(apply: (update: Uint8Array) => void): void {
    for (let before = -1; before !== held.length;) {
      before = held.length
      held = held.filter((arrival) => {
        if (!fits(arrival, reachedTogether([arrival], doc))) return true
        apply(arrival.update)
        return false
      })
    }
  }

  return {
    pass(arrived, apply) {
      held = [...held, ...arrived]
      passSingly(apply)
      const circle = held.length < 2 ? [] : fillingEachOther(held, doc)
      if (circle.length === 0) return
      held = held.filter((arrival) => !circle.includes(arrival))
      apply(Y.mergeUpdates(circle.map(({ update }) => update)))
      passSingly(apply)
    },
    get held() {
      return held
    },
  }
}

/** The greatest set of updates that leaves no gap when all of them go together. */
function fillingEachOther<Arrived extends Arrival>(
  waiting: readonly Arrived[],
  doc: Y.Doc,
): readonly Arrived[] {
  const reached = reachedTogether(waiting, doc)
  const group = waiting.filter((arrival) => fits(arrival, reached))
  return group.length === waiting.length ? group : fillingEachOther(group, doc)
}

/** Up to which clock an author would be known without a gap after all of these. */
function reachedTogether(group: readonly Arrival[], doc: Y.Doc): (client: number) => number {
  const reached = new Map<number, number>()
  const clockOf = (client: number): number => reached.get(client) ?? Y.getState(doc.store, client)
  const ranges = group.flatMap(({ summary }) => summary.structs)
  for (const { client, from, to } of ranges.toSorted((left, right) => left.from - right.from)) {
    const clock = clockOf(client)
    if (from <= clock) reached.set(client, Math.max(clock, to))
  }
  return clockOf
}

/** Whether nothing is missing of what an update follows or deletes, where authors are known up to these clocks. */
function fits({ summary }: Arrival, clockOf: (client: number) => number): boolean {
  return (
    summary.structs.every(({ client, from }) => from <= clockOf(client)) &&
    summary.deletions.every(({ client, to }) => to <= clockOf(client))
  )
}
