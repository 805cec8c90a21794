import type { Point } from './camera.ts'

/** The way a token went a moment ago: middles, in cells. */
export interface Trail {
  readonly token: string
  readonly route: readonly Point[]
}

/** Where tokens came from, for a while after they moved. */
export interface Trails {
  /** A token went on; what it went right before is part of the way. */
  note(token: string, route: readonly Point[]): void
  forget(token: string): void
  clear(): void
  /** Those to be shown at that time, and when the next of them ends, in ms. */
  at(nowMs: number): { readonly trails: readonly Trail[]; readonly endsMs: number | undefined }
}

/** How long a way is shown. */
const SHOWN_MS = 6000
const LONGEST = 40

/** No trails yet. */
export function createTrails(): Trails {
  const byToken = new Map<string, { route: readonly Point[]; sinceMs: number | undefined }>()

  return {
    note(token, route) {
      const [start] = route
      const before = byToken.get(token)?.route ?? []
      const last = before.at(-1)
      const goesOn = start && last && Math.hypot(start.x - last.x, start.y - last.y) < 0.01
      const whole = goesOn ? [...before, ...route.slice(1)] : [...route]
      byToken.set(token, { route: whole.slice(-LONGEST), sinceMs: undefined })
    },

    forget: (token) => void byToken.delete(token),
    clear: () => byToken.clear(),

    at(nowMs) {
      const trails: Trail[] = []
      let endsMs: number | undefined
      for (const [token, trail] of byToken) {
        trail.sinceMs ??= nowMs
        const ends = trail.sinceMs + SHOWN_MS
        if (ends <= nowMs) {
          byToken.delete(token)
          continue
        }
        trails.push({ token, route: trail.route })
        endsMs = Math.min(endsMs ?? ends, ends)
      }
      return { trails, endsMs }
    },
  }
}
