import type { Json } from '#crdt-rules'

/** A read-only template: an actor made from it stores a reference and its overrides only. */
export interface CompendiumEntry {
  /** 'dnd5e:monsters:goblin' */
  readonly id: string
  readonly kind: string
  readonly name: string
  /** One line for a list: 'Small humanoid, CR 1/4'. */
  readonly summary: string
  /** Creature type or class, for the token's picture: 'undead', 'fighter'. */
  readonly art: string
  /** Cells along one side of its token. */
  readonly size: number
  /** Nested object: the defaults of `actors.<id>.<dotted path>`. */
  readonly data: Json
}

/** One way to narrow the compendium down: entries whose data has a chosen word or number at a path. */
export interface CompendiumFilter {
  readonly name: string
  /** Dotted, into the data of entries; those that have nothing there pass only without a choice. */
  readonly path: string
  /** How a value is called where its own word will not do, by the value in small letters. */
  readonly words?: Readonly<Record<string, string>>
  /** The order of the values; numbers by size and words by the alphabet when it is left out. */
  readonly order?: readonly string[]
}

/** Turns the content of a file into compendium entries, a little at a time. */
export interface Importer {
  readonly id: string
  readonly name: string
  /** Whether the file looks like one for this importer. */
  accepts(json: unknown): boolean
  /** Yields to the event loop between entries; a broken entry is named and the rest is kept. */
  read(
    json: unknown,
    progress: (done: number, of: number) => void,
    isCancelled: () => boolean,
  ): Promise<ImportReport>
}

/** What an import brought: the entries, and each refused one with the reason in a sentence. */
export interface ImportReport {
  readonly entries: readonly CompendiumEntry[]
  readonly refused: readonly { readonly name: string; readonly because: string }[]
  readonly cancelled: boolean
}
