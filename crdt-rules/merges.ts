import type { Entry, Sibling } from './entry.ts'
import { saysPurged } from './existence.ts'
import type { FiledEntry } from './filed-entry.ts'
import { shortJson, type Json } from './json.ts'
import { existenceSegment } from './pattern.ts'
import type { Reader } from './reader.ts'
import type { Register, RegisterIndex } from './registers.ts'
import { toSibling } from './sibling.ts'

/** Writes made apart that met at a path, and what became of them. */
export interface Merge {
  readonly path: string
  readonly rule: string
  /**
   * Made one value together, one shown and the others kept, changed while it was removed, or while it was purged: then
   * there is nothing that restoring would bring back.
   */
  readonly kind: 'folded' | 'kept' | 'gone' | 'purged'
  readonly siblings: readonly Sibling[]
  readonly view: Json | undefined
  readonly sentence: string
}

/** Finds writes made apart, from nothing but what stands. */
export interface Merges {
  readonly all: () => readonly Merge[]
  readonly at: (path: string) => Merge | undefined
  /** The merges in which one of the arrivals met something that stood before. */
  readonly among: (arrived: readonly FiledEntry[]) => readonly Merge[]
}

/** Merges over an index, worded by the rules. */
export function createMerges(registers: RegisterIndex, reader: Reader): Merges {
  function at(path: string): Merge | undefined {
    const register = registers.find(path)
    if (register === undefined) return undefined
    return path.endsWith(existenceSuffix) ? goneAt(register) : mergedAt(register)
  }

  function mergedAt(register: Register): Merge | undefined {
    const apart = apartAt(register)
    if (apart.length === 0) return undefined
    const { path } = register
    const { rule } = reader.claimOf(path)
    const siblings = reader
      .fitting(register)
      // Of a collection, what nobody disagreed about is no part of it.
      .filter((entry) => rule.elementOf(entry) === undefined || apart.includes(entry))
      .map((entry) => toSibling(entry, rule.elementOf(entry)))
    const view = reader.view(path)
    const written = siblings.map(sayWrite).join(', ')
    const sentence = `Written apart at ${path}: ${written}. It shows ${shortJson(view)}, because ${rule.because}.`
    return { path, rule: rule.name, kind: rule.merged, siblings, view, sentence }
  }

  /** The siblings of a register that did not see another one. */
  function apartAt(register: Register): readonly Entry[] {
    if (register.entries.length < 2) return []
    const { path } = register
    const siblings = reader.fitting(register)
    return reader.guard(
      path,
      () => reader.claimOf(path).rule.apart(siblings),
      () => siblings,
    )
  }

  function goneAt(register: Register): Merge | undefined {
    const { path, entity } = register
    if (reader.view(path) !== false) return undefined
    const siblings = reader.fitting(register)
    const missed = [...registers.ofEntity(entity)]
      .filter(
        (other) => other !== register && !other.entries.every((entry) => isSeen(entry, siblings)),
      )
      .map((other) => other.path)
    const isPurged = siblings.some(saysPurged)
    if (missed.length === 0 && apartAt(register).length === 0) return undefined
    const what =
      missed.length === 0 ? 'it was also kept by somebody else' : `${missed.join(', ')} changed`
    return {
      path,
      rule: reader.claimOf(path).rule.name,
      kind: isPurged ? 'purged' : 'gone',
      siblings: siblings.map((entry) => toSibling(entry)),
      view: false,
      sentence: isPurged
        ? `${entity} was purged while ${what}. It was not kept to be restored.`
        : `${entity} was removed while ${what}. It stays removed; restoring it brings that back too.`,
    }
  }

  return {
    at,
    all() {
      const crowded = [...registers.all()]
        .filter(({ entries }) => entries.length > 1)
        .map(({ path }) => path)
      const existences = [...registers.entities()].map((entity) => `${entity}${existenceSuffix}`)
      const paths = new Set([...crowded, ...existences])
      return [...paths].flatMap((path) => at(path) ?? [])
    },
    among(arrived) {
      const isNew = new Set<Entry>(arrived)
      const merges = new Map<string, Merge>()
      for (const register of new Set(arrived.map((entry) => entry.register))) {
        const existencePath = `${register.entity}${existenceSuffix}`
        const merge = at(meets(register, isNew) ? register.path : existencePath)
        if (merge !== undefined) merges.set(merge.path, merge)
      }
      return [...merges.values()]
    },
  }

  /** Whether something that just came was made apart from something that stood here before. */
  function meets(register: Register, isNew: ReadonlySet<Entry>): boolean {
    const { entries } = register
    if (entries.length < 2 || entries.every((entry) => isNew.has(entry))) return false
    return apartAt(register).some((entry) => isNew.has(entry))
  }
}

/** Whether one of the removals had seen an entry. */
function isSeen(entry: FiledEntry, removals: readonly Entry[]): boolean {
  return removals.some(({ beside }) =>
    beside.taken?.some(({ client, clock }) => client === entry.client && clock >= entry.clock),
  )
}

function sayWrite({ kind, element, value }: Sibling): string {
  const sign = kind === 'add' && typeof value === 'number' && value >= 0 ? '+' : ''
  if (kind === 'remove') return `${element ?? shortJson(value)} removed`
  if (element !== undefined && typeof value !== 'number') return `${element} added`
  const where = element === undefined ? '' : `${element} `
  return `${where}${sign}${shortJson(value)}`
}

const existenceSuffix = `.${existenceSegment}`
