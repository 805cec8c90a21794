import { compareEntries } from './entry.ts'
import type { FiledEntry } from './filed-entry.ts'
import { entityOf } from './pattern.ts'
import type { Claim, Reader } from './rule-set.ts'

/** What stands at one path. */
export interface Register {
  readonly path: string
  readonly entity: string
  /** In the order of `compareEntries`. */
  readonly entries: FiledEntry[]
  /** The rule of the path, once somebody asked. */
  claim: Claim | undefined
  /** Whose views read this path, once somebody asked. */
  readers: readonly Reader[] | undefined
}

/** Every path that holds an entry, found by path and by entity. */
export interface RegisterIndex {
  readonly find: (path: string) => Register | undefined
  readonly ofEntity: (entity: string) => Iterable<Register>
  readonly holds: (entity: string) => boolean
  readonly entities: () => Iterable<string>
  /** The entities whose first segment it is. */
  readonly ofKind: (kind: string) => Iterable<string>
  readonly all: () => Iterable<Register>
}

/** The same to those who keep it. */
export interface Registers extends RegisterIndex {
  /** The register of a path, opened when there is none: file an entry in it. */
  readonly open: (path: string) => Register
  readonly file: (entry: FiledEntry) => void
  readonly drop: (entry: FiledEntry) => void
}

/** An empty index from path to entries. */
export function createRegisters(): Registers {
  const byPath = new Map<string, Register>()
  const byEntity = new Map<string, Set<Register>>()
  const entitiesByKind = new Map<string, Set<string>>()

  function close(register: Register): void {
    byPath.delete(register.path)
    const siblings = byEntity.get(register.entity)
    siblings?.delete(register)
    if (siblings?.size === 0) forgetEntity(register.entity)
  }

  function noteEntity(entity: string, first: Register): void {
    byEntity.set(entity, new Set([first]))
    const kind = kindOf(entity)
    const others = entitiesByKind.get(kind)
    if (others === undefined) entitiesByKind.set(kind, new Set([entity]))
    else others.add(entity)
  }

  function forgetEntity(entity: string): void {
    byEntity.delete(entity)
    const kind = kindOf(entity)
    const others = entitiesByKind.get(kind)
    others?.delete(entity)
    if (others?.size === 0) entitiesByKind.delete(kind)
  }

  return {
    find: (path) => byPath.get(path),
    ofEntity: (entity) => byEntity.get(entity) ?? [],
    holds: (entity) => byEntity.has(entity),
    entities: () => byEntity.keys(),
    ofKind: (kind) => entitiesByKind.get(kind) ?? [],
    all: () => byPath.values(),
    open(path) {
      const known = byPath.get(path)
      if (known !== undefined) return known
      const entity = entityOf(path)
      const entries: FiledEntry[] = []
      const register: Register = { path, entity, entries, claim: undefined, readers: undefined }
      byPath.set(path, register)
      const siblings = byEntity.get(entity)
      if (siblings === undefined) noteEntity(entity, register)
      else siblings.add(register)
      return register
    },
    file(entry) {
      insertInOrder(entry.register.entries, entry)
      entry.author.shelf[entry.clock] = entry
    },
    drop(entry) {
      const { entries } = entry.register
      const index = entries.indexOf(entry)
      if (index === 0 && entries.length > 1) entries.shift()
      else if (index >= 0) entries.splice(index, 1)
      entry.author.shelf[entry.clock] = undefined
      if (entries.length === 0) close(entry.register)
    },
  }
}

function kindOf(entity: string): string {
  const dot = entity.indexOf('.')
  return dot === -1 ? entity : entity.slice(0, dot)
}

function insertInOrder(entries: FiledEntry[], entry: FiledEntry): void {
  let index = entries.length
  for (; index > 0; index -= 1) {
    const before = entries[index - 1]
    if (before === undefined || compareEntries(before, entry) < 0) break
  }
  if (index === entries.length) entries.push(entry)
  else entries.splice(index, 0, entry)
}
