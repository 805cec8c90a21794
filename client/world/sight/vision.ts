import type { RuleDocument } from '#crdt-rules'
import type { Plugin } from '#plugin-sdk'
import {
  coverAt,
  covers,
  createExplored,
  createSightCache,
  lookAround,
  masksOfView,
  perceivedAt,
  showsInSquare,
  type Explored,
  type SightCache,
  type View,
  type Viewer,
  type Wall,
} from '../../sight/index.ts'
import type { SyncSession } from '../../sync/index.ts'
import type { SessionDocuments } from '../documents/documents.ts'
import type { ActorsPart } from '../scene/actors.ts'
import { mapEditionPath } from '../documents/session-rules.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { Topics } from '../topics.ts'
import type { SceneView, TokenView, VisionView } from '../views.ts'
import type { Vision } from '../parts.ts'
import { carriedLamps, placeOf } from './carried-lamps.ts'

interface VisionOptions {
  readonly session: SyncSession
  readonly plugin: Plugin
  readonly documents: SessionDocuments
  readonly scenes: ScenesPart
  readonly tokens: TokensPart
  readonly actors: ActorsPart
  readonly topics: Topics
}

/**
 * What the person at this screen sees where there is fog: with the eyes of their own tokens, and
 * who plays nobody with the eyes of the whole party. Worked out again only when an eye, a wall or a
 * lamp changed. What is seen is written to the scene's document tile by tile, under each member's
 * name: everyone on the scene holds its walls anyway, and the GM can look through a player's eyes.
 */
export function createVision(options: VisionOptions): Vision {
  const { session, scenes, tokens, actors, topics } = options
  let through: string | undefined
  let current: VisionView | undefined
  let known = ''
  let eyes: { readonly walls: readonly Wall[]; readonly cache: SightCache } | undefined
  let memory:
    { readonly key: string; readonly member: string; readonly explored: Explored } | undefined
  let watched: { readonly document: RuleDocument; readonly leave: () => void } | undefined
  let isRemembering = false

  function cacheFor(walls: readonly Wall[]): SightCache {
    if (eyes === undefined) eyes = { walls, cache: createSightCache(walls) }
    else if (eyes.walls !== walls) {
      eyes.cache.setWalls(walls)
      eyes = { walls, cache: eyes.cache }
    }
    return eyes.cache
  }

  /** What players hold, or will once the scene is shown: nobody sees by what is hidden. */
  function inSight(): readonly TokenView[] {
    return tokens.all().filter(({ hidden, waits }) => !hidden || waits)
  }

  /** Whose tokens look; undefined for everybody's. */
  function lookers(member: string, scene: SceneView): readonly TokenView[] {
    const playersOf = new Map(actors.all().map(({ id, players }) => [id, players]))
    const here = inSight().filter(({ scene: on }) => on === scene.id)
    const owned = here.filter(({ actor }) => playersOf.get(actor ?? '')?.includes(member))
    if (owned.length > 0) return owned
    return here.filter(({ actor }) => (playersOf.get(actor ?? '')?.length ?? 0) > 0)
  }

  function viewerOf(token: TokenView, scene: SceneView, cache: SightCache): Viewer {
    const reader = token.actor === undefined ? undefined : actors.reader(token.actor)
    const { range = Infinity, darkvision = darkvisionFeet(options.plugin, reader) } = token.sight
    return {
      place: placeOf(token, cache.index),
      range: Math.min(range / scene.cellFeet, Math.hypot(scene.columns, scene.rows)),
      darkvision: darkvision / scene.cellFeet,
    }
  }

  function forget(): void {
    known = ''
    if (current === undefined) return
    current = undefined
    topics.tell('vision')
  }

  function look(): void {
    const scene = scenes.opened()
    watchExplored()
    if (scene === undefined || (session.role === 'gm' && through === undefined)) return forget()
    if (!scene.hasFog && !covers(scene.cover)) return forget()
    const member = through ?? session.member
    const hasSameWalls = eyes?.walls === scene.walls
    const cache = cacheFor(scene.walls)
    const viewers = scene.hasFog
      ? lookers(member, scene).map((token) => viewerOf(token, scene, cache))
      : []
    // No player knows of a hidden token, nor of its lamp.
    const lamps = scene.hasFog
      ? [...scene.lamps, ...carriedLamps(scene, inSight(), cache.index)]
      : scene.lamps
    const scenery = { viewers, lamps, ambient: scene.ambient }
    const { id, hidden, hasFog, doors, cover } = scene
    const key = JSON.stringify([member, id, hidden, edition(), hasFog, doors, cover, scenery])
    if (key === known && hasSameWalls) return
    known = key
    const sight = hasFog ? seeNow(member, scene, lookAround(cache, scenery)) : undefined
    current = {
      ...(through === undefined ? {} : { as: through }),
      ...(sight === undefined ? {} : { sight }),
      cover,
      sees: (corner, side) =>
        showsInSquare(corner, side, (x, y) => {
          const byHand = coverAt(cover, x, y)
          if (byHand !== 'open') return byHand === 'revealed'
          return sight === undefined || perceivedAt(sight.view, x, y) !== 'unseen'
        }),
    }
    topics.tell('vision')
  }

  function seeNow(member: string, scene: SceneView, view: View) {
    const explored = recall(member, scene)
    const grown = masksOfView(view).flatMap((mask) => explored.add(mask))
    if (session.role !== 'gm') remember(member, new Map(grown.map(({ key, tile }) => [key, tile])))
    return { view, explored }
  }

  /** What another device of the member explored comes in; what a GM had everybody forget goes. */
  function watchExplored(): void {
    const document = scenes.document()
    if (document === watched?.document) return
    watched?.leave()
    watched = document && {
      document,
      leave: document.subscribe('explored', (paths) => {
        if (isRemembering || memory === undefined) return
        const own = `explored.${memory.member}.`
        if (![...paths].some((path) => path.startsWith(own))) return
        memory = undefined
        known = ''
        look()
      }),
    }
  }

  /** What stands before a tile's place since the map was made anew: what somebody far away writes of the old one is not of this one. */
  function edition(): string {
    const told = scenes.document()?.read(mapEditionPath)
    return typeof told === 'string' && told !== '' ? `${told}/` : ''
  }

  /** What a member has explored of a scene; who plays nobody knows what anybody does. */
  function recall(member: string, scene: SceneView): Explored {
    const key = `${member} ${scene.id} ${scene.hidden} ${edition()}`
    if (memory?.key === key) return memory.explored
    const document = scenes.document()
    const explored = createExplored()
    const here = `explored.${member}.${edition()}`
    for (const path of document?.paths(`explored.${member}`) ?? []) {
      const tile = path.startsWith(here) ? path.slice(here.length) : ''
      if (placeOfTile.test(tile)) explored.put(tile, document?.read(path))
    }
    memory = { key, member, explored }
    return explored
  }

  function remember(member: string, tiles: ReadonlyMap<string, string>): void {
    const document = scenes.document()
    const name = scenes.openId()
    if (document === undefined || name === undefined || tiles.size === 0) return
    if (!session.canWrite(scenes.documentName(name))) return
    isRemembering = true
    options.documents.write(document, () => {
      for (const [key, tile] of tiles) {
        document.write(`explored.${member}.${edition()}${key}`, { add: tile })
      }
    })
    isRemembering = false
  }

  topics.on('tokens', look)
  topics.on('actors', look)
  topics.on('scene', look)

  return {
    current: () => current,
    through: () => through,
    seeAs(member) {
      if (session.role !== 'gm') return
      through = member
      known = ''
      look()
      for (const topic of seenThrough) topics.tell(topic)
    },
  }
}

const placeOfTile = /^-?\d+_-?\d+$/

/** What looks different to other eyes. */
const seenThrough = [
  'vision',
  'tokens',
  'actors',
  'drawings',
  'log',
  'journal',
  'encounter',
] as const

/** By the game system's own number of that name, in feet; systems without it have none. */
function darkvisionFeet(plugin: Plugin, actor: ReturnType<ActorsPart['reader']>): number {
  if (actor === undefined || !Object.hasOwn(plugin.derived, 'darkvision')) return 0
  try {
    const feet = actor.derive('darkvision')
    return Number.isFinite(feet) ? Math.min(Math.max(feet, 0), 10_000) : 0
  } catch {
    // The game system's numbers are another's code: without them eyes are plain ones.
    return 0
  }
}
