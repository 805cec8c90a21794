import type { Edit, Json } from '#crdt-rules'
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
import { refuse } from '../refuse.ts'

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
    // Copies of a group are a group of their own.
    const groups = new Map(originals.flatMap(({ group }) => (group ? [[group, ids.group()]] : [])))
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
          'group',
        ]),
        ...(token.group === undefined
          ? []
          : [{ path: `tokens.${id}.group`, edit: { set: groups.get(token.group) ?? null } }]),
        ...(actor === undefined ? [] : [{ path: `tokens.${id}.actor`, edit: { set: actor } }]),
        {
          path: `tokens.${id}.position`,
          edit: { set: { scene, x: x + by.x, y: y + by.y, elevation } },
        },
      ]
      return { id, changes }
    })
  }

  function withTheirGroups(some: readonly TokenView[]): readonly TokenView[] {
    const groups = new Set(some.flatMap(({ group }) => group ?? []))
    return tokens.all().filter(({ group }) => group !== undefined && groups.has(group))
  }

  function regroup(some: readonly TokenView[], group: string | null): Answer {
    const changes = some
      .filter((token) => (token.group ?? null) !== group)
      .map(({ id }) => ({ path: `tokens.${id}.group`, edit: { set: group } }))
    if (changes.length === 0) return { type: 'done' }
    return commit({ changes, input: {}, say: () => tellOf('changed', some), logged: false })
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

    group(wanted) {
      const together = known(wanted)
      return regroup(together, together.length > 1 ? ids.group() : null)
    },

    ungroup: (wanted) => regroup(withTheirGroups(known(wanted)), null),

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
  const entity = `tokens.${id}`
  const { elevation = token.elevation, addAura, removeAura } = change
  const fields: readonly (readonly [string, Json | undefined, Json | undefined])[] = [
    ['rotation', change.rotation, token.rotation],
    ['size', change.size, token.size],
    ['locked', change.locked, token.locked],
    ['layer', change.layer, token.layer],
    ['nameFor', change.nameFor, token.nameFor],
    ['barFor', change.barFor, token.barFor],
    ['light', change.light, token.light ?? null],
    ['sight.range', change.range, token.sight.range ?? null],
    ['sight.darkvision', change.darkvision, token.sight.darkvision ?? null],
  ]
  return [
    ...fields.flatMap(([field, after, before]) =>
      after === undefined || JSON.stringify(after) === JSON.stringify(before)
        ? []
        : [{ path: `${entity}.${field}`, edit: { set: after } }],
    ),
    ...(removeAura === undefined ? [] : [aura(entity, { remove: removeAura })]),
    ...(addAura === undefined ? [] : [aura(entity, { add: addAura })]),
    ...(elevation === token.elevation
      ? []
      : [{ path: `${entity}.position`, edit: { set: { scene, x, y, elevation } } }]),
  ]
}

function aura(entity: string, edit: Edit): Change {
  return { path: `${entity}.auras`, edit }
}

function tellOf(deed: 'changed' | 'copied' | 'takenOff', tokens: readonly TokenView[]): Line {
  const [only, second] = tokens
  return only !== undefined && second === undefined
    ? line(`told.${deed}`, only.name)
    : line(`told.${deed}Many`, tokens.length)
}

const gone: Answer & { readonly type: 'refused' } = refuse('refused.gone')
