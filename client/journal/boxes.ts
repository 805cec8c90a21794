import { createContext } from 'svelte'
import type { Piece } from './markdown.ts'

/** The boxes of the text that is shown: which they are, and what ticks one. */
export interface ShownBoxes {
  /** Whether the person may tick them. */
  readonly mayTick: boolean
  /** Turns over the box that a piece shows. */
  turn(piece: Piece): void
}

/** Set once, in MarkdownText.svelte. */
export const [useBoxes, provideBoxes] = createContext<ShownBoxes>()
