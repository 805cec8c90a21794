import { createActorReader, type CompendiumEntry, type Plugin } from '#plugin-sdk'
import { toArt, toText, toTexts } from './foreign.ts'
import type { MergedView } from './merged.ts'
import type { Actors } from './parts.ts'
import type { Secrets } from './secrets.ts'
import type { Topics } from './topics.ts'
import type { ActorSummary } from './views.ts'

export interface ActorsPart extends Actors {
  /** The name of an actor, also of one that is gone. */
  nameOf(id: string): string
}

interface ActorsOptions {
  readonly plugin: Plugin
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly topics: Topics
  readonly member: string
  readonly entryOf: (id: string) => CompendiumEntry | undefined
}

/** Heroes and monsters: their list, and a reader for each. */
export function createActors(options: ActorsOptions): ActorsPart {
  const { merged, topics } = options
  let summaries: readonly ActorSummary[] | undefined

  const nameOf = (id: string) => toText(merged.read(`actors.${id}.name`), 'Unnamed')

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

  function changed(): void {
    summaries = undefined
    topics.tell('actors')
  }

  merged.subscribe('actors', changed)
  merged.subscribe('compendium', changed)

  return {
    nameOf,

    all() {
      summaries ??= merged
        .entities('actors')
        .map(summary)
        .sort((left, right) => left.name.localeCompare(right.name, undefined, { numeric: true }))
      return summaries
    },

    reader(id) {
      if (!merged.exists(`actors.${id}`)) return undefined
      return createActorReader(
        id,
        (path) => merged.read(`actors.${id}.${path}`),
        options.plugin.derived,
      )
    },
  }
}
