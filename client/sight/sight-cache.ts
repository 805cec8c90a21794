import { areaTouches } from './area-touches.ts'
import { sightFrom } from './sight-from.ts'
import type { SightArea } from './sight-area.ts'
import { indexWalls } from './wall-index.ts'
import type { WallIndex } from './wall-index.ts'
import { sightHindrance } from './wall.ts'
import type { Point, Wall } from './wall.ts'

/** Views that are kept until something in them changes. */
export interface SightCache {
  readonly index: WallIndex
  /** What an eye sees within a range in cells; worked out only when it is not known. */
  areaFrom(eye: Point, range: number): SightArea
  /** Takes the walls as they are now. Only views in which a change is seen are forgotten; answers how many. */
  setWalls(walls: readonly Wall[]): number
  /** Forgets the views nobody asked for since the last call. */
  forgetUnused(): void
}

/** A cache of views among walls. */
export function createSightCache(walls: readonly Wall[]): SightCache {
  let index = indexWalls(walls)
  let wallsById = byId(walls)
  const areas = new Map<string, SightArea>()
  const used = new Set<string>()

  function areaFrom(eye: Point, range: number): SightArea {
    const key = `${eye.x} ${eye.y} ${range}`
    used.add(key)
    const known = areas.get(key)
    if (known !== undefined) return known
    const area = sightFrom(index, eye, range)
    areas.set(key, area)
    return area
  }

  function setWalls(next: readonly Wall[]): number {
    const nextById = byId(next)
    const changed = changedWalls(wallsById, nextById)
    index = indexWalls(next, index)
    wallsById = nextById
    const stale = [...areas].filter(([, area]) =>
      changed.some(({ from, to }) => areaTouches(area, from, to)),
    )
    stale.forEach(([key]) => areas.delete(key))
    return stale.length
  }

  function forgetUnused(): void {
    for (const key of areas.keys()) if (!used.has(key)) areas.delete(key)
    used.clear()
  }

  return {
    get index() {
      return index
    },
    areaFrom,
    setWalls,
    forgetUnused,
  }
}

/** Each wall as it was and as it is, where that makes a difference to eyes. */
function changedWalls(before: ReadonlyMap<string, Wall>, after: ReadonlyMap<string, Wall>): Wall[] {
  const gone = [...before].filter(([id, wall]) => !looksLike(wall, after.get(id)))
  const come = [...after].filter(([id, wall]) => !looksLike(wall, before.get(id)))
  return [...gone, ...come].map(([, wall]) => wall)
}

function looksLike(wall: Wall, other: Wall | undefined): boolean {
  if (wall === other) return true
  return (
    other !== undefined &&
    sightHindrance(wall) === sightHindrance(other) &&
    (wall.side ?? 'both') === (other.side ?? 'both') &&
    wall.from.x === other.from.x &&
    wall.from.y === other.from.y &&
    wall.to.x === other.to.x &&
    wall.to.y === other.to.y
  )
}

function byId(walls: readonly Wall[]): Map<string, Wall> {
  return new Map(walls.map((wall) => [wall.id, wall]))
}
