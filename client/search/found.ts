import type { Excerpt } from './excerpt.ts'

/** Where something can stand that is looked for, in the order in which it is shown. */
export const kinds = ['entry', 'actor', 'scene', 'words', 'file', 'creature', 'line'] as const

/** An entry of the journal, a sheet, a scene, words on a map, a file, an entry of the compendium, a line of the log. */
export type FoundKind = (typeof kinds)[number]

/** A place where all that was looked for stands. */
export interface Found {
  readonly kind: FoundKind
  readonly id: string
  /** What it is called; of words on a map their scene, empty for a line of the log. */
  readonly title: string
  readonly excerpt: Excerpt
  /** Of a line: who said it, and when in ms since 1970. */
  readonly said?: { readonly member: string; readonly at: number }
  /** Of words on a map: where they are, in cells. */
  readonly place?: { readonly scene: string; readonly x: number; readonly y: number }
}

/** What was found of one kind: the first of them, and how many there are. */
export interface FoundGroup {
  readonly kind: FoundKind
  readonly found: readonly Found[]
  readonly count: number
}
