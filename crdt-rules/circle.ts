import { createReach, type Reach } from './reach.ts'
import type { ClockRange } from './update-summary.ts'

/** The clock up to which an author has to be known. */
export interface Need {
  readonly client: number
  readonly clock: number
}

/** What gives some ranges and goes only when its needs are met. */
export interface Needy {
  readonly gives: readonly ClockRange[]
  readonly needs: readonly Need[]
}

/**
 * The greatest set of these that leaves no gap when all of them go together, in the order given. Whoever lacks something
 * is taken out, and with it what it gives, until nobody lacks anything.
 */
export function fillingEachOther<Member extends Needy>(
  members: readonly Member[],
  knownClock: (client: number) => number,
): readonly Member[] {
  const authors = byAuthor(members, knownClock)
  const remaining = new Set(members)
  const shrunk = new Set(authors.values())
  for (const author of shrunk) {
    // Whoever takes from it again puts it at the end again.
    shrunk.delete(author)
    for (const member of author.takeLacking()) {
      if (!remaining.delete(member)) continue
      for (const range of member.gives) {
        const giver = authors.get(range.client)
        if (giver === undefined) continue
        giver.reach.remove(range)
        shrunk.add(giver)
      }
    }
  }
  return [...remaining]
}

interface Author<Member> {
  readonly reach: Reach
  /** Takes out who needs more of this author than there is. */
  takeLacking(): readonly Member[]
}

function byAuthor<Member extends Needy>(
  members: readonly Member[],
  knownClock: (client: number) => number,
): Map<number, Author<Member>> {
  const given = new Map<number, ClockRange[]>()
  const needed = new Map<number, { clock: number; member: Member }[]>()
  for (const member of members) {
    for (const range of member.gives) addTo(given, range.client, range)
    for (const { client, clock } of member.needs) addTo(needed, client, { clock, member })
  }
  const authors = new Map<number, Author<Member>>()
  for (const client of new Set([...given.keys(), ...needed.keys()])) {
    const reach = createReach(knownClock(client), given.get(client) ?? [])
    const needing = needed.get(client) ?? []
    needing.sort((one, other) => one.clock - other.clock)
    const takeLacking = (): readonly Member[] => {
      const { clock } = reach
      const from = needing.findLastIndex((need) => need.clock <= clock) + 1
      return needing.splice(from).map(({ member }) => member)
    }
    authors.set(client, { reach, takeLacking })
  }
  return authors
}

function addTo<Item>(lists: Map<number, Item[]>, client: number, item: Item): void {
  const list = lists.get(client)
  if (list === undefined) lists.set(client, [item])
  else list.push(item)
}
