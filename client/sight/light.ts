import { areaBehind, areaContains, narrowed } from './sight-area.ts'
import type { SightArea } from './sight-area.ts'
import type { SightCache } from './sight-cache.ts'
import type { Point } from './wall.ts'

/** How light it is somewhere, or everywhere before any lamp is lit. */
export type LightLevel = 'bright' | 'dim' | 'dark'

/** How something looks to whoever looks: darkness that no darkvision reaches is unseen. */
export type Perceived = 'bright' | 'dim' | 'unseen'

/** An eye. Ranges are in cells; within its darkvision, dark looks dim and dim looks bright. */
export interface Viewer {
  readonly place: Point
  readonly range: number
  readonly darkvision: number
}

/** A lamp: bright to one distance and dim to a farther one, both in cells. */
export interface Lamp {
  readonly place: Point
  readonly bright: number
  readonly dim: number
  /** Light that walls do not stop, such as a shaft from above. */
  readonly passesWalls?: boolean
  /** `#rrggbb`, for pictures alone; plain light without. */
  readonly colour?: string
}

/** Who looks, by which lights. */
export interface Scenery {
  readonly viewers: readonly Viewer[]
  readonly lamps: readonly Lamp[]
  readonly ambient: LightLevel
}

/** What each viewer could see in full light, and where in the dark. */
export interface ViewerView {
  readonly sight: SightArea
  readonly darkvision: SightArea
}

/** What a lamp lights. Bright lies within dim. */
export interface LampView {
  readonly lamp: Lamp
  readonly bright: SightArea
  readonly dim: SightArea
}

/** All areas a picture of the scene is drawn from. */
export interface View {
  readonly viewers: readonly ViewerView[]
  readonly lamps: readonly LampView[]
  readonly ambient: LightLevel
}

/** Every area of a scenery; only those that changed since the last time cost anything. */
export function lookAround(cache: SightCache, scenery: Scenery): View {
  const viewers = scenery.viewers.map(({ place, range, darkvision }) => {
    const sight = cache.areaFrom(place, range)
    return { sight, darkvision: narrowed(sight, Math.max(darkvision, 0)) }
  })
  const lamps = scenery.lamps.map((lamp) => {
    const reach = Math.max(lamp.dim, lamp.bright)
    const dim =
      lamp.passesWalls === true
        ? areaBehind(lamp.place, reach, [])
        : cache.areaFrom(lamp.place, reach)
    return { lamp, bright: narrowed(dim, Math.max(lamp.bright, 0)), dim }
  })
  cache.forgetUnused()
  return { viewers, lamps, ambient: scenery.ambient }
}

/** How light it is at a place, whoever looks. */
export function lightAt(view: View, x: number, y: number): LightLevel {
  if (view.ambient === 'bright') return 'bright'
  let level = view.ambient
  for (const { bright, dim } of view.lamps) {
    if (level === 'dark' && areaContains(dim, x, y)) level = 'dim'
    if (areaContains(bright, x, y)) return 'bright'
  }
  return level
}

/** How a place looks to one viewer. */
export function perceivedBy(viewer: ViewerView, view: View, x: number, y: number): Perceived {
  if (!areaContains(viewer.sight, x, y)) return 'unseen'
  const light = lightAt(view, x, y)
  if (light === 'bright') return 'bright'
  const isInDarkvision = areaContains(viewer.darkvision, x, y)
  if (light === 'dim') return isInDarkvision ? 'bright' : 'dim'
  return isInDarkvision ? 'dim' : 'unseen'
}

/**
 * How a square thing such as a token looks to all viewers together: the best of its middle and of eight
 * places round it, just inside its border, so that what peeks round a corner is seen.
 */
export function perceivedSquare(view: View, corner: Point, sideCells: number): Perceived {
  let best: Perceived = 'unseen'
  showsInSquare(corner, sideCells, (x, y) => {
    const perceived = perceivedAt(view, x, y)
    if (perceived !== 'unseen') best = perceived
    return perceived === 'bright'
  })
  return best
}

/** Whether something shows at the middle of a square thing or at one of eight places inside its border. */
export function showsInSquare(
  corner: Point,
  sideCells: number,
  shows: (x: number, y: number) => boolean,
): boolean {
  return samplesAlong.some((across) =>
    samplesAlong.some((down) => shows(corner.x + across * sideCells, corner.y + down * sideCells)),
  )
}

/** How a place looks to all viewers together: the best of what each perceives. */
export function perceivedAt(view: View, x: number, y: number): Perceived {
  let best: Perceived = 'unseen'
  for (const viewer of view.viewers) {
    const perceived = perceivedBy(viewer, view, x, y)
    if (perceived === 'bright') return 'bright'
    if (perceived === 'dim') best = 'dim'
  }
  return best
}

/** Parts of a side; the outer ones lie inside, so that no wall along the border is looked through. */
const samplesAlong = [0.5, 0.1, 0.9]
