import type { GridKind } from './grids/grid.ts'
import type { ImageMime } from './image-header.ts'

/** A place on the map, in cells from its top-left corner, y downwards. */
export interface MapPoint {
  readonly x: number
  readonly y: number
}

/** A straight stretch between two places. */
export interface MapStretch {
  readonly from: MapPoint
  readonly to: MapPoint
}

/** A wall; terrain is seen into and not through, such as a boulder or a hedge. */
export interface MapWall extends MapStretch {
  readonly kind: 'wall' | 'terrain'
}

/** A door in a wall, or one that stands free. */
export interface MapDoor extends MapStretch {
  readonly isOpen: boolean
  readonly isFreestanding: boolean
}

/** A lamp. It is bright to half of where it is dim. */
export interface MapLight {
  readonly place: MapPoint
  readonly brightCells: number
  readonly dimCells: number
  /** From 0. */
  readonly intensity: number
  /** `#rrggbb`. */
  readonly colour: string
  /** Light that walls do not stop has none. */
  readonly hasShadows: boolean
}

/** The light that is everywhere. */
export interface MapEnvironment {
  readonly ambient: 'bright' | 'dim' | 'dark'
  /** `#rrggbb`. */
  readonly colour: string
  /** The picture already shows the lamps' light. */
  readonly isLightPainted: boolean
}

/** A picture of the floor, not decoded. It covers the whole size of the map. */
export interface MapImage {
  readonly bytes: Uint8Array
  readonly mime: ImageMime
  readonly widthPixels: number
  readonly heightPixels: number
}

/** Everything a map file tells of a scene. All places and lengths are in cells. */
export interface MapPlan {
  readonly grid: { readonly kind: GridKind; readonly pixelsPerCell: number | undefined }
  readonly size: { readonly columns: number; readonly rows: number }
  readonly walls: readonly MapWall[]
  readonly doors: readonly MapDoor[]
  readonly windows: readonly MapStretch[]
  readonly lights: readonly MapLight[]
  readonly environment: MapEnvironment
  readonly image?: MapImage
}

/** A plan, with a sentence for everything in the file that could not be kept; or why there is none. */
export type MapFile =
  | { readonly type: 'plan'; readonly plan: MapPlan; readonly notes: readonly string[] }
  | { readonly type: 'refused'; readonly because: string }
