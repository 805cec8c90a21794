import type { MapToken } from './model.ts'

/** A change of hit points, shown for a moment where it happened. */
export interface Float {
  readonly token: string
  readonly text: string
  readonly tone: 'damage' | 'healing'
  /** From 0, just happened, to 1, gone. */
  readonly share: number
  /** How many came before it on the same token and still show. */
  readonly stacked: number
}

/** Notices changes of hit points and shows each for a moment. */
export interface Floats {
  /** Compares with what was seen last; a token seen for the first time shows nothing. */
  see(token: MapToken): void
  forget(id: string): void
  /** What shows at that time, oldest first. */
  step(nowMs: number): readonly Float[]
}

const DURATION_MS = 1500

/** Remembers the hit points it was shown last. */
export function createFloats(): Floats {
  const valueById = new Map<string, number>()
  let risings: { token: string; difference: number; startedAtMs: number | undefined }[] = []

  return {
    see({ id, hitPoints, wounds }) {
      const value =
        hitPoints === undefined ? -(wounds ?? NaN) : hitPoints.value + hitPoints.temporary
      if (Number.isNaN(value)) return void valueById.delete(id)
      const before = valueById.get(id)
      valueById.set(id, value)
      if (before === undefined || before === value) return
      risings.push({ token: id, difference: value - before, startedAtMs: undefined })
    },

    forget: (id) => void valueById.delete(id),

    step(nowMs) {
      for (const rising of risings) rising.startedAtMs ??= nowMs
      risings = risings.filter(({ startedAtMs = nowMs }) => nowMs - startedAtMs < DURATION_MS)
      const countByToken = new Map<string, number>()
      return risings.map(({ token, difference, startedAtMs = nowMs }) => {
        const stacked = countByToken.get(token) ?? 0
        countByToken.set(token, stacked + 1)
        return {
          token,
          // A true minus sign is as wide as the plus.
          text: difference < 0 ? `−${-difference}` : `+${difference}`,
          tone: difference < 0 ? 'damage' : 'healing',
          share: Math.max(nowMs - startedAtMs, 0) / DURATION_MS,
          stacked,
        }
      })
    },
  }
}
