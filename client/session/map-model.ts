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
  pictures: Pick<Pictures, 'round' | 'onRound'>,
): MapModel {
  let found: { readonly of: unknown; readonly byId: ReadonlyMap<string, TokenView> } | undefined
  let seen:
    { tokens: readonly TokenView[]; vision: VisionView; shown: readonly TokenView[] } | undefined

  function tokensSeen(): readonly TokenView[] {
    const { tokens, vision } = world
    if (vision === undefined) return tokens
    if (seen?.tokens !== tokens || seen.vision !== vision) {
      const whose = vision.as ?? world.me.id
      const own = world.actors.filter(({ players }) => players.includes(whose))
      const isOwn = new Set(own.map(({ id }) => id))
      const shown = tokens.filter(
        (token) => isOwn.has(token.actor ?? '') || vision.sees(token, token.size),
      )
      seen = { tokens, vision, shown }
    }
    return seen.shown
  }

  /** Looked up by id far more often than they change. */
  function tokenSeen(id: string): TokenView | undefined {
    const of = tokensSeen()
    if (found?.of !== of) found = { of, byId: new Map(of.map((token) => [token.id, token])) }
    return found.byId.get(id)
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
    token: tokenSeen,
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

/** The world as the tools at the map want to see it: an area lists whom its maker sees. */
export function toolModelOf(world: World, map: Pick<MapModel, 'tokens'>): ToolModel {
  return {
    get scene() {
      return world.scene
    },
    get tokens() {
      return map.tokens
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
    lampVerbs: world.lampVerbs,
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
