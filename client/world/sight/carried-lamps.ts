import { offTheWalls, type Lamp, type WallIndex } from '../../sight/index.ts'
import type { SceneView, TokenView } from '../views.ts'

/** The lamps that tokens carry about a scene, where they stand now. */
export function carriedLamps(
  scene: Pick<SceneView, 'cellFeet'>,
  tokens: readonly TokenView[],
  walls: WallIndex,
): readonly Lamp[] {
  return tokens.flatMap((token) => {
    const { light } = token
    if (light === undefined || light.bright + light.dim === 0) return []
    const place = placeOf(token, walls)
    return [{ place, bright: light.bright / scene.cellFeet, dim: light.dim / scene.cellFeet }]
  })
}

/** Where a token's eyes and its lamp are: its middle, or beside a wall that it stands on. */
export function placeOf({ x, y, size }: TokenView, walls: WallIndex) {
  const middle = { x: x + size / 2, y: y + size / 2 }
  return offTheWalls(walls, middle, { x: middle.x + 0.01, y: middle.y + 0.01 })
}
