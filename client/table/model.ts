import type { GridKind } from '../maps/index.ts'
import type { Cover, Explored, LampView, View as Sight, Wall } from '../sight/index.ts'
import type { shareByLooks } from '../ui/health.ts'
import type { Rectangle } from './camera.ts'

/** A token as the map shows it. Positions are cells of its top-left corner, sizes are cells a side. */
export interface MapToken {
  readonly id: string
  readonly actor?: string | undefined
  readonly name: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly art: string
  readonly hidden: boolean
  /** Hidden only until its scene is shown. */
  readonly waits?: boolean
  /** Where it faces, in degrees clockwise from up. */
  readonly rotation?: number
  /** In feet above the floor. */
  readonly elevation?: number
  readonly locked?: boolean
  readonly hitPoints?:
    { readonly value: number; readonly maximum: number; readonly temporary: number } | undefined
  /** How hurt it looks to who is not told its hit points, and how many are missing. */
  readonly looks?: keyof typeof shareByLooks | undefined
  readonly wounds?: number | undefined
  /** Those of one group are taken together. */
  readonly group?: string | undefined
  readonly layer?: 'floor' | 'tokens' | 'above'
  /** Discs round it; radius in feet from its rim. */
  readonly auras?: readonly { readonly radius: number; readonly colour: string }[]
  readonly conditions: readonly string[]
  readonly defeated: boolean
  /** The colour of the member who plays it. */
  readonly player?: string | undefined
}

/** A scene as the map shows it. Each shape is parsed by `Shape`; what is none is left out. */
export interface MapScene {
  readonly id: string
  readonly columns: number
  readonly rows: number
  readonly cellFeet: number
  readonly shapes: readonly unknown[]
  readonly grid: GridKind
  /** What hinders eyes, in cells; drawn where no picture shows it. */
  readonly walls: readonly Wall[]
  readonly doors: readonly MapDoor[]
}

/** A door; from where to where, in cells. */
export interface MapDoor {
  readonly id: string
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
  readonly isOpen: boolean
}

/** The picture under a scene, decoded, and where it lies in cells. */
export interface MapPicture extends Rectangle {
  /** The whole picture at several sizes, the largest first. */
  readonly sizes: readonly ImageBitmap[]
  /** Its full size, where that is more than the largest of them. */
  readonly parts?: PictureParts
}

/** A picture too large to be kept decoded: square parts of it, each here once it was asked for. */
export interface PictureParts {
  readonly widthPixels: number
  readonly heightPixels: number
  /** Of a part, in pixels of the picture; those at the right and the lower edge are smaller. */
  readonly side: number
  /** Undefined while it is on its way. */
  part(column: number, row: number): ImageBitmap | undefined
  /** Tells when another one is here; the answer stops that. */
  onPart(listener: () => void): () => void
}

/** What is seen of a scene, and what was. */
export interface MapFog {
  /** What eyes see and have seen; undefined where all is seen that no hand hides. */
  readonly sight?: { readonly view: Sight; readonly explored: Explored }
  /** What a GM shows and hides by hand. */
  readonly cover: Cover
  /** For a GM, who sees through it. */
  readonly isVeil: boolean
}

/** How dark a scene is, from 0 for day to 1, and what lights it. */
export interface MapLight {
  readonly darkness: number
  readonly lamps: readonly LampView[]
}

/** Where another member points and what they are dragging, in cells. */
export interface MapPresence {
  readonly member: string
  readonly name: string
  readonly colour: string
  readonly cursor?: { readonly scene: string; readonly x: number; readonly y: number } | undefined
  readonly drags: readonly { readonly token: string; readonly x: number; readonly y: number }[]
}

/** A token put somewhere, in cells. */
export interface TokenMove {
  readonly id: string
  readonly x: number
  readonly y: number
}

/** What the map needs of the world. Listeners are told after the change; they return their end. */
export interface MapModel {
  /** The open scene. Read inside a derived or effect it is live. */
  readonly scene: MapScene
  /** Its picture, once it is here. Live like the scene. */
  readonly picture: MapPicture | undefined
  /** Undefined where everything is seen. Live like the scene. */
  readonly fog: MapFog | undefined
  /** Undefined by day. Live like the scene. */
  readonly light: MapLight | undefined
  /** The actor whose turn it is. Live like the scene. */
  readonly turn: string | undefined
  /** The doors that can be reached for: those in sight. Live like the scene. */
  readonly doors: readonly MapDoor[]
  toggleDoor(id: string): void
  /** The tokens of the open scene that are seen. */
  readonly tokens: readonly MapToken[]
  /** One of them. */
  token(id: string): MapToken | undefined
  /** The square picture that an art names, once it is here; undefined for drawn art. */
  pictureOf(art: string): ImageBitmap | undefined
  /** Tells when another picture of a token is here. */
  onPicture(listener: () => void): () => void
  onTokens(listener: (changed: ReadonlySet<string>) => void): () => void
  /** Other members only. */
  readonly presence: readonly MapPresence[]
  onPresence(listener: () => void): () => void
  /** Writes once, at the drop. */
  moveTokens(moves: readonly TokenMove[]): void
  /** Tells others of a drag under way; an empty list ends it. */
  dragTokens(moves: readonly TokenMove[]): void
  pointAt(scene: string, x: number, y: number): void
}

/** What the person is asked to pick on the map. */
export type Targeting =
  | { readonly pick: 'token'; readonly prompt: string; readonly from?: string }
  | { readonly pick: 'cell'; readonly prompt: string; readonly size: number }

/** What was picked. */
export type Picked =
  | { readonly type: 'token'; readonly id: string }
  | { readonly type: 'cell'; readonly x: number; readonly y: number }

/** Where a token's middle stands on the screen, in CSS pixels of the map element. */
export interface Anchor {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** The part of the map that no bar or drawer covers. */
  readonly free: Rectangle
}

/** What is in the middle of the free part of the map, in cells, and CSS pixels per cell. */
export interface Looked {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Where each scene, by its id, was looked at last by the person at this screen. */
export interface KeptViews {
  of(scene: string): Looked | undefined
  keep(scene: string, looked: Looked): void
}
