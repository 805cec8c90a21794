import type { MapScene } from './model.ts'
import { parseShapes, type Shape } from './shapes.ts'

/** What is drawn of a scene. Walls and doors of a map file are drawn while no picture shows them. */
export function shapesToPaint(scene: MapScene, hasPicture: boolean): readonly Shape[] {
  const shapes = parseShapes(scene.shapes)
  if (hasPicture) return shapes
  const isStanding = ({ id }: { readonly id: string }) => !id.startsWith('shapes.')
  const walls = scene.walls.filter((wall) => isStanding(wall) && wall.kind !== 'door')
  const standing = [...walls.map(drawnWall), ...scene.doors.filter(isStanding).map(drawnDoor)]
  if (shapes.length > 0) return [...shapes, ...standing]
  const floor: Shape = {
    type: 'floor',
    material: 'stone',
    outline: [
      [0, 0],
      [scene.columns, 0],
      [scene.columns, scene.rows],
      [0, scene.rows],
    ],
  }
  return [floor, ...standing]
}

function drawnWall({ from, to, kind }: MapScene['walls'][number]): Shape {
  return {
    type: 'wall',
    line: [
      [from.x, from.y],
      [to.x, to.y],
    ],
    thickness: kind === 'wall' ? 0.22 : 0.1,
  }
}

function drawnDoor({ from, to, isOpen }: MapScene['doors'][number]): Shape {
  return { type: 'door', from: [from.x, from.y], to: [to.x, to.y], open: isOpen }
}
