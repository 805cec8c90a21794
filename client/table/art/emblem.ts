/** What a part of an emblem is painted with; each emblem says which colours these are. */
export type Tone = 'light' | 'middle' | 'dark' | 'bone' | 'glow'

/** One SVG path on a field of 64 × 64. With `stroke` it is a line that wide, else it is filled. */
export interface Part {
  readonly path: string
  readonly tone: Tone
  readonly stroke?: number
  /** Drawn a second time, mirrored left to right. */
  readonly mirrored?: boolean
}

/** The picture a token wears: parts from back to front on a round field. */
export interface Emblem {
  /** The field's colours, from its middle to its rim. */
  readonly field: readonly [string, string]
  readonly tones: Readonly<Record<Tone, string>>
  readonly parts: readonly Part[]
}

/** A filled part. */
export function fill(tone: Tone, path: string): Part {
  return { path, tone }
}

/** A filled part and its mirror image. */
export function both(tone: Tone, path: string): Part {
  return { path, tone, mirrored: true }
}

/** A line of that width. */
export function line(tone: Tone, stroke: number, path: string): Part {
  return { path, tone, stroke }
}

/** A line and its mirror image. */
export function lines(tone: Tone, stroke: number, path: string): Part {
  return { path, tone, stroke, mirrored: true }
}

/** The five tones of an emblem: skin, its shade, its darkest, bone white, and what glows. */
export function tones(light: string, middle: string, dark: string, glow: string): Emblem['tones'] {
  return { light, middle, dark, glow, bone: '#f6ecd9' }
}
