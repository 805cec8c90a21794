import type { Item } from 'yjs'
import { compareEntries, type Entry } from './entry.ts'
import { entityOf } from './pattern.ts'
import type { Claim } from './rule-set.ts'

/** An entry with the item that carries it, and whether the rule of its path can use it. */
export interface FiledEntry extends Entry {
  readonly register: Register
  readonly item: Item
  /** The clock of the pattern that the bytes refer to. */
  readonly patternClock: number
  fits: boolean | undefined
}

/** What stands at one path. */
export interface Register {
  readonly path: string
  readonly entity: string
  /** In the order of `compareEntries`. */
  readonly entries: FiledEntry[]
  claim: Claim | undefined
}

/** Every path that holds an entry, found by path, by entity and by dot. */
export interface Registers {
  readonly find: (path: string) => Register | undefined
  /** The register of a path, opened when there is none: file an entry in it. */
  readonly open: (path: string) => Register
  readonly file: (entry: FiledEntry) => void
  readonly drop: (entry: FiledEntry) => void
  readonly findByDot: (client: number, clock: number) => FiledEntry | undefined
  readonly ofEntity: (entity: string) => Iterable<Register>
  readonly entities: () => Iterable<string>
  readonly all: () => Iterable<Register>
}

/** An empty index from path to entries. */
export function createRegisters(): Registers {
  const byPath = new Map<string, Register>()
  const byEntity = new Map<string, Set<Register>>()
  // Clocks only grow, so that a list by clock is denser and faster than a map.
  const byDot = new Map<number, (FiledEntry | undefined)[]>()

  function open(path: string): Register {
    const known = byPath.get(path)
    if (known !== undefined) return known
    const entity = entityOf(path)
    const register: Register = { path, entity, entries: [], claim: undefined }
    byPath.set(path, register)
    const siblings = byEntity.get(entity)
    if (siblings === undefined) byEntity.set(entity, new Set([register]))
    else siblings.add(register)
    return register
  }

  function close(register: Register): void {
    byPath.delete(register.path)
    const siblings = byEntity.get(register.entity)
    siblings?.delete(register)
    if (siblings?.size === 0) byEntity.delete(register.entity)
  }

  return {
    find: (path) => byPath.get(path),
    open,
    file(entry) {
      insertInOrder(entry.register.entries, entry)
      const entries = byDot.get(entry.client)
      if (entries === undefined) {
        const first: (FiledEntry | undefined)[] = []
        first[entry.clock] = entry
        byDot.set(entry.client, first)
      } else entries[entry.clock] = entry
    },
    drop(entry) {
      const { entries } = entry.register
      const index = entries.indexOf(entry)
      if (index === 0 && entries.length > 1) entries.shift()
      else if (index >= 0) entries.splice(index, 1)
      const ofClient = byDot.get(entry.client)
      if (ofClient !== undefined) ofClient[entry.clock] = undefined
      if (entries.length === 0) close(entry.register)
    },
    findByDot: (client, clock) => byDot.get(client)?.[clock],
    ofEntity: (entity) => byEntity.get(entity) ?? [],
    entities: () => byEntity.keys(),
    all: () => byPath.values(),
  }
}

function insertInOrder(entries: FiledEntry[], entry: FiledEntry): void {
  const last = entries.at(-1)
  if (last === undefined || compareEntries(last, entry) < 0) {
    entries.push(entry)
    return
  }
  let index = entries.length - 1
  for (; index > 0; index -= 1) {
    const before = entries[index - 1]
    if (before === undefined || compareEntries(before, entry) < 0) break
  }
  entries.splice(index, 0, entry)
}
