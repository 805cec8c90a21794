/**
 * What map files hold and how grids are counted: Universal VTT files, the headers of pictures, cells,
 * distances, templates, alignment. Plain values; knows no screen and decodes no picture.
 */
export { alignGrid, dragSpan, type AlignmentDrag, type GridAlignment } from './grids/alignment.ts'
export { pointDistance, routeDistance, type DistanceRule, type Measure } from './grids/distance.ts'
export {
  cellOf,
  centreOf,
  cornersOf,
  neighboursOf,
  snapMiddle,
  type Cell,
  type GridKind,
} from './grids/grid.ts'
export { cellsInTemplate, isInTemplate, type Template } from './grids/template.ts'
export { mostPixels, readImageHeader, type ImageHeader, type ImageMime } from './image-header.ts'
export type {
  MapDoor,
  MapEnvironment,
  MapFile,
  MapImage,
  MapLight,
  MapPlan,
  MapPoint,
  MapStretch,
  MapWall,
} from './map-plan.ts'
export { readUniversalVtt } from './universal-vtt/read-universal-vtt.ts'
