import type * as Y from 'yjs'
import type { Applied } from './admission.ts'
import type { Edit } from './edit.ts'
import type { Sibling } from './entry.ts'
import type { Json } from './json.ts'
import type { Merge } from './merges.ts'
import type { Problem } from './reader.ts'
import type { Receipt } from './receipts.ts'
import type { RuleSet } from './rule-set.ts'
import type { PathsListener } from './subscriptions.ts'

/** What a document of registers needs. */
export interface DocumentOptions {
  /** Holds the registers and nothing else. */
  readonly doc: Y.Doc
  readonly rules: RuleSet
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where `text` paths live: one root Y.Text per path. */
  readonly words?: Y.Doc | undefined
  /** The value of a path that was never written; also the base of a tally. */
  readonly defaults?: ((path: string) => Json | undefined) | undefined
  readonly isGm?: ((client: number) => boolean) | undefined
  /** Told once per path about a rule that threw. */
  readonly onProblem?: ((problem: Problem) => void) | undefined
}

/** Everything about one path. */
export interface Inspection {
  readonly path: string
  readonly rule: string
  readonly view: Json | undefined
  readonly siblings: readonly Sibling[]
  /** Whether the siblings hold writes made apart. */
  readonly contested: boolean
  readonly sentence: string
}

/** Registers at dotted paths, each read by its rule. Reading never writes. */
export interface RuleDocument {
  readonly doc: Y.Doc
  readonly rules: RuleSet
  /** The view of a register; the default when it was never written. */
  readonly read: (path: string) => Json | undefined
  /** Whether something is written there, so that it is not the default that shows. */
  readonly has: (path: string) => boolean
  readonly inspect: (path: string) => Inspection
  /** Why an edit would be refused, or undefined when it is fine. */
  readonly check: (path: string, edit: Edit) => string | undefined
  /** Writes, or throws the sentence of the refusal: `check` first what comes from outside. */
  readonly write: (path: string, edit: Edit) => void
  /** Many writes in one Yjs transaction; the receipt takes them back. */
  readonly transact: (body: () => void) => Receipt
  /** Takes back what a receipt did, by new writes; a path changed since is refused. */
  readonly undo: (receipt: Receipt) => Undone
  /** Entities are named by their first two segments, like 'tokens.t1'. */
  readonly create: (entity: string) => void
  /** Delete beats edit: writes made apart or later do not bring it back. */
  readonly remove: (entity: string) => void
  /** Brings back a removed entity with everything written since. */
  readonly restore: (entity: string) => void
  /** Removes an entity and deletes everything that is seen below it. */
  readonly purge: (entity: string) => void
  /** Deletes everything that is seen below an entity, and says nothing of whether it is there. */
  readonly sweep: (entity: string) => void
  readonly exists: (entity: string) => boolean
  /** Whether anything stands at or below an entity, be it only that it was removed: a look-up. */
  readonly holds: (entity: string) => boolean
  /** The ids of a kind that exist, sorted: entities('tokens') -> ['t1', ...]. */
  readonly entities: (kind: string) => readonly string[]
  /** The written paths at and below a prefix, sorted; also those of which there is only word of what was taken out. */
  readonly paths: (prefix: string) => readonly string[]
  /** Tells changed paths at and below a prefix; '' hears everything. Existence is 'tokens.t1.$'. */
  readonly subscribe: (prefix: string, listener: PathsListener) => () => void
  /** What was written apart and still stands, derived from the siblings. */
  readonly merges: () => readonly Merge[]
  /** Told when others' writes arrive that were made apart from what stood here. */
  readonly onMerge: (listener: (merge: Merge) => void) => () => void
  readonly text: (path: string) => Y.Text
  /** Lets an update in, or holds it until everything its authors wrote before is there. */
  readonly apply: (update: Uint8Array, origin?: unknown) => Applied
  /** Stops listening to the documents; they stay as they are. */
  readonly destroy: () => void
}

/** What an undo did. The receipt takes the undo itself back. */
export interface Undone {
  readonly undone: string[]
  readonly refused: string[]
  readonly receipt: Receipt
}
