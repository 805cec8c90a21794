import type { MapPoint } from '../map-plan.ts'
import { hexCornerDistance } from './grid.ts'
import type { GridKind } from './grid.ts'

/** A drag from one corner to the opposite one, in pixels of the picture. */
export interface AlignmentDrag {
  readonly from: MapPoint
  readonly to: MapPoint
}

/** Where a picture's grid lies. */
export type GridAlignment =
  | {
      readonly type: 'aligned'
      /** From the middle of a cell to the middle of the next. */
      readonly cellPixels: number
      /** The corner of a cell that lies nearest to the picture's, from 0 to a cell. */
      readonly offset: MapPoint
      /** How far the drags are from the grid found, on average (root of the mean square). */
      readonly errorPixels: number
    }
  | { readonly type: 'refused'; readonly because: string }

/**
 * How many cells a drag covers, as multiples of a cell: three by three squares, three pointy hexes side by
 * side, three flat ones one below the other.
 */
export function dragSpan(grid: Exclude<GridKind, 'none'>): {
  readonly across: number
  readonly down: number
} {
  switch (grid) {
    case 'square':
      return { across: 3, down: 3 }
    case 'hex-pointy':
      return { across: 3, down: 2 * hexCornerDistance }
    case 'hex-flat':
      return { across: 2 * hexCornerDistance, down: 3 }
  }
}

/**
 * The grid that fits drags over three cells best: least squares over all their corners for one cell size
 * and one offset. One drag is enough; more of them, far apart, find the size to a fraction of a pixel.
 */
export function alignGrid(
  grid: Exclude<GridKind, 'none'>,
  drags: readonly AlignmentDrag[],
): GridAlignment {
  const span = dragSpan(grid)
  const boxes = drags.map(boxOf)
  const first = boxes[0]
  if (first === undefined) return { type: 'refused', because: 'Drag over three cells first.' }
  const rough = roughSize(boxes, span)
  if (!(rough >= leastCellPixels)) {
    return {
      type: 'refused',
      because: `Drag over three whole cells: these would be smaller than ${leastCellPixels} pixels.`,
    }
  }
  // Each drag begins some whole number of cells from the first, known once the size is known roughly;
  // near ones are placed first, and each makes the size better for the ones farther away.
  const ordered = boxes.toSorted((one, other) => distance(one, first) - distance(other, first))
  const corners: Corner[] = []
  let fit: Fit = { cell: rough, x: first.left, y: first.top }
  for (const box of ordered) {
    const start = nearestStart(grid, (box.left - fit.x) / fit.cell, (box.top - fit.y) / fit.cell)
    corners.push({ ...start, x: box.left, y: box.top })
    const end = { across: start.across + span.across, down: start.down + span.down }
    corners.push({ ...end, x: box.right, y: box.bottom })
    fit = leastSquares(corners)
  }
  if (!(fit.cell >= leastCellPixels)) {
    return { type: 'refused', because: 'These drags do not fit one grid; start over with one.' }
  }
  return {
    type: 'aligned',
    cellPixels: fit.cell,
    offset: nearestCorner(grid, fit),
    errorPixels: errorOf(fit, corners),
  }
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A corner of a drag: where it is in the picture, and at which multiples of a cell it belongs. */
interface Corner {
  readonly across: number
  readonly down: number
  readonly x: number
  readonly y: number
}

interface Fit {
  readonly cell: number
  readonly x: number
  readonly y: number
}

function boxOf({ from, to }: AlignmentDrag): Box {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  }
}

function roughSize(boxes: readonly Box[], span: { across: number; down: number }): number {
  const pixels = boxes.reduce(
    (sum, { left, top, right, bottom }) =>
      sum + (right - left) * span.across + (bottom - top) * span.down,
    0,
  )
  return pixels / (boxes.length * (span.across ** 2 + span.down ** 2))
}

/** The nearest place, in cells from a cell's box, where the box of a cell may begin. */
function nearestStart(
  grid: Exclude<GridKind, 'none'>,
  across: number,
  down: number,
): { readonly across: number; readonly down: number } {
  switch (grid) {
    case 'square':
      return { across: Math.round(across), down: Math.round(down) }
    case 'hex-pointy': {
      const row = Math.round(down / hexRow)
      const shift = Math.abs(row % 2) / 2
      return { across: Math.round(across - shift) + shift, down: row * hexRow }
    }
    case 'hex-flat': {
      const { across: below, down: beside } = nearestStart('hex-pointy', down, across)
      return { across: beside, down: below }
    }
  }
}

/** One size and one offset for all corners: the normal equations of x = offset + size * multiple. */
function leastSquares(corners: readonly Corner[]): Fit {
  const meanAcross = mean(corners.map(({ across }) => across))
  const meanDown = mean(corners.map(({ down }) => down))
  const meanX = mean(corners.map(({ x }) => x))
  const meanY = mean(corners.map(({ y }) => y))
  let shared = 0
  let squares = 0
  for (const { across, down, x, y } of corners) {
    shared += (across - meanAcross) * (x - meanX) + (down - meanDown) * (y - meanY)
    squares += (across - meanAcross) ** 2 + (down - meanDown) ** 2
  }
  const cell = shared / squares
  return { cell, x: meanX - cell * meanAcross, y: meanY - cell * meanDown }
}

/** The offset moved by whole periods of the grid to where the picture begins. */
function nearestCorner(grid: Exclude<GridKind, 'none'>, { cell, x, y }: Fit): MapPoint {
  switch (grid) {
    case 'square':
      return { x: modulo(x, cell), y: modulo(y, cell) }
    case 'hex-pointy':
      return { x: modulo(x, cell), y: modulo(y, cell * hexRow * 2) }
    case 'hex-flat':
      return { x: modulo(x, cell * hexRow * 2), y: modulo(y, cell) }
  }
}

function errorOf({ cell, x, y }: Fit, corners: readonly Corner[]): number {
  const squares = corners.map(
    (corner) =>
      (x + cell * corner.across - corner.x) ** 2 + (y + cell * corner.down - corner.y) ** 2,
  )
  return Math.sqrt(mean(squares))
}

function distance(one: Box, other: Box): number {
  return Math.hypot(one.left - other.left, one.top - other.top)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function modulo(value: number, period: number): number {
  return ((value % period) + period) % period
}

const leastCellPixels = 4
/** Between the tops of two rows of pointy hexes. */
const hexRow = Math.sqrt(3) / 2
