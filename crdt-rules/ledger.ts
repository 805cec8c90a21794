import type * as Y from 'yjs'
import { createAuthors, learn, unlearn, type Author } from './authors.ts'
import { decode, encodeEntry, encodePattern, nothingBeside } from './codec.ts'
import { greatestStamp, toStamp, type Entry, type NewEntry } from './entry.ts'
import { FiledEntry } from './filed-entry.ts'
import { copyJson } from './json.ts'
import { createRegisters, type Register, type RegisterIndex } from './registers.ts'
import type { Claim } from './rule-set.ts'
import { appendToRun, clientsOf, countDeleted, deleteItem, visitDeleted, visitRun } from './runs.ts'

/** The entries of a document: its runs on one side, the index by path on the other. */
export interface Ledger {
  /** Always up to date when it is asked: what came while nobody listened is indexed then. */
  readonly registers: RegisterIndex
  /** Writes and indexes at once, so that a second write in the same transaction sees the first. */
  readonly write: (transaction: Y.Transaction, change: Change) => Done
  /** Indexes what a finished transaction brought from elsewhere, if it brought anything. */
  readonly absorb: (transaction: Y.Transaction) => Arrivals | undefined
  /** Leaves what a finished transaction brought until somebody looks. */
  readonly postpone: (transaction: Y.Transaction) => void
  /** Indexes what was postponed. */
  readonly catchUp: () => void
}

/** The entries that go and come at one path. */
export interface Change {
  readonly path: string
  /** The register of the path, if there is one. */
  readonly register: Register | undefined
  readonly claim: Claim
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

/** Opens the entries of a document and indexes what is there. `now` is milliseconds since 1970. */
export function openLedger(doc: Y.Doc, now: () => number): Ledger {
  const registers = createRegisters()
  const authors = createAuthors(doc)
  let postponed: Y.Transaction['deleteSet'][] = []
  /** The last transaction written in, and how many entries that deleted. */
  let writing: Y.Transaction | undefined
  let deletedHere = 0

  /** Indexes what came to a run. */
  function indexRun(author: Author, arrived: FiledEntry[]): void {
    author.indexed = visitRun(doc, author.run, author.client, author.indexed, (item, bytes) => {
      const decoded = decode(bytes, author.patternsByClock)
      if (decoded === undefined) return
      if (decoded.type === 'pattern') return learn(author, item.id.clock, decoded.pattern)
      const entry = new FiledEntry(author, registers.open(decoded.path), item, decoded)
      registers.file(entry)
      arrived.push(entry)
    })
  }

  function add(
    transaction: Y.Transaction,
    change: Change,
    superseded: readonly FiledEntry[],
  ): readonly Entry[] {
    const { pattern, captures } = change.claim
    const author = authors.of(doc.clientID)
    const register = change.register ?? registers.open(change.path)
    const latest = stampFor(register.entries, superseded)
    const patternClock = author.clockByPattern.get(pattern) ?? define(transaction, author, pattern)
    const added: Entry[] = []
    for (const made of change.insert) {
      const { kind, stamp = latest, beside = nothingBeside } = made
      const bytes = encodeEntry(patternClock, captures, stamp, made)
      const item = appendToRun(transaction, author.run, author.client, bytes)
      const value = made.value === undefined ? undefined : copyJson(made.value)
      author.indexed = item.id.clock + 1
      const said = { stamp, kind, value, beside, patternClock }
      const entry = new FiledEntry(author, register, item, said)
      registers.file(entry)
      added.push(entry)
    }
    return added
  }

  /**
   * After all that stays, and after what goes: by causality a write is later than what it saw, also where this clock
   * is behind. What goes moves it by an hour at most, or a clock a year ahead would be handed on for a year.
   */
  function stampFor(standing: readonly Entry[], superseded: readonly Entry[]): number {
    const here = toStamp(now())
    const newest = standing.at(-1)?.stamp ?? -1
    if (newest <= here + hour) return Math.max(here, newest + 1)
    const stays = standing.findLast((entry) => !superseded.includes(entry))?.stamp ?? -1
    return Math.min(greatestStamp, Math.max(here + hour, stays + 1))
  }

  function define(transaction: Y.Transaction, author: Author, pattern: string): number {
    const { clock } = appendToRun(transaction, author.run, author.client, encodePattern(pattern)).id
    author.indexed = clock + 1
    learn(author, clock, pattern)
    return clock
  }

  function drop(client: number, clock: number, paths: string[]): void {
    const entry = authors.entryAt(client, clock)
    if (entry === undefined) return forget(client, clock, paths)
    registers.drop(entry)
    paths.push(entry.register.path)
  }

  /** Entries whose pattern somebody deleted cannot be read by who comes later: they go for all. */
  function forget(client: number, clock: number, paths: string[]): void {
    const author = authors.find(client)
    if (author === undefined || !unlearn(author, clock)) return
    const orphans = [...registers.all()].flatMap(({ entries }) =>
      entries.filter((entry) => entry.client === client && entry.patternClock === clock),
    )
    orphans.forEach((entry) => registers.drop(entry))
    paths.push(...orphans.map(({ register }) => register.path))
  }

  /** Most transactions are this device's own and bring nothing. */
  function bringsNothing(transaction: Y.Transaction): boolean {
    if (transaction !== writing || !transaction.local) return false
    const own = transaction.afterState.get(doc.clientID)
    return (
      own === authors.find(doc.clientID)?.indexed &&
      countDeleted(transaction.deleteSet) === deletedHere
    )
  }

  function catchUp(): void {
    if (postponed.length === 0) return
    const deleteSets = postponed
    postponed = []
    indexAll()
    const paths: string[] = []
    for (const deleteSet of deleteSets) {
      visitDeleted(deleteSet, (client, clock) => drop(client, clock, paths))
    }
  }

  function indexAll(): void {
    const arrived: FiledEntry[] = []
    for (const client of clientsOf(doc)) indexRun(authors.of(client), arrived)
  }

  indexAll()

  return {
    catchUp,

    registers: {
      find(path) {
        catchUp()
        return registers.find(path)
      },
      ofEntity(entity) {
        catchUp()
        return registers.ofEntity(entity)
      },
      holds(entity) {
        catchUp()
        return registers.holds(entity)
      },
      entities() {
        catchUp()
        return registers.entities()
      },
      ofKind(kind) {
        catchUp()
        return registers.ofKind(kind)
      },
      all() {
        catchUp()
        return registers.all()
      },
    },

    write(transaction, change) {
      catchUp()
      if (writing !== transaction) deletedHere = 0
      writing = transaction
      const superseded: FiledEntry[] = []
      for (const seen of change.supersede) {
        // Entries of the index stand until they are dropped; those of a receipt may be gone.
        const isFiled = seen instanceof FiledEntry
        const standing = isFiled ? seen : authors.entryAt(seen.client, seen.clock)
        if (standing !== undefined) superseded.push(standing)
      }
      const added = change.insert.length > 0 ? add(transaction, change, superseded) : nothing
      for (const entry of superseded) {
        deleteItem(transaction, entry.item)
        registers.drop(entry)
      }
      deletedHere += superseded.length
      return { superseded, added }
    },

    absorb(transaction) {
      if (bringsNothing(transaction)) return undefined
      const entries: FiledEntry[] = []
      const paths: string[] = []
      transaction.afterState.forEach((clock, client) => {
        if (authors.find(client)?.indexed !== clock) indexRun(authors.of(client), entries)
      })
      visitDeleted(transaction.deleteSet, (client, clock) => drop(client, clock, paths))
      return { entries, paths }
    },

    postpone({ deleteSet }) {
      postponed.push(deleteSet)
      if (postponed.length >= mostPostponed) catchUp()
    },
  }
}

const nothing: readonly Entry[] = []
const mostPostponed = 1000
/** In the steps of a stamp. */
const hour = 36_000
