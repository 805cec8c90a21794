import { createFloats, type Float } from './floats.ts'
import type { Point } from './camera.ts'
import { middleOf } from './grid.ts'
import { inDrawingOrder } from './hit-test.ts'
import type { MapPresence, MapToken, TokenMove } from './model.ts'
import { createMotion } from './motion.ts'
import type { Cursor, Held } from './paint/overlay.ts'
import { createTrails, type Trails } from './trails.ts'

/** The tokens and pointers of the scene, where and how they are shown at the moment. */
export interface TrackedTokens {
  /** In drawing order. */
  readonly tokens: readonly MapToken[]
  readonly cursors: readonly Cursor[]
  readonly held: readonly Held[]
  /** Takes over all tokens; those that moved glide, unless the scene is a new one. */
  setTokens(tokens: readonly MapToken[], isNewScene: boolean): void
  setPresence(presence: readonly MapPresence[], scene: string): void
  /** What the person here is dragging; shown there at once. */
  drag(moves: readonly TokenMove[]): void
  /** Ends the drag: what was let go glides to where it lands; `ways` are the routes that were taken. */
  release(landings: readonly TokenMove[], ways?: ReadonlyMap<string, readonly Point[]>): void
  readonly dragged: ReadonlySet<string>
  readonly shownAt: (token: MapToken) => Point
  /** Where tokens came from lately, and when the next of it ends. */
  trails: Trails['at']
  /** Advances to that time; answers what floats and whether anything moves. */
  step(nowMs: number): { readonly isMoving: boolean; readonly floats: readonly Float[] }
}

const MOVE_MS = 260
const SHORTEST_TRAIL = 0.4
/** More than this that walk at once are a crowd: nobody reads its trails, and they cost more than the crowd. */
const MOST_TRAILS = 60
const FOLLOW_MS = 90
const LAND_MS = 140
/** A drop's own record may come a little after the end of its drag. */
const AFTER_DRAG_MS = 350

/** Glides and floats are left out as `isStill` asks. */
export function createTrackedTokens(isStill: () => boolean): TrackedTokens {
  const motion = createMotion(isStill)
  const floats = createFloats()
  const trails = createTrails()
  let ways: ReadonlyMap<string, readonly Point[]> = new Map()
  let tokens: readonly MapToken[] = []
  let tokensById = new Map<string, MapToken>()
  let heldById = new Map<string, MapPresence>()
  let presence: readonly MapPresence[] = []
  let dragged = new Map<string, TokenMove>()
  let shownScene = ''

  function shownAt(token: MapToken): Point {
    return dragged.get(token.id) ?? motion.at(token.id) ?? token
  }

  /** Only of what was seen before and is seen now: where something came from unseen is told to nobody. */
  function follow(before: ReadonlyMap<string, MapToken>, next: readonly MapToken[]): void {
    const walked = next.flatMap((token) => {
      const was = before.get(token.id)
      if (was === undefined || was === token) return []
      const [from, to] = [middleOf(was), middleOf(token)]
      return Math.hypot(to.x - from.x, to.y - from.y) < SHORTEST_TRAIL ? [] : [{ token, from, to }]
    })
    if (walked.length > MOST_TRAILS) return walked.forEach(({ token }) => trails.forget(token.id))
    for (const { token, from, to } of walked) {
      const way = ways.get(token.id) ?? []
      trails.note(token.id, way.length > 2 ? [...way.slice(0, -1), to] : [from, to])
    }
  }

  return {
    get tokens() {
      return tokens
    },

    get cursors() {
      return presence.flatMap(({ member, name, colour, cursor }) => {
        const at = motion.at(cursorKey(member))
        if (cursor === undefined || cursor.scene !== shownScene || at === undefined) return []
        return [{ at, name, colour }]
      })
    },

    get held() {
      return [...heldById].flatMap(([id, { name, colour }]) => {
        const token = tokensById.get(id)
        return token === undefined || dragged.has(id) ? [] : [{ token, name, colour }]
      })
    },

    get dragged() {
      return new Set(dragged.keys())
    },

    setTokens(next, isNewScene) {
      const before = tokensById
      tokensById = new Map(next.map((token) => [token.id, token]))
      for (const id of before.keys()) {
        if (tokensById.has(id)) continue
        motion.forget(id)
        floats.forget(id)
        trails.forget(id)
      }
      if (isNewScene) trails.clear()
      else follow(before, next)
      for (const token of next) {
        if (before.get(token.id) === token && !isNewScene) continue
        if (isNewScene) floats.forget(token.id)
        floats.see(token)
        if (isNewScene) motion.place(token.id, token)
        else if (!heldById.has(token.id)) motion.glide(token.id, token, MOVE_MS)
      }
      tokens = inDrawingOrder(next)
    },

    setPresence(next, scene) {
      presence = next
      shownScene = scene
      const heldBefore = heldById
      heldById = new Map()
      for (const member of next) {
        if (member.cursor?.scene === scene) {
          motion.glide(cursorKey(member.member), member.cursor, FOLLOW_MS)
        } else motion.forget(cursorKey(member.member))
        for (const drag of member.drags) {
          if (!tokensById.has(drag.token)) continue
          heldById.set(drag.token, member)
          motion.glide(drag.token, drag, FOLLOW_MS)
        }
      }
      for (const id of heldBefore.keys()) {
        const token = tokensById.get(id)
        if (token === undefined || heldById.has(id)) continue
        motion.glide(id, token, MOVE_MS, AFTER_DRAG_MS)
      }
    },

    drag(moves) {
      dragged = new Map(moves.map((move) => [move.id, move]))
    },

    release(landings, taken = new Map()) {
      ways = taken
      for (const [id, move] of dragged) motion.place(id, move)
      for (const landing of landings) motion.glide(landing.id, landing, LAND_MS)
      dragged = new Map()
    },

    shownAt,
    trails: (nowMs) => trails.at(nowMs),

    step: (nowMs) => ({ isMoving: motion.step(nowMs), floats: floats.step(nowMs) }),
  }
}

function cursorKey(member: string): string {
  return `cursor of ${member}`
}
