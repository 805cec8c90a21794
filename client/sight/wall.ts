/** A place on the map, in cells from its top-left corner, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * From where a wall hinders. `left` and `right` are the sides of somebody who walks from `from` to `to`
 * on the map as it is shown.
 */
export type WallSide = 'both' | 'left' | 'right'

/**
 * What a stretch of wall does. A window stops feet and no eye. Terrain (a hedge, a boulder) stops feet,
 * and eyes only where they meet terrain the second time: one looks into it, not through it.
 */
export type WallNature =
  | { readonly kind: 'wall' | 'window' | 'terrain' }
  | { readonly kind: 'door'; readonly isOpen: boolean }

/** One straight stretch of something that hinders. Ids are the caller's; they tell changes apart. */
export type Wall = WallNature & {
  readonly id: string
  readonly from: Point
  readonly to: Point
  /** Without it the wall hinders from both sides. */
  readonly side?: WallSide
}

/** How a wall treats eyes and light. */
export type Hindrance = 'none' | 'solid' | 'terrain'

/** How this wall treats eyes and light as it stands now. */
export function sightHindrance(wall: Wall): Hindrance {
  switch (wall.kind) {
    case 'wall':
      return 'solid'
    case 'terrain':
      return 'terrain'
    case 'window':
      return 'none'
    case 'door':
      return wall.isOpen ? 'none' : 'solid'
  }
}

/** Whether nobody walks through this wall as it stands now. */
export function hindersMovement(wall: Wall): boolean {
  return wall.kind !== 'door' || !wall.isOpen
}

/** Whether a wall counts for somebody who stands at `eye`; on its very line it does. */
export function countsFrom(wall: Wall, eye: Point): boolean {
  if (wall.side === undefined || wall.side === 'both') return true
  const across =
    (wall.to.x - wall.from.x) * (eye.y - wall.from.y) -
    (wall.to.y - wall.from.y) * (eye.x - wall.from.x)
  // With y downwards, what turns clockwise on the screen lies to the right.
  return wall.side === 'right' ? across >= 0 : across <= 0
}
