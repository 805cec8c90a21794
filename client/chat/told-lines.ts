/** A line that is read out. */
export interface ToldLine {
  /** Its own, also where the same is told twice: somebody has the first turn of two fights, one right after the other. */
  readonly id: number
  readonly text: string
}

/** How many lines stay for whoever listens late. */
const kept = 4

/** What was told so far and then this, the newest last; what is older than the last few lines is gone. */
export function tellMore(told: readonly ToldLine[], texts: readonly string[]): readonly ToldLine[] {
  const next = (told.at(-1)?.id ?? 0) + 1
  return [...told, ...texts.map((text, index) => ({ id: next + index, text }))].slice(-kept)
}
