import type { Change } from '#plugin-sdk'
import { type Line, line } from '../../texts/told.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Ids } from '../ids.ts'
import type { TokenDeeds } from '../parts.ts'
import type { ActorsPart } from '../scene/actors.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Answer, TokenChange, TokenView } from '../views.ts'
import type { Commit } from './commit.ts'
import { numberedName } from './placing.ts'

interface TokenDeedsOptions {
  readonly documents: SessionDocuments
  readonly merged: MergedView
  readonly actors: ActorsPart
  readonly tokens: TokensPart
  readonly commit: Commit
  readonly ids: Ids
  readonly openSceneId: () => string | undefined
}

export interface TokenDeedsPart extends TokenDeeds {
  /** What copies a scene's creatures, but no player's hero, onto one that is prepared; they wait to be shown. */
  copiesFor(scene: string, from: string): readonly Change[]
}

/** What is done to many tokens at once: each is one step of undo. */
export function createTokenDeeds(options: TokenDeedsOptions): TokenDeedsPart {
  const { documents, merged, actors, tokens, commit, ids } = options

  function known(wanted: readonly string[]): readonly TokenView[] {
    const found = wanted.flatMap((id) => tokens.token(id) ?? [])
    return found.filter(({ isGlimpse }) => isGlimpse !== true)
  }

  /** A creature nobody plays is copied whole; a hero's copy is another token of the same hero. */
  function actorFor(actor: string, taken: Set<string>): readonly [string, readonly Change[]] {
    const summary = actors.all().find(({ id }) => id === actor)
    if (summary === undefined || summary.players.length > 0) return [actor, []]
    const id = ids.actor()
    const name = numberedName(summary.name.replace(/ \d+$/, ''), taken)
    taken.add(name)
    return [
      id,
      [
        { create: `actors.${id}` },
        ...copied(`actors.${actor}`, `actors.${id}`, ['name']),
        { path: `actors.${id}.name`, edit: { set: name } },
      ],
    ]
  }

  function copied(from: string, to: string, without: readonly string[]): readonly Change[] {
    return merged.paths(from).flatMap((path) => {
      const rest = path.slice(from.length)
      const value = merged.read(path)
      // Collaborative text lives in a document of its own, and its writers with it.
      const isText = documents.table.rules.ruleOf(path).name === 'text'
      if (isText || value === undefined || without.includes(rest.slice(1))) return []
      return [{ path: `${to}${rest}`, edit: { set: value } }]
    })
  }

  function copiesOn(
    scene: string,
    originals: readonly TokenView[],
    by: { readonly x: number; readonly y: number },
  ) {
    const taken = new Set(actors.all().map(({ name }) => name))
    return originals.map((token) => {
      const id = ids.token()
      const [actor, actorChanges] =
        token.actor === undefined ? [undefined, []] : actorFor(token.actor, taken)
      const { x, y, elevation } = token
      const changes: readonly Change[] = [
        ...actorChanges,
        { create: `tokens.${id}` },
        ...copied(`tokens.${token.id}`, `tokens.${id}`, [
          'actor',
          'position',
          'locked',
          'shownTo',
          'waits',
        ]),
        ...(actor === undefined ? [] : [{ path: `tokens.${id}.actor`, edit: { set: actor } }]),
        {
          path: `tokens.${id}.position`,
          edit: { set: { scene, x: x + by.x, y: y + by.y, elevation } },
        },
      ]
      return { id, changes }
    })
  }

  return {
    copiesFor(scene, from) {
      const creatures = tokens.onScene(from).filter(({ player }) => player === undefined)
      return copiesOn(scene, creatures, { x: 0, y: 0 }).flatMap(({ id, changes }) => [
        ...changes,
        { path: `tokens.${id}.waits`, edit: { set: true } },
      ])
    },

    change(changes) {
      const steps = changes.flatMap((change) => {
        const [token] = known([change.id])
        return token === undefined ? [] : changesOf(token, change)
      })
      const names = known(changes.map(({ id }) => id))
      if (names.length === 0) return gone
      if (steps.length === 0) return { type: 'done' }
      return commit({
        changes: steps,
        input: {},
        say: () => tellOf('changed', names),
        logged: false,
      })
    },

    duplicate(wanted, by) {
      // What is hidden and what is not are kept in different documents, so they are made apart.
      const scene = options.openSceneId()
      if (scene === undefined) return gone
      const made: string[] = []
      for (const isHidden of [false, true]) {
        const originals = known(wanted).filter(({ hidden }) => hidden === isHidden)
        if (originals.length === 0) continue
        const copies = copiesOn(scene, originals, by)
        const answer = commit({
          changes: copies.flatMap((copy) => copy.changes),
          input: {},
          say: () => tellOf('copied', originals),
          action: 'duplicate',
          secretly: isHidden,
          logged: true,
        })
        if (answer.type === 'refused') return answer
        made.push(...copies.map(({ id }) => id))
      }
      return made.length === 0 ? gone : { type: 'done', ids: made }
    },

    remove(wanted) {
      const going = known(wanted)
      if (going.length === 0) return gone
      const ids = new Set(going.map(({ id }) => id))
      const orphans = new Set(
        going.flatMap(({ actor }) => (actor !== undefined && isOnlyIn(actor, ids) ? [actor] : [])),
      )
      return commit({
        changes: [
          ...going.map(({ id }) => ({ remove: `tokens.${id}` })),
          ...[...orphans].map((actor) => ({ remove: `actors.${actor}` })),
        ],
        input: {},
        say: () => tellOf('takenOff', going),
        action: 'remove',
        logged: true,
      })
    },
  }

  /** A monster goes with its last token; who is played by somebody stays. */
  function isOnlyIn(actor: string, going: ReadonlySet<string>): boolean {
    const summary = actors.all().find(({ id }) => id === actor)
    return summary?.players.length === 0 && tokens.ofActor(actor).every((id) => going.has(id))
  }
}

function changesOf(token: TokenView, change: TokenChange): readonly Change[] {
  const { id, scene, x, y } = token
  const { elevation, ...others } = change
  const own = (['rotation', 'size', 'locked'] as const).flatMap((name) => {
    const value = others[name]
    if (value === undefined || value === token[name]) return []
    return [{ path: `tokens.${id}.${name}`, edit: { set: value } }]
  })
  if (elevation === undefined || elevation === token.elevation) return own
  return [...own, { path: `tokens.${id}.position`, edit: { set: { scene, x, y, elevation } } }]
}

function tellOf(deed: 'changed' | 'copied' | 'takenOff', tokens: readonly TokenView[]): Line {
  const [only, second] = tokens
  return only !== undefined && second === undefined
    ? line(`told.${deed}`, only.name)
    : line(`told.${deed}Many`, tokens.length)
}

const gone: Answer & { readonly type: 'refused' } = {
  type: 'refused',
  because: 'It is no longer there.',
}
