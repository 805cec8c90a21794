import { initials } from '../../ui/initials.ts'
import type { Emblem, Part } from '../art/emblem.ts'
import { emblemFor, monogramField } from '../art/emblems.ts'
import type { Palette } from '../palette.ts'

/** Everything that decides how the round of a token looks, apart from its size. */
export interface TokenLook {
  readonly art: string
  readonly name: string
  /** The ring's colour; undefined for one that no member plays. */
  readonly ring: string | undefined
  readonly hidden: boolean
  readonly defeated: boolean
  /** A square picture that is worn instead of drawn art. */
  readonly picture?: ImageBitmap | undefined
}

/** The part of a sprite's side that its round takes; the rest is for the shadow. */
export const ROUND_SHARE = 1 / 1.16

/** Paints a token's round with its shadow into a square of that many pixels a side. */
export function paintToken(
  context: OffscreenCanvasRenderingContext2D,
  look: TokenLook,
  pixels: number,
  palette: Palette,
): void {
  const radius = (pixels * ROUND_SHARE) / 2
  context.save()
  context.beginPath()
  context.rect(0, 0, pixels, pixels)
  context.clip()
  context.translate(pixels / 2, pixels / 2)
  if (look.hidden) context.globalAlpha = 0.62
  paintRing(context, look, radius, palette)
  context.save()
  circle(context, radius * 0.87)
  context.clip()
  const emblem = emblemFor(look.art)
  paintField(context, emblem?.field ?? monogramField(look.name), radius)
  if (look.picture !== undefined) paintPicture(context, look.picture, radius)
  else if (emblem === undefined) paintMonogram(context, look.name, radius, palette)
  else paintEmblem(context, emblem, radius)
  if (look.defeated) drainColour(context, radius)
  context.restore()
  paintRim(context, radius)
  if (look.defeated) paintCross(context, radius, palette)
  context.restore()
}

function paintRing(
  context: OffscreenCanvasRenderingContext2D,
  look: TokenLook,
  radius: number,
  palette: Palette,
): void {
  const ring = look.ring ?? palette.colours['token-ring']
  context.save()
  context.shadowColor = 'rgb(0 0 0 / 0.55)'
  context.shadowBlur = radius * 0.16
  context.shadowOffsetY = radius * 0.06
  circle(context, radius * 0.98)
  context.fillStyle = look.hidden ? 'rgb(24 18 14 / 0.7)' : ring
  context.fill()
  context.restore()
  if (!look.hidden) return
  context.strokeStyle = ring
  context.lineWidth = radius * 0.1
  context.setLineDash([radius * 0.26, radius * 0.2])
  circle(context, radius * 0.93)
  context.stroke()
  context.setLineDash([])
}

function paintField(
  context: OffscreenCanvasRenderingContext2D,
  field: Emblem['field'],
  radius: number,
): void {
  const gradient = context.createRadialGradient(0, -radius * 0.26, 0, 0, 0, radius)
  gradient.addColorStop(0, field[0])
  gradient.addColorStop(1, field[1])
  context.fillStyle = gradient
  context.fillRect(-radius, -radius, radius * 2, radius * 2)
}

function paintPicture(
  context: OffscreenCanvasRenderingContext2D,
  picture: ImageBitmap,
  radius: number,
): void {
  const half = radius * 0.88
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, -half, -half, half * 2, half * 2)
}

function paintEmblem(
  context: OffscreenCanvasRenderingContext2D,
  emblem: Emblem,
  radius: number,
): void {
  const scale = (radius * 1.4) / 64
  context.save()
  context.scale(scale, scale)
  context.translate(-32, -32.6)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const part of emblem.parts) paintPart(context, part, emblem.tones[part.tone])
  context.restore()
}

function paintPart(context: OffscreenCanvasRenderingContext2D, part: Part, colour: string): void {
  const path = pathOf(part)
  paintPath(context, path, part, colour)
  if (part.mirrored !== true) return
  context.save()
  context.translate(64, 0)
  context.scale(-1, 1)
  paintPath(context, path, part, colour)
  context.restore()
}

const pathsByPart = new WeakMap<Part, Path2D>()

function pathOf(part: Part): Path2D {
  const known = pathsByPart.get(part)
  if (known !== undefined) return known
  const path = new Path2D(part.path)
  pathsByPart.set(part, path)
  return path
}

function paintPath(
  context: OffscreenCanvasRenderingContext2D,
  path: Path2D,
  part: Part,
  colour: string,
): void {
  if (part.stroke === undefined) {
    context.fillStyle = colour
    context.fill(path)
  } else {
    context.strokeStyle = colour
    context.lineWidth = part.stroke
    context.stroke(path)
  }
}

function paintMonogram(
  context: OffscreenCanvasRenderingContext2D,
  name: string,
  radius: number,
  palette: Palette,
): void {
  context.fillStyle = palette.colours['map-label']
  context.font = `600 ${radius * 0.78}px ${palette.displayFont}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(initials(name), 0, radius * 0.05)
}

/** Light from above on the rim, so that the round looks like a thing on the table. */
function paintRim(context: OffscreenCanvasRenderingContext2D, radius: number): void {
  const light = context.createLinearGradient(0, -radius, 0, radius)
  light.addColorStop(0, 'rgb(255 255 255 / 0.42)')
  light.addColorStop(0.45, 'rgb(255 255 255 / 0)')
  light.addColorStop(1, 'rgb(0 0 0 / 0.4)')
  context.strokeStyle = light
  context.lineWidth = radius * 0.06
  circle(context, radius * 0.94)
  context.stroke()
  context.strokeStyle = 'rgb(0 0 0 / 0.45)'
  context.lineWidth = Math.max(radius * 0.035, 0.75)
  circle(context, radius * 0.87)
  context.stroke()
}

function drainColour(context: OffscreenCanvasRenderingContext2D, radius: number): void {
  context.globalCompositeOperation = 'saturation'
  context.fillStyle = '#777'
  circle(context, radius * 0.9)
  context.fill()
  context.globalCompositeOperation = 'source-over'
  context.fillStyle = 'rgb(14 10 8 / 0.45)'
  circle(context, radius * 0.9)
  context.fill()
}

function paintCross(
  context: OffscreenCanvasRenderingContext2D,
  radius: number,
  palette: Palette,
): void {
  const arm = radius * 0.5
  context.lineCap = 'round'
  for (const [colour, width] of [
    ['rgb(0 0 0 / 0.6)', 0.24],
    [palette.colours['health-low'], 0.15],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = radius * width
    context.beginPath()
    context.moveTo(-arm, -arm)
    context.lineTo(arm, arm)
    context.moveTo(arm, -arm)
    context.lineTo(-arm, arm)
    context.stroke()
  }
}

function circle(context: OffscreenCanvasRenderingContext2D, radius: number): void {
  context.beginPath()
  context.arc(0, 0, radius, 0, Math.PI * 2)
}
