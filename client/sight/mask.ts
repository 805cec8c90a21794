import type { View } from './light.ts'
import { outlineOf } from './outline.ts'
import { narrowed } from './sight-area.ts'
import type { SightArea } from './sight-area.ts'
import type { Point } from './wall.ts'

/** Samples to the side of a cell: what is explored is known to half a cell. */
export const samplesPerCell = 2

/** A rectangle of samples, each 1 or 0, row by row. A sample stands for the middle of its square. */
export interface Mask {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly samples: Uint8Array
}

/** The samples that the viewers of a view perceive, a mask for each viewer. */
export function masksOfView(view: View): Mask[] {
  return view.viewers.map(({ sight, darkvision }) => {
    const seen = maskOfArea(sight)
    if (view.ambient !== 'dark') return seen
    const lit = emptyLike(seen)
    fill(lit, outlineOf(darkvision, chordTolerance))
    for (const { dim } of view.lamps) {
      const reach = dim.range + sight.range
      const away = Math.hypot(dim.eye.x - sight.eye.x, dim.eye.y - sight.eye.y)
      if (away <= reach) fill(lit, outlineOf(dim, chordTolerance))
    }
    return both(seen, lit)
  })
}

/** The samples whose middle lies in a polygon, for revealing and hiding by hand. */
export function maskOfOutline(outline: readonly Point[]): Mask {
  const xs = outline.map(({ x }) => x * samplesPerCell)
  const ys = outline.map(({ y }) => y * samplesPerCell)
  const mask = createMask(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
  fill(mask, outline)
  return mask
}

/** The samples whose middle lies in an area. */
export function maskOfArea(area: SightArea): Mask {
  const reached = narrowed(area, Math.min(area.range, farthest(area)))
  return maskOfOutline(outlineOf(reached, chordTolerance))
}

function farthest({ sectors, range }: SightArea): number {
  return sectors.reduce((far, { isArc, startX, startY, endX, endY }) => {
    return Math.max(
      far,
      isArc ? range : Math.max(Math.hypot(startX, startY), Math.hypot(endX, endY)),
    )
  }, 0)
}

function createMask(left: number, top: number, right: number, bottom: number): Mask {
  const isEmpty = !(right > left && bottom > top)
  const [x, y] = isEmpty ? [0, 0] : [Math.floor(left), Math.floor(top)]
  const width = isEmpty ? 0 : Math.ceil(right) - x
  const height = isEmpty ? 0 : Math.ceil(bottom) - y
  if (width * height > mostSamples) {
    throw new RangeError(
      'A mask this large helps nobody: give viewers a range near the size of the map.',
    )
  }
  return { left: x, top: y, width, height, samples: new Uint8Array(width * height) }
}

function emptyLike(mask: Mask): Mask {
  return { ...mask, samples: new Uint8Array(mask.samples.length) }
}

function both(one: Mask, other: Mask): Mask {
  return { ...one, samples: one.samples.map((sample, i) => sample & (other.samples[i] ?? 0)) }
}

/** Sets the samples inside a polygon, row by row between the crossings of its sides (even-odd). */
function fill(mask: Mask, outline: readonly Point[]): void {
  const crossings = Array.from({ length: mask.height }, (): number[] => [])
  outline.forEach((point, number) => {
    const next = outline[(number + 1) % outline.length] ?? point
    const [fromX, fromY] = [
      point.x * samplesPerCell - mask.left,
      point.y * samplesPerCell - mask.top,
    ]
    const [toX, toY] = [next.x * samplesPerCell - mask.left, next.y * samplesPerCell - mask.top]
    const first = Math.max(0, Math.ceil(Math.min(fromY, toY) - 0.5))
    const last = Math.min(mask.height, Math.ceil(Math.max(fromY, toY) - 0.5))
    for (let row = first; row < last; row += 1) {
      crossings[row]?.push(fromX + ((row + 0.5 - fromY) / (toY - fromY)) * (toX - fromX))
    }
  })
  crossings.forEach((xs, row) => {
    xs.sort((one, other) => one - other)
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const first = Math.max(0, Math.ceil((xs[i] ?? 0) - 0.5))
      const last = Math.min(mask.width, Math.ceil((xs[i + 1] ?? 0) - 0.5))
      if (last > first) mask.samples.fill(1, row * mask.width + first, row * mask.width + last)
    }
  })
}

/** In cells: how far the chords may stray from a circle. */
const chordTolerance = 0.02
/** Sixteen million: a map of 2,000 by 2,000 cells. */
const mostSamples = 16_000_000
