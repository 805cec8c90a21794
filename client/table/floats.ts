import type { MapToken } from './model.ts'

/** A change of hit points, shown for a moment where it happened. */
export interface Float {
  readonly token: string
  readonly text: string
  readonly tone: 'damage' | 'healing'
  /** From 0, just happened, to 1, gone. */
  readonly share: number
  /** When it is gone. */
  readonly endsMs: number
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
  const seenById = new Map<string, { readonly value: number; readonly isExact: boolean }>()
  let risings: { token: string; difference: number; startedAtMs: number | undefined }[] = []

  return {
    see({ id, hitPoints, wounds }) {
      const isExact = hitPoints !== undefined
      const value = isExact ? hitPoints.value + hitPoints.temporary : -(wounds ?? NaN)
      if (Number.isNaN(value)) return void seenById.delete(id)
      const before = seenById.get(id)
      seenById.set(id, { value, isExact })
      // Who is told more or less of it than before saw no change of it.
      if (before?.isExact !== isExact || before.value === value) return
      risings.push({ token: id, difference: value - before.value, startedAtMs: undefined })
    },

    forget: (id) => void seenById.delete(id),

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
          endsMs: startedAtMs + DURATION_MS,
          stacked,
        }
      })
    },
  }
}
