import type { Json } from '#crdt-rules'
import type { Position } from '#plugin-sdk'

/**
 * Values that another member's device wrote. Each reader answers something that a screen can show,
 * whatever is there: text is cut and freed of control characters, numbers are finite and within reach.
 */
export function toText(value: unknown, fallback: string, longest = 80): string {
  if (typeof value !== 'string') return fallback
  const clean = value
    .slice(0, longest * 4)
    .replace(unprintable, '')
    .trim()
  return clean === '' ? fallback : [...clean].slice(0, longest).join('')
}

export function toNumber(value: unknown, fallback: number, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallback
  return Math.min(Math.max(value, least), most)
}

/** A place on a scene, or undefined when what is written is none. */
export function toPosition(value: Json | undefined): Position | undefined {
  // By hand: a thousand of them are read in the time of a frame.
  if (value === null || typeof value !== 'object' || !('scene' in value)) return undefined
  const { scene, x, y, elevation } = value
  if (typeof scene !== 'string' || !isCell(x) || !isCell(y) || !isCell(elevation)) return undefined
  return { scene, x, y, elevation }
}

function isCell(value: Json | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) <= 100_000
}

/** The strings of a list, no more than a screen can show. */
export function toTexts(value: unknown, most = 40): readonly string[] {
  if (!Array.isArray(value)) return []
  const texts = value.slice(0, most).map((element) => toText(element, ''))
  return texts.filter((text) => text !== '')
}

/** The elements of a list; none when it is no list. */
export function toList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** A name of token art, drawn or a file. Anything that is not a plain word draws the fallback. */
export function toArt(value: unknown): string {
  return typeof value === 'string' && plainWord.test(value) ? value : ''
}

/** `#rrggbb`, or undefined. */
export function toColour(value: unknown): string | undefined {
  return typeof value === 'string' && hexColour.test(value) ? value : undefined
}

// Control characters, and the marks that turn the direction of text beyond the name itself.
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
// Long enough for 'file:' and the id of a file.
const plainWord = /^[\w:-]{1,80}$/
const hexColour = /^#[0-9a-f]{6}$/i
