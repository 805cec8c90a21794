import type { Camera, Point, Viewport } from '../camera.ts'
import type { MapToken } from '../model.ts'
import type { Palette } from '../palette.ts'
import type { Sprites } from './sprites.ts'

/** Which tokens stand out, and why. */
export interface Marked {
  readonly selected: ReadonlySet<string>
  readonly hovered: string | undefined
  readonly focused: string | undefined
}

/** What a layer is painted with, for one frame. */
export interface Picture {
  readonly context: CanvasRenderingContext2D
  readonly camera: Camera
  readonly viewport: Viewport
  readonly pixelRatio: number
  /** How many feet a cell measures. */
  readonly cellFeet: number
  readonly palette: Palette
  readonly sprites: Sprites
  readonly marked: Marked
  /** Whether the person wants less motion. */
  readonly isStill: boolean
  /** Tokens that are being dragged by the person here and leave a ghost behind. */
  readonly leaving: ReadonlySet<string>
  /** The top-left corner where a token is shown in this frame, in cells. */
  readonly shownAt: (token: MapToken) => Point
}
