import { conditionMark } from '../art/condition-marks.ts'
import type { MapToken } from '../model.ts'
import type { Palette } from '../palette.ts'
import { paintToken, type TokenLook } from './token-sprite.ts'

/** Pictures painted once and then only copied. Made anew when the theme changes. */
export interface Sprites {
  /** The round of a token, at least that many pixels a side unless that is very large. */
  token(token: MapToken, pixels: number): OffscreenCanvas
  /** A name or number on a dark pill, in a typeface of that many pixels. */
  label(text: string, pixels: number): OffscreenCanvas
  /** The badge of a condition, that many pixels a side. */
  condition(id: string, pixels: number): OffscreenCanvas
}

const TOKEN_SIZES = [24, 32, 48, 64, 96, 128, 192, 256, 384, 512] as const
const MOST_SPRITES = 1200
const LONGEST_LABEL = 28

/** Sprites in the colours of this palette. */
export function createSprites(palette: Palette): Sprites {
  const spritesByKey = new Map<string, OffscreenCanvas>()
  // A token that changes is another object, so its look never grows stale here.
  const looksByToken = new WeakMap<MapToken, { readonly key: string; readonly look: TokenLook }>()

  function cached(key: string, paint: () => OffscreenCanvas): OffscreenCanvas {
    const found = spritesByKey.get(key)
    if (found !== undefined) return found
    // Dropping all is rare and simple; what is still in sight is painted again at once.
    if (spritesByKey.size >= MOST_SPRITES) spritesByKey.clear()
    const sprite = paint()
    spritesByKey.set(key, sprite)
    return sprite
  }

  function lookOf(token: MapToken) {
    const known = looksByToken.get(token)
    if (known !== undefined) return known
    const { art, name, hidden, defeated, player } = token
    const look = { art, name, ring: player, hidden, defeated }
    const key = JSON.stringify([art, name.slice(0, 80), player, hidden, defeated])
    looksByToken.set(token, { key, look })
    return { key, look }
  }

  return {
    token(token, wanted) {
      const pixels = TOKEN_SIZES.find((size) => size >= wanted) ?? 512
      const { key, look } = lookOf(token)
      return cached(`token ${pixels} ${key}`, () => {
        const { canvas, context } = sheet(pixels, pixels)
        paintToken(context, look, pixels, palette)
        return canvas
      })
    },

    label(text, pixels) {
      const letters = [...text.slice(0, 200)]
      const short =
        letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : text
      return cached(`label ${pixels} ${short}`, () => paintLabel(short, pixels, palette))
    },

    condition(id, wanted) {
      const pixels = Math.ceil(wanted / 4) * 4
      return cached(`condition ${pixels} ${id.slice(0, 40)}`, () =>
        paintCondition(id, pixels, palette),
      )
    },
  }
}

function paintLabel(text: string, pixels: number, palette: Palette): OffscreenCanvas {
  const font = `600 ${pixels}px ${palette.font}`
  const measuring = sheet(1, 1).context
  measuring.font = font
  const height = Math.ceil(pixels * 1.55)
  const width = Math.ceil(measuring.measureText(text).width + pixels * 1.1)
  const { canvas, context } = sheet(width, height)
  context.fillStyle = palette.colours['map-label-ground']
  context.beginPath()
  context.roundRect(0, 0, width, height, height / 2)
  context.fill()
  context.font = font
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = palette.colours['map-label']
  context.fillText(text, width / 2, height * 0.53)
  return canvas
}

function paintCondition(id: string, pixels: number, palette: Palette): OffscreenCanvas {
  const { canvas, context } = sheet(pixels, pixels)
  const radius = pixels / 2
  context.beginPath()
  context.arc(radius, radius, radius * 0.94, 0, Math.PI * 2)
  context.fillStyle = palette.colours['map-label-ground']
  context.fill()
  context.strokeStyle = palette.colours['map-flame']
  context.lineWidth = Math.max(pixels * 0.07, 1)
  context.stroke()
  const mark = conditionMark(id)
  if (mark === undefined) {
    context.font = `700 ${pixels * 0.56}px ${palette.font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillStyle = palette.colours['map-label']
    context.fillText((id[0] ?? '?').toUpperCase(), radius, radius * 1.06)
    return canvas
  }
  const scale = (pixels * 0.74) / 24
  context.translate(radius - 12 * scale, radius - 12 * scale)
  context.scale(scale, scale)
  context.strokeStyle = palette.colours['map-label']
  context.lineWidth = 2.4
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke(new Path2D(mark))
  return canvas
}

function sheet(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw on a canvas.')
  return { canvas, context }
}
