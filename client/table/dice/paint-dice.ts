import type { Point } from '../camera.ts'
import { cross, dot, type Face, type Vector } from './solids.ts'
import { postureOf, type Posture, type ThrownDie } from './throw.ts'
import { after, turnAbout, turned } from './turning.ts'

/** A throw on the screen. */
export interface ThrowShown {
  readonly dice: readonly ThrownDie[]
  readonly sinceMs: number
  /** Where its middle lies, and the radius of a die, in device pixels. */
  readonly middle: Point
  readonly radius: number
  readonly colour: string
  /** From 1 to 0 as it fades. */
  readonly alpha: number
}

/** From where the light falls, of length 1. */
const light: Vector = [-0.37, -0.56, 0.74]

/** The table is looked at a little from below, so that the sides of what lies there show. */
const leaning = turnAbout([1, 0, 0], -0.34)

/** Paints dice as they tumble: shadows first, then each die's faces that look to the eye. */
export function paintThrow(context: CanvasRenderingContext2D, shown: ThrowShown): void {
  const { dice, sinceMs, middle, radius } = shown
  const placed = dice.map((die) => {
    const posture = postureOf(die, sinceMs)
    const x = middle.x + posture.at.x * radius
    const y = middle.y + posture.at.y * radius
    return { die, posture, x, y }
  })
  for (const { die, posture, x, y } of placed) {
    context.globalAlpha = shown.alpha * (die.kept ? 0.42 : 0.2) * (1 - posture.height / 6)
    context.fillStyle = '#000'
    context.beginPath()
    const reach = radius * (0.86 + posture.height * 0.12)
    const away = radius * (0.16 + posture.height * 0.35)
    context.ellipse(x + away, y + away * 1.2, reach, reach * 0.9, 0, 0, Math.PI * 2)
    context.fill()
  }
  for (const { die, posture, x, y } of placed.sort((a, b) => a.y - b.y)) {
    context.globalAlpha = shown.alpha * (die.kept || !posture.isLanded ? 1 : 0.45)
    paintDie(context, shown, die, posture, { x, y: y - posture.height * radius * 0.5 })
  }
  context.globalAlpha = 1
}

function paintDie(
  context: CanvasRenderingContext2D,
  { radius, colour }: ThrowShown,
  die: ThrownDie,
  { turn: rolled, height, isLanded }: Posture,
  at: Point,
): void {
  const size = radius * (1 + height * 0.09)
  const turn = after(leaning, rolled)
  const [red, green, blue] = channelsOf(colour)
  const isPale = red * 0.3 + green * 0.59 + blue * 0.11 > 140
  if (isLanded && die.luck !== undefined) {
    context.strokeStyle = die.luck === 'high' ? '#7be07b' : '#ff6a55'
    context.lineWidth = radius * 0.14
    context.beginPath()
    context.arc(at.x, at.y, radius * 1.18, 0, Math.PI * 2)
    context.stroke()
  }
  die.solid.forEach((face, index) => {
    const normal = turned(turn, face.normal)
    if (normal[2] <= 0.02) return
    const lit = 0.42 + 0.62 * Math.max(0, dot(normal, light))
    const shade = (channel: number) => Math.round(Math.min(channel * lit + 14, 255))
    context.fillStyle = `rgb(${shade(red)} ${shade(green)} ${shade(blue)})`
    context.strokeStyle = isPale ? 'rgb(0 0 0 / 0.35)' : 'rgb(255 255 255 / 0.3)'
    context.lineWidth = Math.max(radius * 0.035, 0.75)
    context.beginPath()
    face.corners.forEach((corner, number) => {
      const [x, y] = turned(turn, corner)
      if (number === 0) context.moveTo(at.x + x * size, at.y + y * size)
      else context.lineTo(at.x + x * size, at.y + y * size)
    })
    context.closePath()
    context.fill()
    context.stroke()
    const words = die.labels[index] ?? ''
    if (normal[2] > 0.25) paintNumber(context, { face, turn, at, size, words, isPale })
  })
}

interface NumberShown {
  readonly face: Face
  readonly turn: Posture['turn']
  readonly at: Point
  readonly size: number
  readonly words: string
  readonly isPale: boolean
}

/** The number lies in its face and leans with it. */
function paintNumber(context: CanvasRenderingContext2D, shown: NumberShown): void {
  const { face, turn, at, size, words, isPale } = shown
  const up = turned(turn, face.up)
  const normal = turned(turn, face.normal)
  const middle = turned(turn, face.middle)
  // Along the number: what stands on both its face and its up.
  const right = cross(normal, up)
  context.save()
  context.transform(
    right[0],
    right[1],
    -up[0],
    -up[1],
    at.x + middle[0] * size,
    at.y + middle[1] * size,
  )
  const inner = Math.min(
    ...face.corners.map((corner, index) => {
      const next = face.corners[(index + 1) % face.corners.length] ?? corner
      const half = corner.map((value, axis) => (value + (next[axis] ?? 0)) / 2)
      return Math.hypot(...half.map((value, axis) => value - (face.middle[axis] ?? 0)))
    }),
  )
  const height = size * inner * (words.length > 1 ? 1.05 : 1.3)
  context.font = `700 ${height}px Georgia, serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = isPale ? '#20140a' : '#fff6e8'
  // Told apart when a die lies askew.
  context.fillText(words === '6' || words === '9' ? `${words}.` : words, 0, height * 0.04)
  context.restore()
}

function channelsOf(hex: string): readonly [number, number, number] {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0xb23a2e
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
