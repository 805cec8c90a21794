import { createSightCache, lookAround, type LampView, type Wall } from '../../sight/index.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { TokensPart } from '../scene/tokens.ts'
import { carriedLamps } from './carried-lamps.ts'
import type { Topics } from '../topics.ts'

/** What the lamps of the open scene and those that are carried light, for a picture of the night; none by day. */
export interface Lamplight {
  lamps(): readonly LampView[]
}

/** Worked out again only when a lamp, a door or a wall changed. Tells the topic `lamplight`. */
export function createLamplight(options: {
  readonly scenes: ScenesPart
  /** Those that are on the screen. */
  readonly tokens: Pick<TokensPart, 'all'>
  readonly topics: Topics
}): Lamplight {
  const { scenes, tokens, topics } = options
  let eyes = { walls: noWalls, cache: createSightCache(noWalls) }
  let known = ''
  let lamps: readonly LampView[] = []

  function look(): void {
    const scene = scenes.opened()
    const isDark = scene !== undefined && scene.darkness > 0
    const walls = scene?.walls ?? noWalls
    const hasSameWalls = eyes.walls === walls
    if (isDark && !hasSameWalls) {
      eyes.cache.setWalls(walls)
      eyes = { ...eyes, walls }
    }
    const lit = isDark
      ? [...scene.lamps, ...carriedLamps(scene, tokens.all(), eyes.cache.index)]
      : []
    const key = JSON.stringify([scene?.id, scene?.doors, scene?.darkness, lit])
    if (key === known && hasSameWalls) return
    known = key
    lamps = lookAround(eyes.cache, { viewers: [], lamps: lit, ambient: 'dark' }).lamps
    topics.tell('lamplight')
  }

  topics.on('scene', look)
  topics.on('tokens', look)
  look()
  return { lamps: () => lamps }
}

const noWalls: readonly Wall[] = []
