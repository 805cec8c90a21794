import { mapLimits } from './limits.ts'

/** Collects sentences for the person about what a file lacks or what was left out of it. */
export interface Notes {
  /** About the file as a whole. */
  tell(sentence: string): void
  /** About one entry; after the first so many they are only counted. */
  skip(entry: string, why: string): void
  sentences(): readonly string[]
}

/** No notes yet. */
export function createNotes(): Notes {
  const about: string[] = []
  const skipped: string[] = []

  function sentences(): readonly string[] {
    const more = skipped.length - mapLimits.entryNotes
    const shown = skipped.slice(0, mapLimits.entryNotes)
    return [...about, ...shown, ...(more > 0 ? [`${more} more entries were left out.`] : [])]
  }

  return {
    tell: (sentence) => about.push(sentence),
    skip: (entry, why) => skipped.push(`${entry} was left out: ${why}.`),
    sentences,
  }
}
