import type { Change } from '#plugin-sdk'
import { line } from '../../texts/told.ts'
import type { MergedView } from '../documents/merged.ts'
import type { ActorsPart } from '../scene/actors.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Answer, MemberView } from '../views.ts'
import type { Commit } from './commit.ts'
import { refuse } from '../refuse.ts'

/** Whose picture is meant. */
export type Wearer =
  { readonly kind: 'actor'; readonly id: string } | { readonly kind: 'token'; readonly id: string }

export interface ArtDeeds {
  /** Gives a token or an actor a picture; a token's is its actor's, if it has one. */
  setArt(wearer: Wearer, art: string): Answer
  mayDress(wearer: Wearer): boolean
}

interface ArtOptions {
  readonly merged: MergedView
  readonly actors: ActorsPart
  readonly tokens: TokensPart
  readonly commit: Commit
  readonly me: () => MemberView
}

/** What tokens and sheets wear: a GM decides for all, players for those they play. */
export function createArtDeeds({ merged, actors, tokens, commit, me }: ArtOptions): ArtDeeds {
  function actorOf({ kind, id }: Wearer): string | undefined {
    return kind === 'actor' ? id : tokens.token(id)?.actor
  }

  function mayDress(wearer: Wearer): boolean {
    const actor = actorOf(wearer)
    return me().role === 'gm' || actors.all().some(({ id, mine }) => id === actor && mine)
  }

  function changesFor(wearer: Wearer, art: string): readonly Change[] {
    const actor = actorOf(wearer)
    if (actor === undefined) return [{ path: `tokens.${wearer.id}.art`, edit: { set: art } }]
    // A token's own would hide what its actor wears from now on.
    const tokensOfActor = tokens.ofActor(actor).map((id) => `tokens.${id}.art`)
    const own = tokensOfActor.filter((path) => merged.read(path) !== undefined)
    return [
      { path: `actors.${actor}.art`, edit: { set: art } },
      ...own.map((path) => ({ path, edit: { clear: true } as const })),
    ]
  }

  return {
    mayDress,
    setArt(wearer, art) {
      if (!mayDress(wearer)) {
        return refuse('refused.notYourPicture')
      }
      const entity = `${wearer.kind}s.${wearer.id}`
      if (!merged.exists(entity)) return refuse('refused.gone')
      const actor = actorOf(wearer)
      const name = actor === undefined ? tokens.token(wearer.id)?.name : actors.nameOf(actor)
      return commit({
        changes: changesFor(wearer, art),
        input: wearer,
        say: () => line('told.picture', name ?? 'Token'),
        logged: false,
      })
    },
  }
}
