import { withoutAddresses } from '../library/art-name.ts'
import type { CompendiumEntry } from '#plugin-sdk'
import type { LogRecord } from '../views.ts'
import type { JournalReading } from './journal-reading.ts'

/** A place where all that was looked for stands. */
export interface Found {
  readonly kind: 'entry' | 'line' | 'creature'
  readonly id: string
  /** The entry's title, the creature's name; empty for a line of the log. */
  readonly title: string
  /** The words around the first place; `match` is what was looked for. */
  readonly excerpt: { readonly before: string; readonly match: string; readonly after: string }
  /** Of a line: who said it, and when in ms since 1970. */
  readonly said?: { readonly member: string; readonly at: number }
}

interface Sources {
  readonly journal: Pick<JournalReading, 'entries' | 'words'>
  readonly log: { records(): readonly LogRecord[] }
  readonly compendium: { search(text: string): readonly CompendiumEntry[] }
}

/** Looks for words in the journal, the lines of the log and the compendium; the journal first, titles before words. */
export function createSearch({ journal, log, compendium }: Sources) {
  const folded = new Map<string, { readonly text: string; readonly folded: string }>()

  /** Folds a text once and again only when it changed. */
  function foldOf(key: string, text: string): string {
    const known = folded.get(key)
    if (known?.text === text) return known.folded
    const made = fold(text)
    folded.set(key, { text, folded: made })
    return made
  }

  function inJournal(terms: readonly string[]): readonly Found[] {
    const found = journal.entries().flatMap(({ id, title }) => {
      const words = withoutAddresses(journal.words(id))
      const both = foldOf(id, `${title}\n${words}`)
      if (!terms.every((term) => both.includes(term))) return []
      const rank = terms.every((term) => fold(title).includes(term)) ? 0 : 1
      const excerpt = excerptOf(words, both.slice(title.length + 1), terms)
      return [{ rank, found: { kind: 'entry', id, title, excerpt } as const }]
    })
    return found.sort((one, other) => one.rank - other.rank).map((one) => one.found)
  }

  function inLog(terms: readonly string[]): readonly Found[] {
    const found: Found[] = []
    const records = log.records()
    for (let at = records.length - 1; at >= 0 && found.length < mostOfAKind; at--) {
      const record = records[at]
      if (record === undefined) continue
      const text = foldOf(record.id, record.text)
      if (!terms.every((term) => text.includes(term))) continue
      const said = { member: record.member, at: record.at }
      const excerpt = excerptOf(record.text, text, terms)
      found.push({ kind: 'line', id: record.id, title: '', excerpt, said })
    }
    return found
  }

  return (text: string): readonly Found[] => {
    const terms = fold(text.normalize('NFC')).split(/\s+/).filter(Boolean)
    if (terms.length === 0) return []
    const creatures = compendium.search(text).slice(0, mostOfAKind)
    return [
      ...inJournal(terms).slice(0, mostOfAKind),
      ...inLog(terms),
      ...creatures.map(({ id, name, summary }): Found => ({
        kind: 'creature',
        id,
        title: name,
        excerpt: { before: '', match: '', after: summary },
      })),
    ]
  }
}

function excerptOf(text: string, folded: string, terms: readonly string[]): Found['excerpt'] {
  const places = terms.map((term) => ({ term, at: folded.indexOf(term) }))
  const first = places.filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0]
  if (first === undefined) return { before: '', match: '', after: oneLine(text.slice(0, 120)) }
  const from = Math.max(0, first.at - 40)
  const to = first.at + first.term.length
  return {
    before: (from > 0 ? '…' : '') + oneLine(text.slice(from, first.at)),
    match: text.slice(first.at, to),
    after: oneLine(text.slice(to, to + 80)),
  }
}

/** Without line ends and without what markdown is marked with. */
function oneLine(text: string): string {
  return text
    .replace(/\[\[|\]\]|[*_`#|]+|^\s*>|\s-{2,}/gm, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
}

/** Lower case without accents, and as long as it was, so that places in it are places in the text. */
function fold(text: string): string {
  const lower = text.toLowerCase()
  if (isPlain.test(lower)) return lower
  return Array.from(text, (letter) => {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    return plain.length === letter.length ? plain : letter
  }).join('')
}

const isPlain = /^\p{ASCII}*$/u
const mostOfAKind = 20
