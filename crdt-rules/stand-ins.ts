import { compareEntries, isSameDot, type Dot, type Entry } from './entry.ts'
import type { EntriesChange } from './receipts.ts'

/**
 * Undoing writes what stood before again, under new dots. These remember for what the new ones stand, so that the
 * receipt of an earlier deed still recognises its own state, and deed after deed can be taken back.
 */
export interface StandIns {
  /** The change as it stands now; undefined when something else was written since. */
  readonly recognise: (
    change: EntriesChange,
    standing: readonly Entry[],
  ) => EntriesChange | undefined
  /** The change was taken back, which led from one state to another. */
  readonly takenBack: (
    change: EntriesChange,
    before: readonly Entry[],
    after: readonly Entry[],
  ) => void
}

interface StandIn {
  /** What stands now. */
  readonly now: readonly Dot[]
  /** The state that it is. */
  readonly standsFor: readonly Dot[]
  /** Dots that went, by name, and the entries that came for them. */
  readonly successors: ReadonlyMap<string, Entry>
}

/** Nothing taken back yet. */
export function createStandIns(): StandIns {
  const byPath = new Map<string, StandIn>()

  return {
    recognise(change, standing) {
      if (isSameState(change.after, standing)) return change
      const standIn = byPath.get(change.path)
      if (standIn === undefined || !isSameState(standIn.now, standing)) return undefined
      if (!isSameState(change.after, standIn.standsFor)) return undefined
      return { ...change, added: change.added.map((entry) => newest(entry, standIn.successors)) }
    },
    takenBack({ path, after, added, superseded }, before, now) {
      const successors = new Map(byPath.get(path)?.successors)
      const inserted = now.filter((entry) => !before.some((other) => isSameDot(other, entry)))
      const gone = superseded.toSorted(compareEntries)
      if (inserted.length === gone.length) {
        gone.forEach((entry, index) => {
          const successor = inserted[index]
          if (successor !== undefined) successors.set(nameOf(entry), successor)
        })
      }
      const untouched = after.filter((dot) => !added.some((entry) => isSameDot(entry, dot)))
      byPath.set(path, { now, standsFor: [...untouched, ...superseded], successors })
    },
  }
}

function newest(entry: Entry, successors: ReadonlyMap<string, Entry>): Entry {
  let found = entry
  for (let next = successors.get(nameOf(found)); next !== undefined;) {
    found = next
    next = successors.get(nameOf(found))
  }
  return found
}

function nameOf({ client, clock }: Dot): string {
  return `${client}:${clock}`
}

function isSameState(left: readonly Dot[], right: readonly Dot[]): boolean {
  return (
    left.length === right.length &&
    left.every((dot) => right.some((other) => isSameDot(dot, other)))
  )
}
