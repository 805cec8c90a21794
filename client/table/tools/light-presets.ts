import type { TokenLight } from '../../world/index.ts'

/** What people carry against the dark: bright and dim, in feet. */
export const lightPresets = {
  none: null,
  candle: { bright: 5, dim: 10 },
  torch: { bright: 20, dim: 40 },
  lantern: { bright: 30, dim: 60 },
} as const satisfies Readonly<Record<string, TokenLight | null>>

/** The light of that name; none for names that are none of ours. */
export function lightNamed(name: string): TokenLight | null {
  const found = Object.entries(lightPresets).find(([known]) => known === name)
  return found?.[1] ?? null
}

export function nameOfLight(light: TokenLight | undefined): string {
  if (light === undefined) return 'none'
  const isSame = (one: TokenLight | null) => one?.bright === light.bright && one.dim === light.dim
  return Object.entries(lightPresets).find(([, preset]) => isSame(preset))?.[0] ?? 'own'
}
