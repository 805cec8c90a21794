import type { CompendiumEntry } from '#plugin-sdk'

/** Finds entries by what a person types. */
export interface CompendiumIndex {
  search(text: string): readonly CompendiumEntry[]
}

interface Indexed {
  readonly entry: CompendiumEntry
  readonly name: string
  readonly words: readonly string[]
  readonly summary: string
}

/**
 * An index over entries. Every typed word must be found: at best at the start of the name, then at
 * the start of a word of it, inside it, in the summary, or in the name with one letter wrong.
 */
export function createCompendiumIndex(entries: readonly CompendiumEntry[]): CompendiumIndex {
  const indexed = entries
    .map((entry): Indexed => {
      const name = fold(entry.name)
      return { entry, name, words: name.split(/[^\p{L}\p{N}]+/u), summary: fold(entry.summary) }
    })
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))

  return {
    search(text) {
      const terms = fold(text)
        .split(/\s+/)
        .filter((term) => term !== '')
      if (terms.length === 0) return indexed.map(({ entry }) => entry)
      return indexed
        .map((one) => ({ entry: one.entry, score: scoreOf(one, terms) }))
        .filter(({ score }) => score > 0)
        .sort((left, right) => right.score - left.score)
        .map(({ entry }) => entry)
    },
  }
}

/** 0 when a term is not found. Sorting is stable, so equals stay by name. */
function scoreOf(one: Indexed, terms: readonly string[]): number {
  let score = 0
  for (const term of terms) {
    const found = termScore(one, term)
    if (found === 0) return 0
    score += found
  }
  return one.name === terms.join(' ') ? score + 100 : score
}

function termScore({ name, words, summary }: Indexed, term: string): number {
  if (name.startsWith(term)) return 50
  if (words.some((word) => word.startsWith(term))) return 40
  if (name.includes(term)) return 30
  if (summary.includes(term)) return 20
  if (term.length >= 4 && words.some((word) => isNearly(word, term))) return 10
  return 0
}

/** Whether the word begins with the term but for one letter changed, missing, too many or swapped. */
function isNearly(word: string, term: string): boolean {
  let at = 0
  while (at < term.length && word[at] === term[at]) at++
  const rest = term.slice(at + 1)
  return (
    word.startsWith(rest, at + 1) ||
    word.startsWith(rest, at) ||
    word.startsWith(term.slice(at), at + 1) ||
    (word[at] === term[at + 1] &&
      word[at + 1] === term[at] &&
      word.startsWith(term.slice(at + 2), at + 2))
  )
}

/** Lower case without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
