import type { Point } from '../camera.ts'
import type { Easel } from './paint-drawings.ts'

/** A key as far as tools care. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** A tool whose script is fetched when it is first taken. Places are in cells. */
export interface FetchedHand {
  /** `slack` cells are forgiven around what is meant. */
  press(at: Point, slack: number): void
  /** Also called while nothing is pressed. `isFree`: nothing snaps. */
  move(at: Point, isFree: boolean): void
  release(at: Point, wasDrag: boolean): void
  /** Calls off what is under way; false when there was nothing. */
  cancel(): boolean
  /** Does what a key means; false leaves it to others. */
  key(event: Pressed): boolean
  /** Where what is picked stands, if anything is. */
  readonly standsAt?: Point | undefined
  /** Where the keyboard stands when it is led to a place. */
  place(at: Point): Point
  paint(easel: Easel): void
}
