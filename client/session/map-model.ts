import type { MapModel, MapScene } from '../table/index.ts'
import type { World } from '../world/index.ts'

const nowhere: MapScene = { id: '', columns: 0, rows: 0, cellFeet: 5, shapes: [] }

/** The world as the map wants to see it: there is always a scene, if need be an empty one. */
export function mapModelOf(world: World): MapModel {
  return {
    get scene() {
      return world.scene ?? nowhere
    },
    get tokens() {
      return world.tokens
    },
    token: (id) => world.token(id),
    onTokens: (listener) => world.onTokens(listener),
    get presence() {
      return world.presence
    },
    onPresence: (listener) => world.onPresence(listener),
    moveTokens: (moves) => world.moveTokens(moves),
    dragTokens: (moves) => world.dragTokens(moves),
    pointAt: (scene, x, y) => world.pointAt(scene, x, y),
  }
}
