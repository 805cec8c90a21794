import type { Item } from 'yjs'
import { compareEntries, type Entry } from './entry.ts'
import { entityOf } from './pattern.ts'
import type { Claim } from './rule-set.ts'

/** An entry with the item that carries it, and whether the rule of its path can use it. */
export interface FiledEntry extends Entry {
  readonly item: Item
  readonly definitionClock: number
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

/** Every path that holds an entry, found by path and by entity. */
export interface Registers {
  readonly find: (path: string) => Register | undefined
  readonly file: (path: string, entry: FiledEntry) => Register
  readonly drop: (register: Register, entry: FiledEntry) => void
  readonly findByDot: (client: number, clock: number) => Register | undefined
  readonly ofEntity: (entity: string) => Iterable<Register>
  readonly entities: () => Iterable<string>
  readonly all: () => Iterable<Register>
  /** The registers that hold more than one entry. */
  readonly crowded: () => Iterable<Register>
}

/** An empty index from path to entries. */
export function createRegisters(): Registers {
  const byPath = new Map<string, Register>()
  const byEntity = new Map<string, Set<Register>>()
  const byDot = new Map<number, Map<number, Register>>()
  const crowded = new Set<Register>()

  function open(path: string): Register {
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
    file(path, entry) {
      const register = byPath.get(path) ?? open(path)
      insertInOrder(register.entries, entry)
      if (register.entries.length > 1) crowded.add(register)
      const dots = byDot.get(entry.client)
      if (dots === undefined) byDot.set(entry.client, new Map([[entry.clock, register]]))
      else dots.set(entry.clock, register)
      return register
    },
    drop(register, entry) {
      const index = register.entries.indexOf(entry)
      if (index === -1) return
      register.entries.splice(index, 1)
      byDot.get(entry.client)?.delete(entry.clock)
      if (register.entries.length < 2) crowded.delete(register)
      if (register.entries.length === 0) close(register)
    },
    findByDot: (client, clock) => byDot.get(client)?.get(clock),
    ofEntity: (entity) => byEntity.get(entity) ?? [],
    entities: () => byEntity.keys(),
    all: () => byPath.values(),
    crowded: () => crowded,
  }
}

function insertInOrder(entries: FiledEntry[], entry: FiledEntry): void {
  let index = entries.length
  for (; index > 0; index -= 1) {
    const before = entries[index - 1]
    if (before === undefined || compareEntries(before, entry) < 0) break
  }
  entries.splice(index, 0, entry)
}
