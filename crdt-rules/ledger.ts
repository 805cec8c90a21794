import type * as Y from 'yjs'
import { decode, encodeDefinition, encodeEntry, nothingBeside, type Definition } from './codec.ts'
import { greatestStamp, toStamp, type Entry, type NewEntry } from './entry.ts'
import { copyJson } from './json.ts'
import { createRegisters, type FiledEntry, type Register, type Registers } from './registers.ts'
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
  readonly client: number
  readonly run: Run
  readonly patterns: Map<number, readonly string[]>
  readonly names: Map<number, string>
  readonly clockByPattern: Map<string, number>
  readonly clockByName: Map<string, number>
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
      patterns: new Map(),
      names: new Map(),
      clockByPattern: new Map(),
      clockByName: new Map(),
      indexed: 0,
    }
    authors.set(client, author)
    return author
  }

  /** Indexes what came to a run, and visits each new entry. */
  function indexRun(author: Author, visit: (entry: FiledEntry) => void): void {
    author.indexed = visitRun(doc, author.run, author.client, author.indexed, (item, bytes) => {
      const decoded = decode(bytes, author)
      if (decoded === undefined) return
      if (decoded.type !== 'entry') return learn(author, item.id.clock, decoded)
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
        nameClock: decoded.nameClock,
        fits: undefined,
      }
      registers.file(entry)
      visit(entry)
    })
  }

  function define(transaction: Y.Transaction, author: Author, definition: Definition): number {
    const { clock } = appendToRun(transaction, author.run, encodeDefinition(definition)).id
    author.indexed = clock + 1
    learn(author, clock, definition)
    return clock
  }

  /** The definition of a name, made where its author has so much below it that it pays; or -1. */
  function nameClockOf(
    transaction: Y.Transaction,
    author: Author,
    register: Register,
    name: string | undefined,
  ): number {
    if (name === undefined) return -1
    const known = author.clockByName.get(name)
    if (known !== undefined) return known
    let own = 0
    for (const { entries } of registers.ofEntity(register.entity)) {
      for (const { client, nameClock } of entries) {
        if (client === author.client && nameClock === -1) own += name.length - referenceBytes
      }
    }
    if (own < name.length + definitionBytes) return -1
    return define(transaction, author, { type: 'name', text: name })
  }

  /** Entries whose definition somebody deleted cannot be read by who comes later: they go for all. */
  function forget(client: number, clock: number): readonly string[] {
    const author = authors.get(client)
    if (author === undefined || !unlearn(author, clock)) return noPaths
    const orphans = [...registers.all()].flatMap(({ entries }) =>
      entries.filter(
        (entry) =>
          entry.client === client && (entry.patternClock === clock || entry.nameClock === clock),
      ),
    )
    orphans.forEach((entry) => registers.drop(entry))
    return orphans.map(({ register }) => register.path)
  }

  for (const client of clientsOf(doc)) indexRun(authorOf(client), () => undefined)

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
          author.clockByPattern.get(pattern) ??
          define(transaction, author, { type: 'pattern', text: pattern })
        const nameClock = nameClockOf(transaction, author, register, captures[0])
        for (const made of insert) {
          const stamp = made.stamp ?? latest
          const bytes = encodeEntry(patternClock, nameClock, captures, stamp, made)
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
            nameClock,
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
      const arrivals = createArrivals()
      for (const [client, clock] of transaction.afterState) {
        const author = authorOf(client)
        if (author.indexed !== clock) indexRun(author, arrivals.add)
      }
      visitDeleted(transaction, (client, clock) => {
        const entry = registers.findByDot(client, clock)
        if (entry === undefined) {
          for (const path of forget(client, clock)) arrivals.touch(path)
          return
        }
        registers.drop(entry)
        arrivals.touch(entry.register.path)
      })
      return arrivals
    },
  }
}

function learn(author: Author, clock: number, { type, text }: Definition): void {
  if (type === 'pattern') {
    author.patterns.set(clock, text.split('*'))
    author.clockByPattern.set(text, clock)
  } else {
    author.names.set(clock, text)
    author.clockByName.set(text, clock)
  }
}

/** Whether there was something to unlearn. */
function unlearn(author: Author, clock: number): boolean {
  const pattern = author.patterns.get(clock)?.join('*')
  if (pattern !== undefined && author.clockByPattern.get(pattern) === clock) {
    author.clockByPattern.delete(pattern)
  }
  const name = author.names.get(clock)
  if (name !== undefined && author.clockByName.get(name) === clock) author.clockByName.delete(name)
  return author.patterns.delete(clock) || author.names.delete(clock)
}

interface CollectedArrivals extends Arrivals {
  readonly add: (entry: FiledEntry) => void
  readonly touch: (path: string) => void
}

function createArrivals(): CollectedArrivals {
  const paths = new Set<string>()
  const entriesByPath = new Map<string, Entry[]>()
  return {
    paths,
    entriesByPath,
    add(entry) {
      const { path } = entry.register
      paths.add(path)
      const arrived = entriesByPath.get(path)
      if (arrived === undefined) entriesByPath.set(path, [entry])
      else arrived.push(entry)
    },
    touch: (path) => paths.add(path),
  }
}

const noPaths: readonly string[] = []
/** What a name costs once it is defined, and what the definition itself costs. */
const referenceBytes = 2
const definitionBytes = 6
