import type { Shape } from '../shapes.ts'
import { paintFloor, paintWater } from './floors.ts'
import {
  paintBarrel,
  paintBush,
  paintCrate,
  paintPillar,
  paintRug,
  paintStairs,
  paintTable,
} from './furniture.ts'
import { boundsOf, type Corner, type Pen } from './pen.ts'
import { paintDoor, paintGlow, paintRock, paintTorch, paintWall, paintWallShade } from './walls.ts'

/** Paints the part of a scene that the pen names: floors first, then what stands on them. */
export function paintScene(pen: Pen, shapes: readonly Shape[]): void {
  const near = shapes.filter((shape) => mayShow(shape, pen))
  const floors = near.filter((shape) => shape.type === 'floor')
  paintRock(
    pen,
    near.filter((shape) => shape.type === 'wall'),
  )
  for (const floor of floors) paintFloor(pen, floor)
  for (const shape of near) paintOnFloor(pen, shape)
  lightAndShade(pen, floors, near)
  for (const shape of near) paintStanding(pen, shape)
  for (const shape of near) if (shape.type === 'wall') paintWall(pen, shape)
  for (const shape of near) if (shape.type === 'door') paintDoor(pen, shape)
  for (const shape of near) if (shape.type === 'torch') paintTorch(pen, shape)
}

function paintOnFloor(pen: Pen, shape: Shape): void {
  if (shape.type === 'water') paintWater(pen, shape)
  else if (shape.type === 'stairs') paintStairs(pen, shape)
  else if (shape.type === 'rug') paintRug(pen, shape)
}

/** Torches light and walls shade the floors, and nothing outside them. */
function lightAndShade(
  pen: Pen,
  floors: readonly Extract<Shape, { type: 'floor' }>[],
  shapes: readonly Shape[],
): void {
  const path = new Path2D()
  for (const { outline } of floors) {
    outline.forEach(([x, y], index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
    path.closePath()
  }
  pen.context.save()
  pen.context.clip(path)
  for (const shape of shapes) if (shape.type === 'torch') paintGlow(pen, shape)
  for (const shape of shapes) if (shape.type === 'wall') paintWallShade(pen, shape)
  pen.context.restore()
}

function paintStanding(pen: Pen, shape: Shape): void {
  switch (shape.type) {
    case 'table':
      return paintTable(pen, shape)
    case 'barrel':
      return paintBarrel(pen, shape)
    case 'crate':
      return paintCrate(pen, shape)
    case 'pillar':
      return paintPillar(pen, shape)
    case 'bush':
      return paintBush(pen, shape)
    case 'floor':
    case 'water':
    case 'rug':
    case 'stairs':
    case 'wall':
    case 'door':
    case 'torch':
      return
  }
}

/** Whether any of a shape, its shade or its light may reach into the area. */
function mayShow(shape: Shape, { area }: Pen): boolean {
  const corners = cornersOf(shape)
  const reach = shape.type === 'torch' ? shape.glow : 2
  const bounds = boundsOf(corners)
  return (
    bounds.x - reach < area.x + area.width &&
    bounds.y - reach < area.y + area.height &&
    bounds.x + bounds.width + reach > area.x &&
    bounds.y + bounds.height + reach > area.y
  )
}

function cornersOf(shape: Shape): readonly Corner[] {
  switch (shape.type) {
    case 'floor':
    case 'water':
      return shape.outline
    case 'wall':
      return shape.line
    case 'door':
      return [shape.from, shape.to]
    case 'rug':
    case 'stairs':
    case 'table':
    case 'crate':
      return [
        [shape.x, shape.y],
        [shape.x + shape.width, shape.y + shape.height],
      ]
    case 'barrel':
    case 'pillar':
    case 'bush':
    case 'torch':
      return [[shape.x, shape.y]]
  }
}
