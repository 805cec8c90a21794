/**
 * Who sees what: exact views among walls, light, darkvision, and what has been explored. Plain numbers in
 * cells; knows no screen, no document and no game system.
 */
export { areaTouches } from './area-touches.ts'
export {
  coverAt,
  covers,
  noCover,
  type Cover,
  type CoverArea,
  type CoverDeed,
  type Covered,
} from './cover.ts'
export {
  createExplored,
  ExploredTile,
  joinExplored,
  type Explored,
  type ExploredTileChange,
} from './explored.ts'
export {
  lightAt,
  lookAround,
  perceivedAt,
  perceivedBy,
  perceivedSquare,
  showsInSquare,
  type Lamp,
  type LampView,
  type LightLevel,
  type Perceived,
  type Scenery,
  type View,
  type Viewer,
  type ViewerView,
} from './light.ts'
export { maskOfArea, maskOfOutline, masksOfView, samplesPerCell, type Mask } from './mask.ts'
export { outlineOf, traceArea, type Path } from './outline.ts'
export {
  areaContains,
  areaSize,
  narrowed,
  reachTowards,
  type Sector,
  type SightArea,
} from './sight-area.ts'
export { createSightCache, type SightCache } from './sight-cache.ts'
export { sightFrom } from './sight-from.ts'
export { firstBarrier, offTheWalls } from './walking.ts'
export { indexWalls, type WallIndex } from './wall-index.ts'
export type { Point, Wall, WallNature, WallSide } from './wall.ts'
