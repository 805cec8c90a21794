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
