import type { MergedView } from '../documents/merged.ts'
import { toText } from '../documents/foreign.ts'
import type { Secrets } from '../documents/secrets.ts'
import type { Topics } from '../topics.ts'
import type { ActorSummary, SceneSummary } from '../views.ts'
import { comparable, namesIn } from './double-brackets.ts'
import type { Handouts } from './handouts.ts'
import {
  EntryKind,
  EntryMade,
  longestFolder,
  longestTitle,
  longestWords,
  QuestState,
  type JournalEntry,
  type LinkTarget,
} from './journal-entry.ts'

/** The journal to read: its entries, their words, and what links where. */
export interface JournalReading {
  /** By title. */
  entries(): readonly JournalEntry[]
  entry(id: string): JournalEntry | undefined
  words(id: string): string
  /** What a name in double brackets leads to: entries first, then actors, then scenes. */
  find(name: string): LinkTarget | undefined
  /** The entries, and the actors by their notes, whose words link to that name. */
  mentionsOf(name: string): readonly LinkTarget[]
}

interface ReadingOptions {
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly handouts: Handouts
  readonly topics: Topics
  readonly actors: { all(): readonly ActorSummary[] }
  readonly scenes: { all(): readonly SceneSummary[] }
  /** Whose eyes these are: what the device of that member does not hold is left out. */
  readonly through?: () => string | undefined
}

export function createReading(options: ReadingOptions): JournalReading {
  const { merged, secrets, handouts } = options
  const links = new Map<string, { readonly words: string; readonly names: ReadonlySet<string> }>()
  const through = options.through ?? (() => undefined)
  let sorted: readonly JournalEntry[] | undefined

  options.topics.on('journal', () => (sorted = undefined))

  /** Whether it stands in the journal itself; else it may be a copy. */
  function isFiled(entity: string): boolean {
    return merged.exists(entity) && (through() === undefined || !secrets.has(entity))
  }

  function entry(id: string): JournalEntry | undefined {
    const entity = `journal.${id}`
    if (isFiled(entity)) {
      return {
        id,
        title: toText(merged.read(`${entity}.title`), '…', longestTitle),
        folder: toText(merged.read(`${entity}.folder`), '', longestFolder),
        kind: EntryKind.safeParse(merged.read(`${entity}.kind`)).data ?? 'note',
        quest: QuestState.safeParse(merged.read(`${entity}.quest`)).data ?? 'open',
        place: secrets.has(entity) ? 'secret' : 'shared',
        made: EntryMade.safeParse(merged.read(`${entity}.made`)).data ?? unknownMaker,
        shownTo: through() === undefined ? handouts.holders(id) : [],
      }
    }
    const page = handouts.page(id, through())
    if (page === undefined) return undefined
    const title = toText(page.title, '…', longestTitle)
    const { made, kind = 'note', quest = 'open' } = page
    return { id, title, folder: '', kind, quest, place: 'handout', made, shownTo: [] }
  }

  function words(id: string): string {
    const written = isFiled(`journal.${id}`)
      ? merged.read(`journal.${id}.words`)
      : handouts.page(id, through())?.words
    return wordsIn(written)
  }

  function entries(): readonly JournalEntry[] {
    sorted ??= [...new Set([...merged.entities('journal'), ...handouts.givenTo(through())])]
      .flatMap((id) => entry(id) ?? [])
      .sort((one, other) => inOrder.compare(one.title, other.title))
    return sorted
  }

  function targets(): readonly LinkTarget[] {
    return [
      ...entries().map(({ id, title }) => ({ kind: 'entry', id, name: title }) as const),
      ...options.actors.all().map(({ id, name }) => ({ kind: 'actor', id, name }) as const),
      ...options.scenes.all().map(({ id, name }) => ({ kind: 'scene', id, name }) as const),
    ]
  }

  /** Reads a text once and again only when it changed. */
  function linksOf({ kind, id }: LinkTarget): ReadonlySet<string> {
    const read = kind === 'entry' ? words(id) : wordsIn(merged.read(`actors.${id}.notes`))
    const known = links.get(`${kind}.${id}`)
    if (known?.words === read) return known.names
    const names = namesIn(read)
    links.set(`${kind}.${id}`, { words: read, names })
    return names
  }

  return {
    entries,
    entry,
    words,

    find(name) {
      const wanted = comparable(name)
      return targets().find((target) => comparable(target.name) === wanted)
    },

    mentionsOf(name) {
      const wanted = comparable(name)
      return targets().filter(
        (target) =>
          target.kind !== 'scene' &&
          comparable(target.name) !== wanted &&
          linksOf(target).has(wanted),
      )
    },
  }
}

function wordsIn(written: unknown): string {
  return typeof written === 'string' ? written.slice(0, longestWords) : ''
}

const unknownMaker: EntryMade = { by: '', at: 0 }
const inOrder = new Intl.Collator(undefined, { numeric: true })
