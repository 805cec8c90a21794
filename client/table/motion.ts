import type { Point } from './camera.ts'

/** Where things are shown while they glide to where they are. */
export interface Motion {
  /** Shows it there at once. */
  place(id: string, at: Point): void
  /**
   * Lets it glide there from where it is shown now, after waiting `delayMs`; a thing not shown
   * before is placed.
   */
  glide(id: string, to: Point, durationMs: number, delayMs?: number): void
  forget(id: string): void
  /** Where it is shown; undefined for what was never placed. */
  at(id: string): Point | undefined
  /** Advances everything to that time; answers whether anything still moves. */
  step(nowMs: number): boolean
}

interface Glide {
  readonly from: Point
  readonly to: Point
  readonly durationMs: number
  readonly delayMs: number
  /** Set by the first step, so that a late frame does not make it jump. */
  startedAtMs: number | undefined
}

/** The first frame shows a glide this old: one that shows it unmoved would be a frame lost. */
const FIRST_FRAME_MS = 16
/** Of so many things at once, on a screen whose frames come this late, gliding would be a stutter. */
const CROWD = 100
const LATE_FRAME_MS = 45

/** Nothing glides when `isStill` says that the person wants less motion. */
export function createMotion(isStill: () => boolean): Motion {
  const shownById = new Map<string, Point>()
  const glidesById = new Map<string, Glide>()
  let steppedAtMs: number | undefined

  function place(id: string, { x, y }: Point): void {
    glidesById.delete(id)
    shownById.set(id, { x, y })
  }

  return {
    place,

    glide(id, to, durationMs, delayMs = 0) {
      const from = shownById.get(id)
      if (from === undefined || isStill()) return place(id, to)
      if (from.x === to.x && from.y === to.y) return void glidesById.delete(id)
      const end = { x: to.x, y: to.y }
      glidesById.set(id, { from, to: end, durationMs, delayMs, startedAtMs: undefined })
    },

    forget(id) {
      shownById.delete(id)
      glidesById.delete(id)
    },

    at: (id) => shownById.get(id),

    step(nowMs) {
      const sinceMs = nowMs - (steppedAtMs ?? nowMs)
      const arrives = glidesById.size >= CROWD && sinceMs > LATE_FRAME_MS
      for (const [id, glide] of glidesById) {
        glide.startedAtMs ??= nowMs - FIRST_FRAME_MS + glide.delayMs
        const share = arrives ? 1 : clamp01((nowMs - glide.startedAtMs) / glide.durationMs)
        shownById.set(id, between(glide.from, glide.to, easeOut(share)))
        if (share >= 1) glidesById.delete(id)
      }
      steppedAtMs = glidesById.size > 0 ? nowMs : undefined
      return glidesById.size > 0
    },
  }
}

function between(from: Point, to: Point, share: number): Point {
  if (share >= 1) return to
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

function clamp01(share: number): number {
  return Math.min(Math.max(share, 0), 1)
}

function easeOut(share: number): number {
  return 1 - (1 - share) ** 3
}
