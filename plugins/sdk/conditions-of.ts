import type { Plugin } from './plugin.ts'
import type { ActorReader } from './readers.ts'

/** Every condition that holds of an actor by its id: first those that were written, then those that follow. */
export function conditionsOf(actor: ActorReader, plugin: Pick<Plugin, 'conditions'>): string[] {
  const written = actor.list('conditions').filter((id) => typeof id === 'string')
  return [...new Set([...written, ...followingConditions(actor, plugin)])]
}

/** The conditions that follow from what an actor is like: nobody gave them, nobody can take them. */
export function followingConditions(
  actor: ActorReader,
  { conditions }: Pick<Plugin, 'conditions'>,
): string[] {
  return conditions.flatMap(({ id, holdsWhile }) =>
    holdsWhile !== undefined && actor.derive(holdsWhile) > 0 ? [id] : [],
  )
}
