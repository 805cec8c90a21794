import type { Anchor } from './model.ts'

/** One petal of the wheel: the middle of its inner edge, in CSS pixels from the wheel's middle. */
export interface Petal {
  readonly x: number
  readonly y: number
  readonly side: 'left' | 'right'
}

const PETAL_PITCH = 48
const GAP = 18
/** How wide a petal with its words may be. */
export const PETAL_WIDTH = 208

/** Lays `count` petals along one side of the token, on a circle, evenly about its middle. */
export function layPetals(count: number, radius: number, side: Petal['side']): Petal[] {
  const reach = Math.max(radius + GAP, (count * PETAL_PITCH) / 2)
  const sign = side === 'right' ? 1 : -1
  return Array.from({ length: count }, (_, index) => {
    const y = (index - (count - 1) / 2) * PETAL_PITCH
    return { x: sign * Math.max(Math.sqrt(reach * reach - y * y), GAP), y, side }
  })
}

/** Where the wheel's middle goes so that all of it stays on a screen of that size. */
export function placeWheel(
  anchor: Anchor,
  screen: { readonly width: number; readonly height: number },
  most: number,
): { readonly x: number; readonly y: number } {
  const reach = Math.max(anchor.radius + GAP, (most * PETAL_PITCH) / 2)
  const sideways = reach + PETAL_WIDTH
  const above = Math.max((most * PETAL_PITCH) / 2, anchor.radius) + 64
  const below = Math.max((most * PETAL_PITCH) / 2, anchor.radius) + 96
  return {
    x: within(anchor.x, sideways, screen.width - sideways),
    y: within(anchor.y, above, screen.height - below),
  }
}

/** The middle when there is no room for the whole. */
function within(value: number, low: number, high: number): number {
  return low > high ? (low + high) / 2 : Math.min(Math.max(value, low), high)
}
