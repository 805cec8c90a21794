import type { Item } from 'yjs'
import type { Author } from './authors.ts'
import type { Beside, Entry, EntryKind } from './entry.ts'
import type { Json } from './json.ts'
import type { Register } from './registers.ts'

/** What an entry says, in whichever way it came. */
export interface Said {
  readonly stamp: number
  readonly kind: EntryKind
  readonly value: Json | undefined
  readonly beside: Beside
  /** The clock of the pattern that its bytes refer to. */
  readonly patternClock: number
}

/** An entry that stands, with its place in the index and the item that carries it. */
export class FiledEntry implements Entry {
  readonly author: Author
  readonly register: Register
  readonly item: Item
  readonly stamp: number
  readonly kind: EntryKind
  readonly value: Json | undefined
  readonly beside: Beside
  readonly patternClock: number
  /** Whether the rule of its path can use it, once somebody asked. */
  fits: boolean | undefined = undefined

  constructor(author: Author, register: Register, item: Item, said: Said) {
    this.author = author
    this.register = register
    this.item = item
    this.stamp = said.stamp
    this.kind = said.kind
    this.value = said.value
    this.beside = said.beside
    this.patternClock = said.patternClock
  }

  get client(): number {
    return this.author.client
  }

  get clock(): number {
    return this.item.id.clock
  }
}
