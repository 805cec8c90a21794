import type { Rule } from '#crdt-rules'
import type { z } from 'zod'
import type { AnyAction } from './action.ts'
import type { Block } from './block.ts'
import type { CompendiumEntry, CompendiumFilter, Importer } from './compendium.ts'
import type { Derivation } from './readers.ts'

/** A game system as a value: what it keeps, how that merges, what can be done, how it looks. */
export interface Plugin {
  readonly id: string
  readonly version: string
  readonly name: string
  readonly attribution?: string
  /** Path pattern to merge rule, beside `coreRules`. */
  readonly rules: Readonly<Record<string, Rule>>
  readonly kinds: Readonly<Record<string, ActorKind>>
  readonly conditions: readonly Condition[]
  readonly derived: Readonly<Record<string, Derivation>>
  readonly actions: readonly AnyAction[]
  readonly compendium: readonly CompendiumEntry[]
  /** By what the compendium can be narrowed down, beside its search. */
  readonly compendiumFilters?: readonly CompendiumFilter[]
  readonly importers: readonly Importer[]
  readonly starter: StarterParty
  /** What a diagonal step costs; as much as a straight one when it is not said. */
  readonly diagonals?: DiagonalRule
}

/**
 * Diagonal steps on squares: as long as straight ones (5-5-5), every second one double (5-10-5), their true
 * length, or two straight ones.
 */
export type DiagonalRule = 'equal-diagonals' | 'alternating-diagonals' | 'euclidean' | 'manhattan'

/** A sort of actor: its data, its sheet, and the action ids of its token wheel, likeliest first. */
export interface ActorKind {
  readonly name: string
  readonly schema: z.ZodType
  readonly sheet: Block
  readonly quickActions: readonly string[]
}

/** Something that can hold of an actor, with a short description for a tooltip. */
export interface Condition {
  readonly id: string
  readonly name: string
  readonly description: string
  /** A derived number: while it is above 0 the condition holds, whether anybody wrote it or not. */
  readonly holdsWhile?: string
}

/** The compendium entries a new session starts with, by id. */
export interface StarterParty {
  readonly heroes: readonly string[]
  readonly monsters: readonly string[]
}
