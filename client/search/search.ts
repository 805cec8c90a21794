import { type LogRecord, withoutAddresses, type World } from '../world/index.ts'
import { excerptOf } from './excerpt.ts'
import { fold, termsOf } from './fold.ts'
import { type Found, type FoundGroup, type FoundKind, kinds } from './found.ts'
import { sheetWords } from './sheet-words.ts'

/** Looks for words in everything that this device holds and this screen may show. */
export type Search = (typed: string) => readonly FoundGroup[]

/** One place to look in: what it is called, and the words that stand in it. */
interface Place {
  readonly found: Omit<Found, 'excerpt'>
  readonly words: string
}

/** How many of a kind are told at most; the rest is counted. */
export const mostOfAKind = 20

/**
 * A search over a world. What the world shows is looked at: for a player nothing that their device cannot open, and
 * while a GM sees as a player nothing that this player does not hold. Every text is folded once, and again only when
 * it changed, so that looking again costs one pass over what is folded.
 */
export function createSearch(world: World): Search {
  const foldedLines = new WeakMap<LogRecord, string>()
  const foldedTexts = new Map<string, { readonly text: string; readonly folded: string }>()
  const sheets = new Map<string, string>()
  for (const topic of ['actors', 'compendium'] as const) world.on(topic, () => sheets.clear())

  function foldText(key: string, text: string): string {
    const known = foldedTexts.get(key)
    if (known?.text === text) return known.folded
    const folded = fold(text)
    foldedTexts.set(key, { text, folded })
    return folded
  }

  function foldLine(record: LogRecord): string {
    const known = foldedLines.get(record)
    if (known !== undefined) return known
    const folded = fold(record.text)
    foldedLines.set(record, folded)
    return folded
  }

  /** Titles that say it all come before words that do. */
  function among(kind: FoundKind, places: readonly Place[], terms: readonly string[]): FoundGroup {
    const ranked = places.flatMap(({ found, words }) => {
      const key = `${kind} ${found.id}`
      // Words on a map stand on their scene, they are not called so.
      const title = kind === 'words' ? '' : foldText(`${key} title`, found.title)
      const folded = foldText(key, words)
      if (!terms.every((term) => title.includes(term) || folded.includes(term))) return []
      const rank = terms.every((term) => title.includes(term)) ? 0 : 1
      return [{ rank, found, words, folded }]
    })
    ranked.sort((one, other) => one.rank - other.rank)
    const found = ranked.slice(0, mostOfAKind).map(({ found, words, folded }) => ({
      ...found,
      excerpt: excerptOf(words, folded, terms),
    }))
    return { kind, found, count: ranked.length }
  }

  /** The newest first. */
  function inLog(terms: readonly string[]): FoundGroup {
    const found: Found[] = []
    let count = 0
    for (const record of world.log.toReversed()) {
      const folded = foldLine(record)
      if (!terms.every((term) => folded.includes(term))) continue
      count++
      if (found.length >= mostOfAKind) continue
      const said = { member: record.member, at: record.at }
      const excerpt = excerptOf(record.text, folded, terms)
      found.push({ kind: 'line', id: record.id, title: '', excerpt, said })
    }
    return { kind: 'line', found, count }
  }

  function inCompendium(typed: string): FoundGroup {
    const all = world.compendium.search(typed)
    const found = all.slice(0, mostOfAKind).map(({ id, name, summary }): Found => {
      const excerpt = { before: '', match: '', after: summary }
      return { kind: 'creature', id, title: name, excerpt }
    })
    return { kind: 'creature', found, count: all.length }
  }

  function sheet(id: string, kind: string): string {
    const reader = world.actor(id)
    const words =
      sheets.get(id) ?? (reader ? sheetWords(world.plugin, kind, reader).join('\n') : '')
    sheets.set(id, words)
    return words
  }

  function look(kind: FoundKind, typed: string, terms: readonly string[]): FoundGroup {
    switch (kind) {
      case 'entry':
        return among(kind, entries(world), terms)
      case 'actor': {
        const actors = world.actors.map(({ id, name, kind: sort }) => ({
          found: { kind, id, title: name },
          words: sheet(id, sort),
        }))
        return among(kind, actors, terms)
      }
      case 'scene':
        return among(kind, scenes(world), terms)
      case 'words':
        return among(kind, mapWords(world), terms)
      case 'file':
        return among(kind, files(world), terms)
      case 'creature':
        return inCompendium(typed)
      case 'line':
        return inLog(terms)
    }
  }

  return (typed) => {
    const terms = termsOf(typed)
    if (terms.length === 0) return []
    return kinds.map((kind) => look(kind, typed, terms)).filter(({ count }) => count > 0)
  }
}

function entries(world: World): readonly Place[] {
  const { journal } = world
  return journal.entries().map(({ id, title, folder }) => ({
    found: { kind: 'entry', id, title },
    words: [withoutAddresses(journal.words(id)), folder].filter(Boolean).join('\n'),
  }))
}

function scenes(world: World): readonly Place[] {
  return world.scenesInSight.map(({ id, name }) => ({
    found: { kind: 'scene', id, title: name },
    words: '',
  }))
}

function mapWords(world: World): readonly Place[] {
  const names = new Map(world.scenesInSight.map(({ id, name }) => [id, name]))
  return world.drawingsEverywhere.flatMap(({ id, scene, x, y, shape }): readonly Place[] => {
    const title = names.get(scene)
    if (title === undefined || shape.type !== 'text') return []
    return [{ found: { kind: 'words', id, title, place: { scene, x, y } }, words: shape.text }]
  })
}

function files({ library, seesAs }: World): readonly Place[] {
  return library
    .files()
    .filter(
      ({ place, sharedWith }) =>
        seesAs === undefined || place === 'shared' || sharedWith.includes(seesAs),
    )
    .map(({ id, name, folder, tags }) => ({
      found: { kind: 'file', id, title: name },
      words: [folder, ...tags].filter(Boolean).join(', '),
    }))
}
