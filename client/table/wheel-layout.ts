import type { Rectangle } from './camera.ts'
import type { Anchor } from './model.ts'

/** One petal of the wheel: the middle of its inner edge, in CSS pixels from the wheel's middle. */
export interface Petal {
  readonly x: number
  readonly y: number
  readonly side: 'left' | 'right'
}

/** Where the wheel opens: deeds on the right and the rest on the left, or all on one side. */
export interface WheelLayout {
  readonly middle: { readonly x: number; readonly y: number }
  readonly deeds: readonly Petal[]
  readonly rest: readonly Petal[]
  /** How far below the middle there is room for the hit points. */
  readonly depth: number
}

const PETAL_PITCH = 48
const GAP = 18
/** How wide a petal with its words may be. */
const PETAL_WIDTH = 208
/** How high and wide the hit points are, below. */
const FOOT = { height: 60, width: 190 }

/** Lays the petals of so many deeds and other things round a token, inside the free area. */
export function layWheel(anchor: Anchor, deeds: number, rest: number): WheelLayout {
  const { free, radius } = anchor
  const needed = reachOf(Math.max(deeds, rest), radius) + PETAL_WIDTH
  const fitsLeft = anchor.x - needed >= free.x
  const fitsRight = anchor.x + needed <= free.x + free.width
  if (fitsLeft === fitsRight || deeds === 0) {
    const most = Math.max(deeds, rest)
    return {
      middle: keepIn(free, anchor, needed, most),
      deeds: layPetals(deeds, radius, 'right'),
      rest: layPetals(rest, radius, 'left'),
      depth: depthOf(most, radius),
    }
  }
  const petals = layPetals(deeds + rest, radius, fitsRight ? 'right' : 'left')
  return {
    middle: keepIn(free, anchor, FOOT.width / 2, deeds + rest),
    deeds: petals.slice(0, deeds),
    rest: petals.slice(deeds),
    depth: depthOf(deeds + rest, radius),
  }
}

/** The middle of a panel of that size about the token, moved as little as keeps it in view. */
export function placePanel(
  { free, x, y }: Anchor,
  size: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } {
  return {
    x: within(x, free.x + size.width / 2, free.x + free.width - size.width / 2),
    y: within(y, free.y + size.height / 2, free.y + free.height - size.height / 2),
  }
}

/** Along an ellipse that the token fits into: as high as the petals, no wider than it must be. */
function layPetals(count: number, radius: number, side: Petal['side']): Petal[] {
  const wide = reachOf(count, radius)
  const high = Math.max(radius + GAP, (count * PETAL_PITCH) / 2)
  const sign = side === 'right' ? 1 : -1
  return Array.from({ length: count }, (_, index) => {
    const y = (index - (count - 1) / 2) * PETAL_PITCH
    const x = wide * Math.sqrt(Math.max(1 - (y / high) ** 2, 0))
    return { x: sign * Math.max(x, GAP), y, side }
  })
}

/** How far sideways petals begin: past the token, and rounder the more there are. */
function reachOf(count: number, radius: number): number {
  return radius + GAP + 6 * count
}

function depthOf(count: number, radius: number): number {
  return Math.max(radius + 40, (count * PETAL_PITCH) / 2 + 8)
}

function keepIn(free: Rectangle, anchor: Anchor, sideways: number, count: number) {
  const above = Math.max((count * PETAL_PITCH) / 2, anchor.radius)
  const below = depthOf(count, anchor.radius) + FOOT.height
  return {
    x: within(anchor.x, free.x + sideways, free.x + free.width - sideways),
    y: within(anchor.y, free.y + above, free.y + free.height - below),
  }
}

/** The middle when there is no room for the whole. */
function within(value: number, low: number, high: number): number {
  return low > high ? (low + high) / 2 : Math.min(Math.max(value, low), high)
}
