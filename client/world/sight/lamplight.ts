import { createSightCache, lookAround, type LampView, type Wall } from '../../sight/index.ts'
import type { ScenesPart } from '../scene/scenes.ts'
import type { Topics } from '../topics.ts'

/** What the lamps of the open scene light, for a picture of the night; none by day. */
export interface Lamplight {
  lamps(): readonly LampView[]
}

/** Worked out again only when a lamp, a door or a wall changed. Tells the topic `lamplight`. */
export function createLamplight(options: {
  readonly scenes: ScenesPart
  readonly topics: Topics
}): Lamplight {
  const { scenes, topics } = options
  let eyes = { walls: noWalls, cache: createSightCache(noWalls) }
  let known = ''
  let lamps: readonly LampView[] = []

  function look(): void {
    const scene = scenes.opened()
    const lit = scene === undefined || scene.darkness === 0 ? [] : scene.lamps
    const key = JSON.stringify([scene?.id, scene?.doors, scene?.darkness, lit])
    const walls = scene?.walls ?? noWalls
    if (key === known && eyes.walls === walls) return
    known = key
    if (lit.length > 0) {
      if (eyes.walls !== walls) eyes.cache.setWalls(walls)
      eyes = { ...eyes, walls }
    }
    lamps = lookAround(eyes.cache, { viewers: [], lamps: lit, ambient: 'dark' }).lamps
    topics.tell('lamplight')
  }

  topics.on('scene', look)
  look()
  return { lamps: () => lamps }
}

const noWalls: readonly Wall[] = []
