import { cellOf, centreOf, snapMiddle, type GridKind } from '../maps/index.ts'
import type { Point, Rectangle } from './camera.ts'
import type { MapScene, MapToken } from './model.ts'

/** The whole scene as a rectangle of cells. */
export function sceneArea(scene: Pick<MapScene, 'columns' | 'rows'>): Rectangle {
  return { x: 0, y: 0, width: scene.columns, height: scene.rows }
}

/** Where a token of this size goes when it is let go: to its cell; without a grid it stays. */
export function snap(corner: Point, grid: GridKind = 'square', size = 1): Point {
  // Adding 0 turns -0 into 0, so that a snapped corner equals the cell it names.
  if (grid === 'square') return { x: Math.round(corner.x) + 0, y: Math.round(corner.y) + 0 }
  const half = size / 2
  const middle = snapMiddle(grid, { x: corner.x + half, y: corner.y + half }, size)
  return { x: middle.x - half, y: middle.y - half }
}

/** One step by the arrow keys: to the next cell; on hexes the one that lies nearest to that direction. */
export function step(
  corner: Point,
  size: number,
  grid: GridKind,
  { dx, dy }: { readonly dx: number; readonly dy: number },
): Point {
  if (grid === 'none') return { x: corner.x + dx, y: corner.y + dy }
  if (grid === 'square') return { x: Math.round(corner.x) + dx, y: Math.round(corner.y) + dy }
  const half = size / 2
  const cell = cellOf(grid, { x: corner.x + half, y: corner.y + half })
  const middle = centreOf(grid, hexBeside(grid, cell, dx, dy))
  return { x: middle.x - half, y: middle.y - half }
}

/** Against the rows of a hex grid a step leads to and fro, so that many of them go straight. */
function hexBeside(
  grid: 'hex-pointy' | 'hex-flat',
  { column, row }: { readonly column: number; readonly row: number },
  dx: number,
  dy: number,
) {
  const [along, across] = grid === 'hex-pointy' ? [dx, dy] : [dy, dx]
  const line = grid === 'hex-pointy' ? row : column
  const isEven = ((line % 2) + 2) % 2 === 0
  const back = across > 0 ? (isEven ? 0 : -1) : across < 0 ? (isEven ? 1 : 0) : 0
  return grid === 'hex-pointy'
    ? { column: column + along + back, row: row + across }
    : { column: column + across, row: row + along + back }
}

/** Keeps a token of this many cells a side inside the scene. */
export function keepInside(
  corner: Point,
  size: number,
  scene: Pick<MapScene, 'columns' | 'rows'>,
): Point {
  return {
    x: Math.min(Math.max(corner.x, 0), Math.max(scene.columns - size, 0)),
    y: Math.min(Math.max(corner.y, 0), Math.max(scene.rows - size, 0)),
  }
}

/** The middle of a token, in cells. */
export function middleOf(token: Pick<MapToken, 'x' | 'y' | 'size'>): Point {
  return { x: token.x + token.size / 2, y: token.y + token.size / 2 }
}
