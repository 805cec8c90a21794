import type * as Y from 'yjs'
import type { FiledEntry } from './filed-entry.ts'
import { runOf, type Run } from './runs.ts'

/** Who writes: one client id with its run, the patterns defined there, and its entries. */
export interface Author {
  readonly client: number
  readonly run: Run
  /** The entries by clock. Clocks only grow, so that a list is denser and faster than a map. */
  readonly shelf: (FiledEntry | undefined)[]
  /** The patterns that the run defines, cut at their stars. */
  readonly patternsByClock: Map<number, readonly string[]>
  readonly clockByPattern: Map<string, number>
  /** The clock up to which the run is in the index. */
  indexed: number
}

/** The authors of a document, by client id. */
export interface Authors {
  readonly of: (client: number) => Author
  readonly find: (client: number) => Author | undefined
  readonly entryAt: (client: number, clock: number) => FiledEntry | undefined
}

/** Authors of whom nothing is indexed yet. */
export function createAuthors(doc: Y.Doc): Authors {
  const authors = new Map<number, Author>()
  /** Who was asked for last is asked for next, most of the time. */
  let last: Author | undefined

  function find(client: number): Author | undefined {
    if (last?.client === client) return last
    const author = authors.get(client)
    if (author !== undefined) last = author
    return author
  }

  return {
    find,
    of(client) {
      const known = find(client)
      if (known !== undefined) return known
      const author: Author = {
        client,
        run: runOf(doc, client),
        shelf: [],
        patternsByClock: new Map(),
        clockByPattern: new Map(),
        indexed: 0,
      }
      authors.set(client, author)
      return author
    },
    entryAt: (client, clock) => find(client)?.shelf[clock],
  }
}

/** Notes that a run defines a pattern. */
export function learn(author: Author, clock: number, pattern: string): void {
  author.patternsByClock.set(clock, pattern.split('*'))
  author.clockByPattern.set(pattern, clock)
}

/** Whether there was something to unlearn. */
export function unlearn(author: Author, clock: number): boolean {
  const pattern = author.patternsByClock.get(clock)?.join('*')
  if (pattern === undefined) return false
  if (author.clockByPattern.get(pattern) === clock) author.clockByPattern.delete(pattern)
  return author.patternsByClock.delete(clock)
}
