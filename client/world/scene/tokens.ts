import type { Json } from '#crdt-rules'
import type { CompendiumEntry } from '#plugin-sdk'
import { toArt, toNumber, toPosition, toText, toTexts } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { TokenIndex } from '../parts.ts'
import type { Secrets } from '../documents/secrets.ts'
import type { Topics } from '../topics.ts'
import type { HitPoints, TokenView } from '../views.ts'
import { asReadBy, onlookerOf } from './token-eyes.ts'
import { readTokenFields } from './token-fields.ts'

interface TokensOptions {
  readonly merged: MergedView
  readonly secrets: Secrets
  readonly topics: Topics
  readonly entryOf: (id: string) => CompendiumEntry | undefined
  readonly colourOf: (member: string) => string
  /** Every condition that holds of an actor, written or following. */
  readonly conditionsOf: (actor: string) => readonly string[]
  readonly openSceneId: () => string | undefined
  /** Who looks at this screen. */
  readonly reader: { readonly id: string; readonly isGm: boolean }
}

export interface TokensPart extends TokenIndex {
  /** Takes what only I am shown; the table's own come first. */
  setGlimpses(shown: readonly TokenView[]): void
  /** Those of any scene. */
  onScene(scene: string): readonly TokenView[]
  /** Whether a token that players must not know of stands at a place, in cells. */
  hidesAt(scene: string, x: number, y: number): boolean
  /** Another scene was opened: every token of both came or went. */
  readonly sceneChanged: (before: string | undefined) => void
}

/** A pointer that comes this near to a token points at it. */
const AROUND_CELLS = 0.5

/**
 * Every token as the map draws it, kept up to date from the documents' subscriptions: a transaction
 * costs what it changed, never the size of the table.
 */
export function createTokens(options: TokensOptions): TokensPart {
  const { merged, topics } = options
  const views = new Map<string, TokenView>()
  const tokensByActor = new Map<string, Set<string>>()
  const listeners = new Set<(changed: ReadonlySet<string>) => void>()
  let ofScene: readonly TokenView[] | undefined
  let glimpses: readonly TokenView[] = []

  function build(id: string): TokenView | undefined {
    const entity = `tokens.${id}`
    if (!merged.exists(entity)) return undefined
    const position = toPosition(merged.read(`${entity}.position`))
    if (position === undefined) return undefined
    const actor = merged.read(`${entity}.actor`)
    const actorId = typeof actor === 'string' ? actor : undefined
    const hidden = options.secrets.has(entity)
    const players = actorId === undefined ? [] : toTexts(merged.read(`actors.${actorId}.players`))
    const { barFor, ...fields } = readTokenFields((field) => merged.read(`${entity}.${field}`))
    const view: TokenView = {
      id,
      ...position,
      ...(actorId === undefined ? {} : { actor: actorId }),
      hidden,
      ...(hidden && merged.read(`${entity}.waits`) === true ? { waits: true } : {}),
      locked: merged.read(`${entity}.locked`) === true,
      ...look(entity, actorId),
      ...fields,
      // What a monster has left is its GM's to know; the party looks after each other.
      barFor: barFor ?? (players.length > 0 ? 'everyone' : 'looks'),
      ...(actorId === undefined ? noState : stateOf(actorId, players)),
    }
    return asReadBy(view, onlookerOf(options.reader, players))
  }

  function look(entity: string, actor: string | undefined) {
    const ofActor = (path: string): Json | undefined =>
      actor === undefined ? undefined : merged.read(`actors.${actor}.${path}`)
    const template = ofActor('template')
    const entry = typeof template === 'string' ? options.entryOf(template) : undefined
    return {
      name: toText(merged.read(`${entity}.name`) ?? ofActor('name'), 'Unnamed'),
      art: toArt(merged.read(`${entity}.art`) ?? ofActor('art') ?? entry?.art),
      size: toNumber(merged.read(`${entity}.size`) ?? entry?.size, 1, 0.25, 20),
      rotation: toNumber(merged.read(`${entity}.rotation`), 0, -360, 360),
    }
  }

  function stateOf(actor: string, [player]: readonly string[]) {
    const hitPoints = hitPointsOf((path) => merged.read(`actors.${actor}.${path}`))
    const conditions = toTexts(options.conditionsOf(actor))
    return {
      conditions,
      defeated: hitPoints?.value === 0 || conditions.some((condition) => fallen.has(condition)),
      ...(hitPoints === undefined ? {} : { hitPoints }),
      ...(player === undefined ? {} : { player: options.colourOf(player) }),
    }
  }

  function place(id: string, view: TokenView | undefined): void {
    const before = views.get(id)
    if (before?.actor !== view?.actor) {
      if (before?.actor !== undefined) tokensByActor.get(before.actor)?.delete(id)
      if (view?.actor !== undefined) {
        const others = tokensByActor.get(view.actor) ?? new Set()
        tokensByActor.set(view.actor, others.add(id))
      }
    }
    if (view === undefined) views.delete(id)
    else views.set(id, view)
  }

  /** `moved`: the paths of the positions that changed, by token. */
  function refresh(dirty: ReadonlySet<string>, moved: ReadonlyMap<string, string>): void {
    if (dirty.size === 0 && moved.size === 0) return
    for (const id of dirty) place(id, build(id))
    for (const [id, path] of moved) if (!dirty.has(id)) shift(id, path)
    tell(new Set([...dirty, ...moved.keys()]))
  }

  /** A move is by far the commonest change: everything but the place stays as it was. */
  function shift(id: string, path: string): void {
    const before = views.get(id)
    const position = toPosition(merged.read(path))
    if (before === undefined || position === undefined) place(id, build(id))
    else views.set(id, { ...before, ...position })
  }

  function tell(changed: ReadonlySet<string>): void {
    ofScene = undefined
    for (const listener of listeners) listener(changed)
    topics.tell('tokens')
  }

  function onPaths(paths: ReadonlySet<string>): void {
    const dirty = new Set<string>()
    const moved = new Map<string, string>()
    for (const path of paths) {
      const [kind, id, field, below] = path.split('.')
      if (id === undefined) continue
      if (kind === 'tokens' && field === 'position' && below === undefined) moved.set(id, path)
      else if (kind === 'tokens') dirty.add(id)
      else if (kind === 'actors') tokensByActor.get(id)?.forEach((token) => dirty.add(token))
      else if (kind === 'compendium') for (const token of views.keys()) dirty.add(token)
      else if (kind === 'members')
        for (const view of views.values()) if (view.player) dirty.add(view.id)
    }
    refresh(dirty, moved)
  }

  for (const id of merged.entities('tokens')) place(id, build(id))
  merged.subscribe('', onPaths)

  return {
    token: (id) => views.get(id) ?? glimpses.find((glimpse) => glimpse.id === id),

    setGlimpses(shown) {
      const changed = new Set([...glimpses, ...shown].map(({ id }) => id))
      glimpses = shown
      if (changed.size > 0) tell(changed)
    },

    onScene: (scene) => [...views.values()].filter((view) => view.scene === scene),
    hidesAt(scene, x, y) {
      const covers = (view: TokenView) =>
        Math.abs(x - view.x - view.size / 2) < view.size / 2 + AROUND_CELLS &&
        Math.abs(y - view.y - view.size / 2) < view.size / 2 + AROUND_CELLS
      const ids = options.secrets.entities('tokens')
      return ids.some((id) => {
        const view = views.get(id)
        return view?.scene === scene && covers(view)
      })
    },

    ofActor: (actor) => [...(tokensByActor.get(actor) ?? [])],

    all() {
      const scene = options.openSceneId()
      const shown = () => [...views.values(), ...glimpses.filter(({ id }) => !views.has(id))]
      ofScene ??= shown().filter((view) => view.scene === scene)
      return ofScene
    },

    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    sceneChanged(before) {
      const after = options.openSceneId()
      const concerned = [...views.values()].filter(
        ({ scene }) => scene === before || scene === after,
      )
      tell(new Set(concerned.map(({ id }) => id)))
    },
  }
}

function hitPointsOf(read: (path: string) => Json | undefined): HitPoints | undefined {
  const maximum = toNumber(read('attributes.hp.max'), 0, 0, 1_000_000)
  if (maximum <= 0) return undefined
  return {
    maximum,
    value: toNumber(read('attributes.hp.value'), maximum, 0, 1_000_000),
    temporary: toNumber(read('attributes.hp.temporary'), 0, 0, 1_000_000),
  }
}

const noState = { conditions: [], defeated: false } as const
const fallen: ReadonlySet<string> = new Set(['dead', 'defeated'])
