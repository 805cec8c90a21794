import { conditionMark } from '../art/condition-marks.ts'
import { emblemFor } from '../art/emblems.ts'
import type { MapToken } from '../model.ts'
import type { Palette } from '../palette.ts'
import { createAtlas, type Atlas, type Sprite } from './atlas.ts'
import { paintSelection } from './selection-ring.ts'
import { paintToken, type TokenLook } from './token-sprite.ts'

/** Pictures painted once and then only copied. Made anew when the theme changes. */
export interface Sprites {
  /** The round of a token, at least that many pixels a side unless that is very large. */
  token(token: MapToken, pixels: number): Sprite
  /** A token's name on a dark pill; undefined when this frame has painted enough new ones. */
  name(text: string, pixels: number): Sprite | undefined
  /** A word or number on a dark pill, in a typeface of that many pixels. */
  label(text: string, pixels: number): Sprite
  /** The badge of a condition, that many pixels a side. */
  condition(id: string, pixels: number): Sprite
  /** The glowing ring of a selected token, round a circle of that radius in whole pixels. */
  selection(radius: number, pixelRatio: number): Sprite
  /** Allows this frame its share of new names; answers whether the last one left any out. */
  beginFrame(): void
  readonly leftOut: boolean
}

const TOKEN_SIZES = [24, 32, 48, 64, 96, 128, 192, 256, 384, 512] as const
const MOST_SPRITES = 4000
const NEW_NAMES_PER_FRAME = 40
const LONGEST_LABEL = 28

/** Sprites in the colours of this palette; tokens that wear a picture wear their name until it is here. */
export function createSprites(
  palette: Palette,
  pictureOf: (art: string) => ImageBitmap | undefined,
  newAtlas: () => Atlas = createAtlas,
): Sprites {
  const spritesByKey = new Map<string, Sprite>()
  /** What is asked for by thousands in every frame is found without making a name for it. */
  const wornById = new Map<string, Worn>()
  const namesByText = new Map<string, Sprite>()
  let namePixels = 0
  let ring: Ring | undefined
  let atlas = newAtlas()
  let newNamesLeft = NEW_NAMES_PER_FRAME
  let leftOut = false

  function cached(key: string, paint: () => Sprite): Sprite {
    const found = spritesByKey.get(key)
    if (found !== undefined) return found
    // Dropping all is rare and simple; what is still in sight is painted again at once.
    if (spritesByKey.size >= MOST_SPRITES) {
      spritesByKey.clear()
      wornById.clear()
      namesByText.clear()
      ring = undefined
      atlas = newAtlas()
    }
    const sprite = paint()
    spritesByKey.set(key, sprite)
    return sprite
  }

  function wornBy(token: MapToken): Worn {
    const known = wornById.get(token.id)
    if (known !== undefined && looksSo(token, known.look)) return known
    const { id, art, name, hidden, defeated, player } = token
    const look = { art, name, ring: player, hidden, defeated }
    // Only who has no emblem wears something of their name.
    const face = emblemFor(art) === undefined ? ['monogram', name.slice(0, 80)] : ['emblem', art]
    const key = JSON.stringify([...face, player, hidden, defeated])
    const worn: Worn = { key, look, isPicture: art.startsWith('file:'), last: undefined }
    wornById.set(id, worn)
    return worn
  }

  function label(text: string, pixels: number): Sprite {
    return cached(`label ${pixels} ${text}`, () => {
      const short = shorten(text)
      const font = `600 ${pixels}px ${palette.font}`
      const width = Math.ceil(atlas.measure(short, font) + pixels * 1.1)
      const height = Math.ceil(pixels * 1.55)
      return atlas.add(width, height, (context) => {
        paintLabel(context, short, font, { width, height }, palette)
      })
    })
  }

  return {
    token(token, wanted) {
      const pixels = TOKEN_SIZES.find((size) => size >= wanted) ?? 512
      const worn = wornBy(token)
      const { key, look, isPicture, last } = worn
      const picture = isPicture ? pictureOf(look.art) : undefined
      if (last?.pixels === pixels && last.picture === picture) return last.sprite
      const face = picture === undefined ? key : `${key} ${look.art}`
      const sprite = cached(`token ${pixels} ${face}`, () =>
        atlas.add(pixels, pixels, (context) =>
          paintToken(context, { ...look, picture }, pixels, palette),
        ),
      )
      worn.last = { pixels, picture, sprite }
      return sprite
    },

    name(text, pixels) {
      if (namePixels !== pixels) namesByText.clear()
      namePixels = pixels
      const known = namesByText.get(text)
      if (known !== undefined) return known
      if (!spritesByKey.has(`label ${pixels} ${text}`)) {
        if (newNamesLeft === 0) {
          leftOut = true
          return undefined
        }
        newNamesLeft--
      }
      const sprite = label(text, pixels)
      namesByText.set(text, sprite)
      return sprite
    },

    label,

    condition(id, wanted) {
      const pixels = Math.ceil(wanted / 4) * 4
      return cached(`condition ${pixels} ${id.slice(0, 40)}`, () =>
        atlas.add(pixels, pixels, (context) => paintCondition(context, id, pixels, palette)),
      )
    },

    selection(radius, pixelRatio) {
      if (ring?.radius === radius && ring.pixelRatio === pixelRatio) return ring.sprite
      const sprite = cached(`selection ${radius} ${pixelRatio}`, () => {
        const side = Math.ceil(2 * (radius + 8 * pixelRatio))
        return atlas.add(side, side, (context) => {
          const colour = palette.colours['token-selected']
          paintSelection(context, { x: side / 2, y: side / 2 }, radius, pixelRatio, colour)
        })
      })
      ring = { radius, pixelRatio, sprite }
      return sprite
    },

    beginFrame() {
      newNamesLeft = NEW_NAMES_PER_FRAME
      leftOut = false
    },

    get leftOut() {
      return leftOut
    },
  }
}

/** What a token looks like, and its sprite of the size that was asked for last. */
interface Worn {
  readonly key: string
  readonly look: TokenLook
  readonly isPicture: boolean
  last:
    | {
        readonly pixels: number
        readonly picture: ImageBitmap | undefined
        readonly sprite: Sprite
      }
    | undefined
}

interface Ring {
  readonly radius: number
  readonly pixelRatio: number
  readonly sprite: Sprite
}

/** A token that moved is another object with the same look. */
function looksSo(token: MapToken, look: TokenLook): boolean {
  return (
    token.art === look.art &&
    token.name === look.name &&
    token.player === look.ring &&
    token.hidden === look.hidden &&
    token.defeated === look.defeated
  )
}

function shorten(text: string): string {
  const letters = [...text.slice(0, 200)]
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : text
}

function paintLabel(
  context: OffscreenCanvasRenderingContext2D,
  text: string,
  font: string,
  { width, height }: { readonly width: number; readonly height: number },
  palette: Palette,
): void {
  context.fillStyle = palette.colours['map-label-ground']
  context.beginPath()
  context.roundRect(0, 0, width, height, height / 2)
  context.fill()
  context.font = font
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = palette.colours['map-label']
  context.fillText(text, width / 2, height * 0.53)
}

function paintCondition(
  context: OffscreenCanvasRenderingContext2D,
  id: string,
  pixels: number,
  palette: Palette,
): void {
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
    return
  }
  const scale = (pixels * 0.74) / 24
  context.translate(radius - 12 * scale, radius - 12 * scale)
  context.scale(scale, scale)
  context.strokeStyle = palette.colours['map-label']
  context.lineWidth = 2.4
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke(new Path2D(mark))
}
