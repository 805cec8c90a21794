import * as Y from 'yjs'

/** Consecutive writes of one author: from a clock on, up to but without another. */
export interface Span {
  readonly client: number
  readonly from: number
  readonly to: number
}

/** An update on its way into a document, and the writes that it carries. */
export interface Arrival {
  readonly update: Uint8Array
  readonly summary: { readonly structs: readonly Span[] }
}

/** Lets updates in only when everything their authors wrote before is there. */
export interface Gate<Arrived extends Arrival> {
  /** Applies what may go now, held ones included; updates that wait for each other go as one. */
  readonly pass: (arrived: readonly Arrived[], apply: (update: Uint8Array) => void) => void
  /** What waits in front of the document. */
  readonly held: readonly Arrived[]
}

/**
 * A gate before a document. Yjs alone would apply the deletions of an update that overtakes its
 * author's previous one and park its insertions, so that what is read and written in between is wrong.
 */
export function createGate<Arrived extends Arrival>(doc: Y.Doc): Gate<Arrived> {
  let held: readonly Arrived[] = []

  function passSingly(apply: (update: Uint8Array) => void): void {
    for (let before = -1; before !== held.length;) {
      before = held.length
      held = held.filter((arrival) => {
        if (!followsOn(arrival, (client) => Y.getState(doc.store, client))) return true
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

/** The writes that an update carries, or undefined when the bytes are no update. */
export function spansOf(update: Uint8Array): readonly Span[] | undefined {
  try {
    const spans: { client: number; from: number; to: number }[] = []
    for (const struct of Y.decodeUpdate(update).structs) {
      if (struct instanceof Y.Skip) continue
      const { client, clock } = struct.id
      const last = spans.at(-1)
      if (last?.client === client && last.to === clock) last.to = clock + struct.length
      else spans.push({ client, from: clock, to: clock + struct.length })
    }
    return spans
  } catch {
    // Bytes from elsewhere that are no update.
    return undefined
  }
}

/** The greatest set of updates that leaves no gap when all of them go together. */
function fillingEachOther<Arrived extends Arrival>(
  waiting: readonly Arrived[],
  doc: Y.Doc,
): readonly Arrived[] {
  const reached = reachedTogether(waiting, doc)
  const group = waiting.filter((arrival) => followsOn(arrival, reached))
  return group.length === waiting.length ? group : fillingEachOther(group, doc)
}

/** Up to which clock an author would be known without a gap after all of these. */
function reachedTogether(group: readonly Arrival[], doc: Y.Doc): (client: number) => number {
  const reached = new Map<number, number>()
  const clockOf = (client: number): number => reached.get(client) ?? Y.getState(doc.store, client)
  const spans = group.flatMap(({ summary }) => summary.structs)
  for (const { client, from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    const clock = clockOf(client)
    if (from <= clock) reached.set(client, Math.max(clock, to))
  }
  return clockOf
}

function followsOn({ summary }: Arrival, clockOf: (client: number) => number): boolean {
  return summary.structs.every(({ client, from }) => from <= clockOf(client))
}
