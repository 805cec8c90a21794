import type { MapDoor, MapToken } from './model.ts'

/** The words of the map, in the reader's language. */
export interface MapTexts {
  /** The accessible name of the map. */
  readonly map: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fit: string
  readonly cancel: string
  feet(feet: number): string
  /** A door in words: 'Door, closed'. */
  door(door: MapDoor): string
  /** A token in words: 'Goblin, 7 of 7 hit points, prone'. */
  token(token: MapToken): string
}

/** The words of the token wheel, in the reader's language. */
export interface WheelTexts {
  readonly hitPoints: string
  /** How hurt something looks. */
  readonly looks: (looks: NonNullable<MapToken['looks']>) => string
  readonly amount: string
  readonly damage: string
  readonly heal: string
  readonly conditions: string
  readonly sheet: string
  readonly hide: string
  readonly reveal: string
  readonly remove: string
  readonly close: string
  readonly back: string
}
