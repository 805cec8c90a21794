import type { MapPoint } from '../map-plan.ts'

/**
 * How the floor is divided. On each grid neighbouring cells' middles are one unit apart, which is what
 * "in cells" means; `none` keeps the unit and divides nothing.
 */
export type GridKind = 'square' | 'hex-pointy' | 'hex-flat' | 'none'

/**
 * A cell by its number across and down. On hex grids these are axial: on pointy ones a row down leads half a
 * cell to the right as well, on flat ones a column to the right leads half a cell down as well.
 */
export interface Cell {
  readonly column: number
  readonly row: number
}

/** From the middle of a hex to its corners: a hex is one unit from side to side. */
export const hexCornerDistance = 1 / Math.sqrt(3)

/** The cell a place lies in; without a grid, the unit square. */
export function cellOf(grid: GridKind, { x, y }: MapPoint): Cell {
  switch (grid) {
    case 'square':
    case 'none':
      return { column: Math.floor(x), row: Math.floor(y) }
    case 'hex-pointy':
    case 'hex-flat': {
      const { column, row } = axialOf(grid, { x, y })
      return roundedAxial(column, row)
    }
  }
}

/** The middle of a cell. The bounding box of cell 0, 0 begins at the map's corner on every grid. */
export function centreOf(grid: GridKind, { column, row }: Cell): MapPoint {
  switch (grid) {
    case 'square':
    case 'none':
      return { x: column + 0.5, y: row + 0.5 }
    case 'hex-pointy':
      return { x: column + row / 2 + 0.5, y: row * hexRowDistance + hexCornerDistance }
    case 'hex-flat':
      return { x: column * hexRowDistance + hexCornerDistance, y: row + column / 2 + 0.5 }
  }
}

/** The corners of a cell, clockwise as shown. */
export function cornersOf(grid: GridKind, cell: Cell): readonly MapPoint[] {
  const { x, y } = centreOf(grid, cell)
  if (grid === 'square' || grid === 'none') {
    return [
      { x: x - 0.5, y: y - 0.5 },
      { x: x + 0.5, y: y - 0.5 },
      { x: x + 0.5, y: y + 0.5 },
      { x: x - 0.5, y: y + 0.5 },
    ]
  }
  const first = grid === 'hex-pointy' ? -Math.PI / 2 : 0
  return Array.from({ length: 6 }, (_, i) => {
    const angle = first + (i * Math.PI) / 3
    return {
      x: x + hexCornerDistance * Math.cos(angle),
      y: y + hexCornerDistance * Math.sin(angle),
    }
  })
}

/**
 * Where the middle of a token goes when it is let go: the middle of a cell, or a corner where cells meet
 * when it is an even number of cells wide. Without a grid it stays.
 */
export function snapMiddle(grid: GridKind, middle: MapPoint, sizeCells: number): MapPoint {
  if (grid === 'none') return middle
  const cell = cellOf(grid, middle)
  if (Math.round(sizeCells) % 2 !== 0 || sizeCells < 1) return centreOf(grid, cell)
  const corners = cornersOf(grid, cell)
  return corners.reduce((best, corner) =>
    squaredDistance(corner, middle) < squaredDistance(best, middle) ? corner : best,
  )
}

/** The cells next to one, corners included on squares. Without a grid there are none. */
export function neighboursOf(grid: GridKind, { column, row }: Cell): Cell[] {
  const steps = grid === 'none' ? [] : grid === 'square' ? squareSteps : hexSteps
  return steps.map(([across, down]) => ({ column: column + across, row: row + down }))
}

/** A place in axial coordinates, where the middles of hexes are whole numbers. */
export function axialOf(grid: 'hex-pointy' | 'hex-flat', { x, y }: MapPoint): Cell {
  if (grid === 'hex-pointy') {
    const row = (y - hexCornerDistance) / hexRowDistance
    return { column: x - 0.5 - row / 2, row }
  }
  const column = (x - hexCornerDistance) / hexRowDistance
  return { column, row: y - 0.5 - column / 2 }
}

/** The nearest whole cell: of the three coordinates that sum to 0, the worst rounded one gives way. */
function roundedAxial(column: number, row: number): Cell {
  const third = -column - row
  const rounded = [Math.round(column), Math.round(row), Math.round(third)] as const
  const [columnOff, rowOff, thirdOff] = [
    Math.abs(rounded[0] - column),
    Math.abs(rounded[1] - row),
    Math.abs(rounded[2] - third),
  ]
  // Adding 0 turns -0 into 0, so that equal cells are equal values.
  if (columnOff > rowOff && columnOff > thirdOff) {
    return { column: -rounded[1] - rounded[2] + 0, row: rounded[1] + 0 }
  }
  if (rowOff > thirdOff) return { column: rounded[0] + 0, row: -rounded[0] - rounded[2] + 0 }
  return { column: rounded[0] + 0, row: rounded[1] + 0 }
}

function squaredDistance(one: MapPoint, other: MapPoint): number {
  return (one.x - other.x) ** 2 + (one.y - other.y) ** 2
}

/** Between the middles of two rows of hexes. */
const hexRowDistance = Math.sqrt(3) / 2
const squareSteps = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
] as const
const hexSteps = [
  [0, -1],
  [1, -1],
  [1, 0],
  [0, 1],
  [-1, 1],
  [-1, 0],
] as const
