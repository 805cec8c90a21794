import type * as Y from 'yjs'
import { decode, encodeEntry, encodePattern, nothingBeside } from './codec.ts'
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
  /** Indexes what a finished transaction brought from elsewhere, if it brought anything. */
  readonly absorb: (transaction: Y.Transaction) => Arrivals | undefined
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

/** What came from elsewhere: the entries, and the paths where something went. */
export interface Arrivals {
  readonly entries: readonly FiledEntry[]
  readonly paths: readonly string[]
}

interface Author {
  readonly client: number
  readonly run: Run
  /** The patterns that the run defines, cut at their stars. */
  readonly patternsByClock: Map<number, readonly string[]>
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
      client,
      run: runOf(doc, client),
      patternsByClock: new Map(),
      clockByPattern: new Map(),
      indexed: 0,
    }
    authors.set(client, author)
    return author
  }

  /** Indexes what came to a run. */
  function indexRun(author: Author, arrived: FiledEntry[]): void {
    author.indexed = visitRun(doc, author.run, author.client, author.indexed, (item, bytes) => {
      const decoded = decode(bytes, author.patternsByClock)
      if (decoded === undefined) return
      if (decoded.type === 'pattern') return learn(author, item.id.clock, decoded.pattern)
      const entry: FiledEntry = {
        client: author.client,
        clock: item.id.clock,
        stamp: decoded.stamp,
        kind: decoded.kind,
        value: decoded.value,
        beside: decoded.beside,
        register: registers.open(decoded.path),
        item,
        patternClock: decoded.patternClock,
        fits: undefined,
      }
      registers.file(entry)
      arrived.push(entry)
    })
  }

  function define(transaction: Y.Transaction, author: Author, pattern: string): number {
    const { clock } = appendToRun(transaction, author.run, encodePattern(pattern)).id
    author.indexed = clock + 1
    learn(author, clock, pattern)
    return clock
  }

  /** Entries whose pattern somebody deleted cannot be read by who comes later: they go for all. */
  function forget(client: number, clock: number): readonly string[] {
    const author = authors.get(client)
    if (author === undefined || !unlearn(author, clock)) return noPaths
    const orphans = [...registers.all()].flatMap(({ entries }) =>
      entries.filter((entry) => entry.client === client && entry.patternClock === clock),
    )
    orphans.forEach((entry) => registers.drop(entry))
    return orphans.map(({ register }) => register.path)
  }

  for (const client of clientsOf(doc)) indexRun(authorOf(client), [])

  return {
    registers,

    write(transaction, path, { pattern, captures }, { supersede, insert }) {
      const superseded: FiledEntry[] = []
      for (const seen of supersede) {
        const standing = registers.findByDot(seen.client, seen.clock)
        if (standing !== undefined) superseded.push(standing)
      }
      const added: Entry[] = []
      if (insert.length > 0) {
        const author = authorOf(doc.clientID)
        const register = registers.open(path)
        const newest = register.entries.at(-1)?.stamp ?? -1
        const latest = Math.min(greatestStamp, Math.max(toStamp(now()), newest + 1))
        const patternClock =
          author.clockByPattern.get(pattern) ?? define(transaction, author, pattern)
        for (const made of insert) {
          const stamp = made.stamp ?? latest
          const bytes = encodeEntry(patternClock, captures, stamp, made)
          const item = appendToRun(transaction, author.run, bytes)
          const entry: FiledEntry = {
            client: author.client,
            clock: item.id.clock,
            stamp,
            kind: made.kind,
            value: made.value === undefined ? undefined : copyJson(made.value),
            beside: made.beside ?? nothingBeside,
            register,
            item,
            patternClock,
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
      // Most transactions are this device's own and bring nothing: nothing is made for them.
      let entries: FiledEntry[] | undefined
      let paths: string[] | undefined
      transaction.afterState.forEach((clock, client) => {
        if (authors.get(client)?.indexed === clock) return
        entries ??= []
        indexRun(authorOf(client), entries)
      })
      visitDeleted(transaction, (client, clock) => {
        const entry = registers.findByDot(client, clock)
        if (entry !== undefined) {
          registers.drop(entry)
          paths ??= []
          paths.push(entry.register.path)
          return
        }
        const forgotten = forget(client, clock)
        if (forgotten.length > 0) paths = [...(paths ?? []), ...forgotten]
      })
      if (entries === undefined && paths === undefined) return undefined
      return { entries: entries ?? [], paths: paths ?? [] }
    },
  }
}

function learn(author: Author, clock: number, pattern: string): void {
  author.patternsByClock.set(clock, pattern.split('*'))
  author.clockByPattern.set(pattern, clock)
}

/** Whether there was something to unlearn. */
function unlearn(author: Author, clock: number): boolean {
  const pattern = author.patternsByClock.get(clock)?.join('*')
  if (pattern === undefined) return false
  if (author.clockByPattern.get(pattern) === clock) author.clockByPattern.delete(pattern)
  return author.patternsByClock.delete(clock)
}

const noPaths: readonly string[] = []
