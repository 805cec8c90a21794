import * as Y from 'yjs'
import { fillingEachOther, type Need, type Needy } from './circle.ts'
import { createLeastFirst, type LeastFirst } from './least-first.ts'
import type { UpdateSummary } from './update-summary.ts'

/** An update on its way into a document, and what it carries. */
export interface Arrival {
  readonly update: Uint8Array
  readonly summary: UpdateSummary
}

/** Lets updates in only whole: when everything their authors wrote before is there, and all that they delete or stand beside. */
export interface Gate<Arrived extends Arrival> {
  /**
   * Applies what may go now, held ones included; updates that wait for each other go as one. What `apply` throws at is
   * dropped; the first error is thrown on when everything else has gone.
   */
  readonly pass: (arrived: readonly Arrived[], apply: (update: Uint8Array) => void) => void
  /** What waits in front of the document. */
  readonly held: readonly Arrived[]
}

interface Waiting<Arrived> extends Needy {
  readonly arrival: Arrived
  /** The place among all that ever arrived. */
  readonly order: number
  /** How many of its needs are not met; undefined before anybody looked. */
  lacking: number | undefined
}

/**
 * A gate before a document. Yjs alone applies what it can of an update and parks the rest: the deletions of one that
 * overtakes its author's previous one or what it stands beside, the insertions of one that deletes what is not there yet.
 * What is read and written in between would be wrong.
 *
 * What waits is filed under the authors it lacks, so an arrival costs only what it fills, however much is held. What
 * goes goes in rounds, each in the order of arrival.
 */
export function createGate<Arrived extends Arrival>(doc: Y.Doc): Gate<Arrived> {
  const members = new Set<Waiting<Arrived>>()
  const filed = new Map<number, LeastFirst<{ clock: number; waiting: Waiting<Arrived> }>>()
  /** The highest clock of each author that anything held ever gave. */
  const offered = new Map<number, number>()
  /** What came to be held or got some of what it lacks since circles were looked for: no new circle is without one. */
  const changed = new Set<Waiting<Arrived>>()
  let round = createLeastFirst<Waiting<Arrived>>(({ order }) => order)
  let nextRound = createLeastFirst<Waiting<Arrived>>(({ order }) => order)
  let at = -1
  let arrivals = 0
  let held: readonly Arrived[] | undefined

  const knownClock = (client: number): number => Y.getState(doc.store, client)

  // The document also grows by what does not pass here.
  doc.on('beforeObserverCalls', ({ beforeState, afterState }) => {
    if (members.size === 0) return
    for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) wake(client)
  })

  function wake(client: number): void {
    const queue = filed.get(client)
    if (queue === undefined) return
    const known = knownClock(client)
    for (let first = queue.least; first && first.clock <= known; first = queue.least) {
      queue.take()
      const { waiting } = first
      if (!members.has(waiting) || waiting.lacking === undefined) continue
      waiting.lacking -= 1
      if (waiting.lacking > 0) changed.add(waiting)
      else (waiting.order > at ? round : nextRound).add(waiting)
    }
    if (queue.least === undefined) filed.delete(client)
  }

  function hold(waiting: Waiting<Arrived>, lacks: readonly Need[]): void {
    waiting.lacking = lacks.length
    members.add(waiting)
    changed.add(waiting)
    held = undefined
    for (const { client, clock } of lacks) {
      const queue = filed.get(client) ?? createLeastFirst(({ clock: rank }) => rank)
      queue.add({ clock, waiting })
      filed.set(client, queue)
    }
    for (const { client, to } of waiting.gives) {
      offered.set(client, Math.max(offered.get(client) ?? 0, to))
    }
  }

  function release(group: readonly Waiting<Arrived>[]): void {
    for (const waiting of group) {
      changed.delete(waiting)
      if (members.delete(waiting)) held = undefined
    }
    if (members.size > 0) return
    filed.clear()
    offered.clear()
  }

  function lackedBy({ needs }: Needy): readonly Need[] {
    return needs.filter(({ client, clock }) => clock > knownClock(client))
  }

  function passSingly(apply: (group: readonly Waiting<Arrived>[]) => void): void {
    for (;;) {
      const waiting = round.take()
      if (waiting === undefined) {
        at = -1
        if (nextRound.least === undefined) return
        ;[round, nextRound] = [nextRound, round]
        continue
      }
      at = waiting.order
      const lacks = waiting.lacking === undefined ? lackedBy(waiting) : []
      if (lacks.length > 0) hold(waiting, lacks)
      else apply([waiting])
    }
  }

  /** A circle holds only what waits, through others or not, for something that changed and lacks nothing unheard of. */
  function takeCircle(): readonly Waiting<Arrived>[] {
    const found = new Set<Waiting<Arrived>>()
    for (const waiting of changed) {
      const isOffered = ({ client, clock }: Need) => clock <= (offered.get(client) ?? 0)
      if (lackedBy(waiting).every(isOffered)) found.add(waiting)
    }
    changed.clear()
    const seen = new Set<number>()
    for (const { gives } of found) {
      for (const { client } of gives) {
        if (seen.has(client)) continue
        seen.add(client)
        for (const { waiting } of filed.get(client)?.all ?? []) {
          if (members.has(waiting)) found.add(waiting)
        }
      }
    }
    if (found.size < 2) return []
    const inOrder = [...found].sort((one, other) => one.order - other.order)
    return fillingEachOther(inOrder, knownClock)
  }

  return {
    pass(arrived, apply) {
      const errors: unknown[] = []
      const applyGroup = (group: readonly Waiting<Arrived>[]): void => {
        release(group)
        const [first] = group
        if (first === undefined) return
        try {
          const updates = group.map(({ arrival }) => arrival.update)
          apply(updates.length === 1 ? first.arrival.update : Y.mergeUpdates(updates))
        } catch (error) {
          errors.push(error)
        }
        for (const { gives } of group) for (const { client } of gives) wake(client)
      }

      wake(doc.clientID)
      for (const arrival of arrived) {
        round.add({ arrival, order: arrivals, lacking: undefined, ...summarised(arrival.summary) })
        arrivals += 1
      }
      passSingly(applyGroup)
      applyGroup(takeCircle())
      passSingly(applyGroup)
      if (errors.length > 0) throw errors[0]
    },
    get held() {
      held ??= Array.from(members, ({ arrival }) => arrival)
      return held
    },
  }
}

/**
 * Where authors have to be known for an update to go. What it brings itself counts from where it joins on, so every
 * such place is a need, though the last of an author is the only one that decides: reaching any may close a circle.
 */
function summarised({ structs, deletions, beside = [] }: UpdateSummary): Needy {
  const ends = new Map<number, number>()
  const needs: Need[] = []
  for (const { client, from, to } of structs.toSorted((left, right) => left.from - right.from)) {
    const end = ends.get(client) ?? 0
    if (from > end) needs.push({ client, clock: from })
    ends.set(client, Math.max(end, to))
  }
  for (const { client, to } of deletions) {
    if (to > (ends.get(client) ?? 0)) needs.push({ client, clock: to })
  }
  for (const { client, clock } of beside) {
    if (clock >= (ends.get(client) ?? 0)) needs.push({ client, clock: clock + 1 })
  }
  return { gives: structs, needs }
}
