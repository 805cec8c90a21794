import type * as Y from 'yjs'
import { decode, encodeDefinition, encodeEntry, nothingBeside, type Pieces } from './codec.ts'
import { greatestStamp, toStamp, type Entry, type NewEntry } from './entry.ts'
import { copyJson } from './json.ts'
import { createRegisters, type FiledEntry, type Registers } from './registers.ts'
import type { Claim } from './rule-set.ts'
import { appendToRun, clientsOf, deleteItem, runOf, visitDeleted, visitRun } from './runs.ts'

/** The entries of a document: its runs on one side, the index by path on the other. */
export interface Ledger {
  readonly registers: Registers
  /** Writes and indexes at once, so that a second write in the same transaction sees the first. */
  readonly write: (transaction: Y.Transaction, path: string, claim: Claim, change: Change) => Done
  /** Indexes what a finished transaction brought from elsewhere. */
  readonly absorb: (transaction: Y.Transaction) => Arrivals
}

/** The entries that go and come at one path. */
export interface Change {
  readonly supersede: readonly Entry[]
  readonly insert: readonly NewEntry[]
}

/** The same after it happened. */
export interface Done {
  readonly superseded: readonly Entry[]
  readonly added: readonly Entry[]
}

/** What came from elsewhere: entries by path, and all paths that changed. */
export interface Arrivals {
  readonly paths: ReadonlySet<string>
  readonly entriesByPath: ReadonlyMap<string, readonly Entry[]>
}

interface Author {
  readonly piecesByClock: Map<number, Pieces>
  readonly clockByPattern: Map<string, number>
  /** The clock up to which this author's run is in the index. */
  indexed: number
}

/** Opens the entries of a document and indexes what is there. `now` is milliseconds since 1970. */
export function openLedger(doc: Y.Doc, now: () => number): Ledger {
  const registers = createRegisters()
  const authors = new Map<number, Author>()

  function authorOf(client: number): Author {
    const known = authors.get(client)
    if (known !== undefined) return known
    const author: Author = { piecesByClock: new Map(), clockByPattern: new Map(), indexed: 0 }
    authors.set(client, author)
    return author
  }

  function define(client: number, clock: number, pattern: string): void {
    const author = authorOf(client)
    author.piecesByClock.set(clock, pattern.split('*'))
    author.clockByPattern.set(pattern, clock)
  }

  function indexRun(client: number, visit: (path: string, entry: FiledEntry) => void): void {
    const author = authorOf(client)
    author.indexed = visitRun(doc, client, author.indexed, (item, bytes) => {
      const decoded = decode(bytes, (clock) => author.piecesByClock.get(clock))
      if (decoded === undefined) return
      if (decoded.type === 'definition') return define(client, item.id.clock, decoded.pattern)
      const { path, stamp, kind, value, beside, definitionClock } = decoded
      const { clock } = item.id
      const entry = { client, clock, stamp, kind, value, beside, item, definitionClock }
      visit(path, { ...entry, fits: undefined })
    })
  }

  function definitionOf(transaction: Y.Transaction, pattern: string): number {
    const client = doc.clientID
    const known = authorOf(client).clockByPattern.get(pattern)
    if (known !== undefined) return known
    const { clock } = appendToRun(transaction, encodeDefinition(pattern)).id
    define(client, clock, pattern)
    return clock
  }

  /** Entries whose definition somebody deleted cannot be read by who comes later: they go for all. */
  function forgetDefinition(client: number, clock: number, paths: Set<string>): void {
    const author = authorOf(client)
    const pattern = author.piecesByClock.get(clock)?.join('*')
    if (pattern === undefined) return
    author.piecesByClock.delete(clock)
    if (author.clockByPattern.get(pattern) === clock) author.clockByPattern.delete(pattern)
    for (const register of [...registers.all()]) {
      for (const entry of [...register.entries]) {
        if (entry.client !== client || entry.definitionClock !== clock) continue
        registers.drop(register, entry)
        paths.add(register.path)
      }
    }
  }

  for (const client of clientsOf(doc)) {
    indexRun(client, (path, entry) => registers.file(path, entry))
  }

  return {
    registers,

    write(transaction, path, { pattern, captures }, { supersede, insert }) {
      const client = doc.clientID
      const newest = registers.find(path)?.entries.at(-1)?.stamp ?? -1
      const stamp = Math.min(greatestStamp, Math.max(toStamp(now()), newest + 1))
      const definitionClock = insert.length === 0 ? 0 : definitionOf(transaction, pattern)
      const added = insert.map((entry) => {
        const bytes = encodeEntry(definitionClock, captures, stamp, entry)
        const item = appendToRun(transaction, bytes)
        const { clock } = item.id
        const { kind, beside = nothingBeside } = entry
        const value = entry.value === undefined ? undefined : copyJson(entry.value)
        const filed = { client, clock, stamp, kind, value, beside, item, definitionClock }
        authorOf(client).indexed = clock + 1
        registers.file(path, { ...filed, fits: undefined })
        return filed
      })
      const register = registers.find(path)
      const superseded = supersede.flatMap(
        (seen) =>
          register?.entries.find(
            ({ client: author, clock }) => author === seen.client && clock === seen.clock,
          ) ?? [],
      )
      for (const entry of superseded) {
        deleteItem(transaction, entry.item)
        if (register !== undefined) registers.drop(register, entry)
      }
      return { superseded, added }
    },

    absorb(transaction) {
      const paths = new Set<string>()
      const entriesByPath = new Map<string, Entry[]>()
      for (const [client, clock] of transaction.afterState) {
        if (authors.get(client)?.indexed === clock) continue
        // Makes the run a list of its own before its items are compared with it.
        runOf(doc, client)
        indexRun(client, (path, entry) => {
          registers.file(path, entry)
          paths.add(path)
          const arrived = entriesByPath.get(path)
          if (arrived === undefined) entriesByPath.set(path, [entry])
          else arrived.push(entry)
        })
      }
      visitDeleted(transaction, (client, clock) => {
        const register = registers.findByDot(client, clock)
        if (register === undefined) return forgetDefinition(client, clock, paths)
        const entry = register.entries.find(
          (standing) => standing.client === client && standing.clock === clock,
        )
        if (entry === undefined) return
        registers.drop(register, entry)
        paths.add(register.path)
      })
      return { paths, entriesByPath }
    },
  }
}
