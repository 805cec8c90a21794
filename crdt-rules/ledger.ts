import type * as Y from 'yjs'
import { decode, encodeDefinition, encodeEntry, nothingBeside, type Pieces } from './codec.ts'
import { greatestStamp, toStamp, type Entry, type NewEntry } from './entry.ts'
import { copyJson } from './json.ts'
import { createRegisters, type FiledEntry, type Registers } from './registers.ts'
import type { Claim } from './rule-set.ts'
import {
  appendToRun,
  clientsOf,
  deleteItem,
  runOf,
  visitDeleted,
  visitRun,
  type Run,
} from './runs.ts'

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
  readonly run: Run
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
    const author: Author = {
      run: runOf(doc, client),
      piecesByClock: new Map(),
      clockByPattern: new Map(),
      indexed: 0,
    }
    authors.set(client, author)
    return author
  }

  function define(client: number, clock: number, pattern: string): void {
    const author = authorOf(client)
    author.piecesByClock.set(clock, pattern.split('*'))
    author.clockByPattern.set(pattern, clock)
  }

  /** Indexes what came to a run, and visits each new entry. */
  function indexRun(client: number, visit: (entry: FiledEntry) => void): void {
    const author = authorOf(client)
    author.indexed = visitRun(doc, author.run, client, author.indexed, (item, bytes) => {
      const decoded = decode(bytes, author.piecesByClock)
      if (decoded === undefined) return
      if (decoded.type === 'definition') return define(client, item.id.clock, decoded.pattern)
      const entry: FiledEntry = {
        client,
        clock: item.id.clock,
        stamp: decoded.stamp,
        kind: decoded.kind,
        value: decoded.value,
        beside: decoded.beside,
        register: registers.open(decoded.path),
        item,
        definitionClock: decoded.definitionClock,
        fits: undefined,
      }
      registers.file(entry)
      visit(entry)
    })
  }

  function definitionOf(transaction: Y.Transaction, pattern: string): number {
    const client = doc.clientID
    const author = authorOf(client)
    const known = author.clockByPattern.get(pattern)
    if (known !== undefined) return known
    const { clock } = appendToRun(transaction, author.run, encodeDefinition(pattern)).id
    define(client, clock, pattern)
    return clock
  }

  /** Entries whose definition somebody deleted cannot be read by who comes later: they go for all. */
  function forgetDefinition(
    client: number,
    clock: number,
    paths: Set<string> | undefined,
  ): Set<string> | undefined {
    const author = authors.get(client)
    const pattern = author?.piecesByClock.get(clock)?.join('*')
    if (author === undefined || pattern === undefined) return paths
    const changed = paths ?? new Set()
    author.piecesByClock.delete(clock)
    if (author.clockByPattern.get(pattern) === clock) author.clockByPattern.delete(pattern)
    for (const register of [...registers.all()]) {
      for (const entry of [...register.entries]) {
        if (entry.client !== client || entry.definitionClock !== clock) continue
        registers.drop(entry)
        changed.add(register.path)
      }
    }
    return changed
  }

  for (const client of clientsOf(doc)) indexRun(client, () => undefined)

  return {
    registers,

    write(transaction, path, { pattern, captures }, { supersede, insert }) {
      const superseded = supersede.flatMap((seen) => registers.findByDot(seen) ?? [])
      const added: Entry[] = []
      if (insert.length > 0) {
        const client = doc.clientID
        const author = authorOf(client)
        const register = registers.open(path)
        const newest = register.entries.at(-1)?.stamp ?? -1
        const latest = Math.min(greatestStamp, Math.max(toStamp(now()), newest + 1))
        const definitionClock = definitionOf(transaction, pattern)
        for (const made of insert) {
          const stamp = made.stamp ?? latest
          const bytes = encodeEntry(definitionClock, captures, stamp, made)
          const item = appendToRun(transaction, author.run, bytes)
          const entry: FiledEntry = {
            client,
            clock: item.id.clock,
            stamp,
            kind: made.kind,
            value: made.value === undefined ? undefined : copyJson(made.value),
            beside: made.beside ?? nothingBeside,
            register,
            item,
            definitionClock,
            fits: undefined,
          }
          author.indexed = entry.clock + 1
          registers.file(entry)
          added.push(entry)
        }
      }
      for (const entry of superseded) {
        deleteItem(transaction, entry.item)
        registers.drop(entry)
      }
      return { superseded, added }
    },

    absorb(transaction) {
      let paths: Set<string> | undefined
      let entriesByPath: Map<string, Entry[]> | undefined
      for (const [client, clock] of transaction.afterState) {
        if (authors.get(client)?.indexed === clock) continue
        indexRun(client, (entry) => {
          const { path } = entry.register
          paths = (paths ?? new Set()).add(path)
          entriesByPath ??= new Map()
          const arrived = entriesByPath.get(path)
          if (arrived === undefined) entriesByPath.set(path, [entry])
          else arrived.push(entry)
        })
      }
      visitDeleted(transaction, (client, clock) => {
        const entry = registers.findByDot({ client, clock })
        if (entry === undefined) {
          paths = forgetDefinition(client, clock, paths)
          return
        }
        registers.drop(entry)
        paths = (paths ?? new Set()).add(entry.register.path)
      })
      return { paths: paths ?? noPaths, entriesByPath: entriesByPath ?? noEntries }
    },
  }
}

const noPaths: ReadonlySet<string> = new Set()
const noEntries: ReadonlyMap<string, readonly Entry[]> = new Map()
