import { z } from 'zod'
import type { Ambient } from './scene-schemas.ts'

/** How dark it is everywhere, from 0 for day to 1 for a night without a star. */
export const StoredLight = z.object({ darkness: z.number().min(0).max(1) })

/** What falls or drifts over a scene, and how much of it, from 0 to 1. */
export const Weather = z.object({
  kind: z.enum(['clear', 'rain', 'snow', 'mist']),
  strength: z.number().min(0).max(1),
})
export type Weather = z.infer<typeof Weather>

/** Nothing falls and nothing drifts. */
export const clearWeather: Weather = { kind: 'clear', strength: 0.5 }

/** How dark day, dusk and night are. */
export const darknessAt = { day: 0, dusk: 0.45, night: 0.8 } as const

/** The light that eyes go by: below a third bright, above two thirds dark. */
export function ambientAt(darkness: number): Ambient {
  if (darkness < 0.3) return 'bright'
  return darkness < 0.7 ? 'dim' : 'dark'
}

/** How dark it looks where only the light for eyes is known, as from a map file. */
export function darknessOf(ambient: Ambient): number {
  const { day, dusk, night } = darknessAt
  return { bright: day, dim: dusk, dark: night }[ambient]
}
