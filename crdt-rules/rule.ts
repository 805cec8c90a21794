import type { Edit } from './edit.ts'
import type { Entry, NewEntry } from './entry.ts'
import type { Json } from './json.ts'

/** How writes to a path become one value. Holds no state; everything it needs is handed in. */
export interface Rule {
  readonly name: string
  /** Text paths live in a document of words instead of among the entries. */
  readonly holds: 'entries' | 'words'
  /** What happens to writes made apart: they make up the value together, or one of them is shown. */
  readonly merged: 'folded' | 'kept'
  /** Why the view is what it is when writes were made apart, as the end of a sentence. */
  readonly because: string
  /** Patterns of the paths that the view also reads; `*` stands for the same segments. */
  readonly reads: readonly string[]
  /** Why an edit is not taken, or undefined when it is. */
  readonly refuse: (edit: Edit) => string | undefined
  /** Whether a stored entry makes sense to this rule. Those that do not are left out of the view. */
  readonly fits: (entry: Entry) => boolean
  /** Whether `plan` looks at what its author sees, or gets nothing to see. */
  readonly sees: 'siblings' | 'nothing'
  /** What an edit supersedes and adds, given what its author sees. Called after `refuse`. */
  readonly plan: (edit: Edit, seen: readonly Entry[], context: RuleContext) => Plan
  /**
   * The value that the siblings make: a pure, total function of them and the context. Siblings fit,
   * come in the one order of `compareEntries`, and are at least one.
   */
  readonly view: (siblings: readonly Entry[], context: RuleContext) => Json | undefined
  /** The siblings that certainly did not see another one of them, in a way worth telling. */
  readonly apart: (siblings: readonly Entry[]) => readonly Entry[]
  /** How to take back a write: what now stands for what it added and superseded. */
  readonly revert: (written: Written, seen: readonly Entry[], context: RuleContext) => Plan
  /** Which element of a collection an entry speaks of. */
  readonly elementOf: (entry: Entry) => string | undefined
  /** Whether the siblings only say that the default shows again. */
  readonly isBlank: (siblings: readonly Entry[]) => boolean
  /**
   * The same rule where some absolute writes come before others made apart. For rules whose absolute writes also
   * carry what others added, so that they cannot just be left out.
   */
  readonly preferring?: (isFirst: IsFirst) => Rule
}

/** Whether an absolute write comes before others that were made apart from it. */
export type IsFirst = (entry: Entry, context: RuleContext) => boolean

/** Where a rule is used, and by whom. */
export interface RuleContext {
  readonly path: string
  /** The segments that stand for the stars of the rule's pattern. */
  readonly captures: readonly string[]
  /** The client id that writes. */
  readonly author: number
  readonly world: RuleWorld
}

/** What a rule may ask about everything else. */
export interface RuleWorld {
  /** The value of a path when nothing is written there. */
  readonly baseOf: (path: string) => Json | undefined
  /** A number, or the number that stands at a pattern's path; undefined when there is none. */
  readonly boundOf: (
    bound: number | string | undefined,
    captures: readonly string[],
  ) => number | undefined
  readonly isGm: (client: number) => boolean
}

/** What a write does: which of the seen entries it supersedes, and what it adds. */
export interface Plan {
  readonly supersede: 'all' | readonly Entry[]
  readonly insert: readonly NewEntry[]
}

/** What a write did: the entries that it added, and those that stood before and no longer do. */
export interface Written {
  readonly added: readonly Entry[]
  readonly superseded: readonly Entry[]
}
