import { covers, noCover } from '../sight/index.ts'
import type { Pictures } from '../pictures/index.ts'
import type { MapModel, ToolModel, MapPicture, MapScene } from '../table/index.ts'
import type { TokenView, VisionView, World } from '../world/index.ts'

const nowhere: MapScene = {
  id: '',
  columns: 0,
  rows: 0,
  cellFeet: 5,
  shapes: [],
  grid: 'square',
  walls: [],
  doors: [],
}

/**
 * The world as the map wants to see it: there is always a scene, if need be an empty one, and where
 * there is fog only what is seen stands on it.
 */
export function mapModelOf(
  world: World,
  maps: { readonly picture: MapPicture | undefined },
  pictures: Pictures,
): MapModel {
  let seen: { tokens: readonly TokenView[]; vision: VisionView; shown: readonly TokenView[] }

  function tokensSeen(): readonly TokenView[] {
    const { tokens, vision } = world
    if (vision === undefined) return tokens
    if (seen?.tokens !== tokens || seen.vision !== vision) {
      const isMine = new Set(world.actors.filter(({ mine }) => mine).map(({ id }) => id))
      const shown = tokens.filter(
        (token) =>
          (vision.as === undefined && isMine.has(token.actor ?? '')) ||
          vision.sees(token, token.size),
      )
      seen = { tokens, vision, shown }
    }
    return seen.shown
  }

  return {
    get scene() {
      return world.scene ?? nowhere
    },
    get picture() {
      return maps.picture
    },
    get fog() {
      const { vision, scene } = world
      if (vision !== undefined) return { ...vision, isVeil: false }
      const cover = scene?.cover ?? noCover
      return covers(cover) ? { cover, isVeil: true } : undefined
    },
    get light() {
      const darkness = world.scene?.darkness ?? 0
      return darkness > 0 ? { darkness, lamps: world.lamps } : undefined
    },
    get turn() {
      return world.encounter?.turn ?? undefined
    },
    get doors() {
      const { scene, vision } = world
      const doors = scene?.doors ?? []
      if (vision === undefined) return doors
      return doors.filter(({ from, to }) =>
        vision.sees({ x: (from.x + to.x) / 2 - 0.5, y: (from.y + to.y) / 2 - 0.5 }, 1),
      )
    },
    toggleDoor: (id) => world.mapVerbs.toggleDoor(id),
    get tokens() {
      return tokensSeen()
    },
    token: (id) => world.token(id),
    pictureOf: (art) => pictures.round(art),
    onPicture: (listener) => pictures.onRound(listener),
    onTokens(listener) {
      const ends = [
        world.onTokens(listener),
        world.on('vision', () => listener(new Set(world.tokens.map(({ id }) => id)))),
      ]
      return () => ends.forEach((end) => end())
    },
    get presence() {
      return world.presence
    },
    onPresence: (listener) => world.onPresence(listener),
    moveTokens: (moves) => world.moveTokens(moves),
    dragTokens: (moves) => world.dragTokens(moves),
    pointAt: (scene, x, y) => world.pointAt(scene, x, y),
  }
}

/** The world as the tools at the map want to see it. */
export function toolModelOf(world: World): ToolModel {
  return {
    get scene() {
      return world.scene
    },
    get tokens() {
      return world.tokens
    },
    get drawings() {
      return world.drawings
    },
    get shown() {
      return world.shown
    },
    get grid() {
      return world.scene?.grid ?? 'square'
    },
    get isGm() {
      return world.me.role === 'gm'
    },
    get canDraw() {
      return world.me.role !== 'spectator'
    },
    coverVerbs: world.coverVerbs,
    wallVerbs: world.wallVerbs,
    draw: (drawing) => world.draw(drawing),
    changeDrawing: (id, change) => world.changeDrawing(id, change),
    eraseDrawings: (ids) => world.eraseDrawings(ids),
    isMineToChange: (drawing) => world.isMineToChange(drawing),
    show: (scene, what) => world.show(scene, what),
    openScene: (id) => world.openScene(id),
    ping: (scene, x, y, focus) => world.ping(scene, x, y, focus),
    onPing: (listener) => world.onPing(listener),
    on: (topic, listener) => world.on(topic, listener),
  }
}
