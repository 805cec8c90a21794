import {
  conditionsOf,
  createActorReader,
  type ActorReader,
  type CompendiumEntry,
  type Plugin,
} from '#plugin-sdk'
import { toArt, toText, toTexts } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Actors } from '../parts.ts'
import type { Secrets } from '../documents/secrets.ts'
import type { Topics } from '../topics.ts'
import type { ActorSummary } from '../views.ts'

export interface ActorsPart extends Actors {
  /** The name of an actor, also of one that is gone. */
  nameOf(id: string): string
  /** Every condition that holds of an actor, also of one that is gone. */
  conditionsOf(id: string): readonly string[]
}

interface ActorsOptions {
  readonly plugin: Plugin
  /** The numbers of the game system. */
  readonly derived: Plugin['derived']
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly topics: Topics
  readonly member: string
  readonly entryOf: (id: string) => CompendiumEntry | undefined
}

/** Heroes and monsters: their list, and a reader for each. */
export function createActors(options: ActorsOptions): ActorsPart {
  const { merged, topics } = options
  const summaries = new Map<string, ActorSummary>()
  let sorted: readonly ActorSummary[] | undefined

  const nameOf = (id: string) => toText(merged.read(`actors.${id}.name`), 'Unnamed')

  function readerOf(id: string): ActorReader {
    const read = (path: string) => merged.read(`actors.${id}.${path}`)
    return createActorReader(id, read, options.derived)
  }

  function summary(id: string): ActorSummary {
    const read = (path: string) => merged.read(`actors.${id}.${path}`)
    const template = toText(read('template'), '', 200)
    const players = toTexts(read('players'))
    return {
      id,
      name: nameOf(id),
      kind: toText(read('kind'), ''),
      art: toArt(read('art') ?? options.entryOf(template)?.art),
      ...(template === '' ? {} : { template }),
      hidden: options.secrets.has(`actors.${id}`),
      players,
      mine: players.includes(options.member),
    }
  }

  function refresh(ids: Iterable<string>): void {
    for (const id of ids) {
      if (merged.exists(`actors.${id}`)) summaries.set(id, summary(id))
      else summaries.delete(id)
    }
    sorted = undefined
    topics.tell('actors')
  }

  refresh(merged.entities('actors'))
  merged.subscribe('actors', (paths) => refresh(new Set([...paths].map(idOf))))
  merged.subscribe('compendium', () => refresh(merged.entities('actors')))

  return {
    nameOf,

    conditionsOf(id) {
      const actor = readerOf(id)
      try {
        return conditionsOf(actor, options.plugin)
      } catch {
        // The game system's numbers are another's code: what was written still holds.
        return toTexts(actor.list('conditions'))
      }
    },

    all() {
      sorted ??= [...summaries.values()].sort((a, b) => inOrder.compare(a.name, b.name))
      return sorted
    },

    reader(id) {
      if (!merged.exists(`actors.${id}`)) return undefined
      return readerOf(id)
    },
  }
}

function idOf(path: string): string {
  return path.split('.', 2)[1] ?? ''
}

/** 'Goblin 2' before 'Goblin 10'. */
const inOrder = new Intl.Collator(undefined, { numeric: true })
