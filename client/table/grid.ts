import type { Point, Rectangle } from './camera.ts'
import type { MapScene, MapToken } from './model.ts'

/** The whole scene as a rectangle of cells. */
export function sceneArea(scene: Pick<MapScene, 'columns' | 'rows'>): Rectangle {
  return { x: 0, y: 0, width: scene.columns, height: scene.rows }
}

/** The nearest whole cell for a token's top-left corner. */
export function snap(corner: Point): Point {
  // Adding 0 turns -0 into 0, so that a snapped corner equals the cell it names.
  return { x: Math.round(corner.x) + 0, y: Math.round(corner.y) + 0 }
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

/** How far a move goes in feet: a diagonal counts as one cell, as the SRD's grid rule says. */
export function distanceFeet(from: Point, to: Point, cellFeet: number): number {
  const cells = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  return Math.round(cells) * cellFeet
}

/** The middle of a token, in cells. */
export function middleOf(token: Pick<MapToken, 'x' | 'y' | 'size'>): Point {
  return { x: token.x + token.size / 2, y: token.y + token.size / 2 }
}
