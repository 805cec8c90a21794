import type { Entry, NewEntry, Taken } from './entry.ts'
import { existenceSegment } from './pattern.ts'
import type { Plan } from './rule.ts'
import type { RegisterIndex } from './registers.ts'

/** The path of the register that says whether an entity exists. */
export function existencePathOf(entity: string): string {
  if (!/^[^.*]+\.[^.*]+$/.test(entity)) {
    throw new Error(`"${entity}" is no entity. Name one by two segments, like "tokens.t1".`)
  }
  return `${entity}.${existenceSegment}`
}

/** Makes an entity exist: nothing to write when all that stands already says so. */
export function planLife(seen: readonly Entry[]): Plan {
  const [only, ...others] = seen
  if (only?.value === true && others.length === 0) return { supersede: [], insert: [] }
  return { supersede: 'all', insert: [{ kind: 'set', value: true }] }
}

/** Whether the removal of an entity says that what was seen below it was deleted as well. */
export function saysPurged({ beside }: Entry): boolean {
  return beside.source === purged
}

/** Removes an entity, noting what was seen below it: anything else was changed apart. */
export function planDeath(entity: string, registers: RegisterIndex, { purges = false } = {}): Plan {
  const newest = new Map<number, Taken>()
  for (const { path, entries } of registers.ofEntity(entity)) {
    if (path === existencePathOf(entity)) continue
    for (const { client, clock } of entries) {
      if ((newest.get(client)?.clock ?? -1) < clock) newest.set(client, { client, clock, sum: 0 })
    }
  }
  const taken = [...newest.values()]
  const beside = {
    ...(purges && { source: purged }),
    ...(taken.length > 0 && { taken }),
  }
  const removal: NewEntry = { kind: 'set', value: false, beside }
  return { supersede: 'all', insert: [removal] }
}

const purged = 'purged'
