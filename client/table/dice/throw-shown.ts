import type { Roll } from '#plugin-sdk'

/** A line of the log whose dice are thrown before everybody's eyes. */
export interface Throw {
  /** The line's id: the throw follows from it. */
  readonly id: string
  readonly rolls: readonly Roll[]
  /** The colour of the member who rolled, `#rrggbb`. */
  readonly colour: string
  /** Who rolled what, shown when all dice lie still. */
  readonly words: string
}
