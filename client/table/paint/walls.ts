import type { Shape } from '../shapes.ts'
import { mix, shaded, trace, withAlpha, type Pen } from './pen.ts'

type Of<Type extends Shape['type']> = Extract<Shape, { type: Type }>

/** The rock that walls hold back, fading into the void. Painted before any floor. */
export function paintRock(pen: Pen, walls: readonly Of<'wall'>[]): void {
  const { context, colours } = pen
  context.lineJoin = 'round'
  context.lineCap = 'round'
  // From far to near, so that the rock of one wall never covers that of another.
  for (let step = 0; step < ROCK_STEPS; step++) {
    const near = (step + 1) / ROCK_STEPS
    context.strokeStyle = mix(colours['map-void'], colours['map-rock'], near * near)
    for (const { line, thickness } of walls) {
      trace(pen, line, false)
      context.lineWidth = thickness + 2.6 * (1 - step / ROCK_STEPS)
      context.stroke()
    }
  }
}

const ROCK_STEPS = 10

/** The shade that a wall throws on the floor beside it. Painted before any wall itself. */
export function paintWallShade(pen: Pen, { line, thickness }: Of<'wall'>): void {
  const { context, colours } = pen
  context.lineJoin = 'round'
  context.lineCap = 'round'
  context.strokeStyle = colours['map-wall']
  context.lineWidth = thickness
  shaded(pen, 0.7, () => {
    trace(pen, line, false)
    context.stroke()
  })
}

/** A wall of dressed stone, seen from above. */
export function paintWall(pen: Pen, { line, thickness }: Of<'wall'>): void {
  const { context, colours } = pen
  context.lineJoin = 'round'
  context.lineCap = 'round'
  trace(pen, line, false)
  context.strokeStyle = colours['map-wall']
  context.lineWidth = thickness
  context.stroke()
  context.strokeStyle = colours['map-wall-top']
  context.lineWidth = thickness * 0.66
  context.stroke()
  context.lineCap = 'butt'
  context.strokeStyle = withAlpha(colours['map-wall'], 0.55)
  context.setLineDash([0.045, 0.62])
  context.lineDashOffset = 0.3
  context.stroke()
  context.setLineDash([])
  context.strokeStyle = 'rgb(255 240 214 / 0.13)'
  context.lineWidth = thickness * 0.14
  context.stroke()
}

/** A wooden door; an open one stands at a right angle to its frame. */
export function paintDoor(pen: Pen, { from, to, open }: Of<'door'>): void {
  const { context, colours } = pen
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  context.save()
  context.translate(...from)
  context.rotate(angle)
  context.fillStyle = withAlpha(colours['map-wall'], 0.35)
  context.fillRect(0, -0.1, length, 0.2)
  for (const [hinge, direction] of [
    [0, 1],
    [length, -1],
  ] as const) {
    context.save()
    context.translate(hinge, 0)
    context.scale(direction, 1)
    if (open) context.rotate(Math.PI * 0.46)
    paintLeaf(pen, length / 2)
    context.restore()
  }
  context.fillStyle = colours['map-wall-top']
  context.strokeStyle = colours['map-wall']
  context.lineWidth = 0.06
  for (const post of [0, length]) {
    context.beginPath()
    context.roundRect(post - 0.2, -0.24, 0.4, 0.48, 0.06)
    context.fill()
    context.stroke()
  }
  context.restore()
}

function paintLeaf(pen: Pen, length: number): void {
  const { context, colours } = pen
  shaded(pen, 0.2, () => {
    context.fillStyle = colours['map-door']
    context.fillRect(0, -0.11, length - 0.02, 0.22)
  })
  context.fillStyle = colours['map-metal']
  context.fillRect(length * 0.25, -0.11, 0.07, 0.22)
  context.fillRect(length * 0.75, -0.11, 0.07, 0.22)
  context.strokeStyle = withAlpha(colours['map-wall'], 0.8)
  context.lineWidth = 0.035
  context.strokeRect(0, -0.11, length - 0.02, 0.22)
}

/** The pool of light round a torch. */
export function paintGlow(pen: Pen, { x, y, glow }: Of<'torch'>): void {
  const { context, colours } = pen
  const colour = colours['map-glow']
  const light = context.createRadialGradient(x, y, 0, x, y, glow)
  const [, , , alpha = '1'] = colour.match(/[\d.]+/gu) ?? []
  const strength = Number(alpha)
  light.addColorStop(0, withAlpha(colour, strength))
  light.addColorStop(0.35, withAlpha(colour, strength * 0.5))
  light.addColorStop(0.7, withAlpha(colour, strength * 0.14))
  light.addColorStop(1, withAlpha(colour, 0))
  context.fillStyle = light
  context.fillRect(x - glow, y - glow, glow * 2, glow * 2)
}

/** The torch itself: a bracket and a flame that stands still. */
export function paintTorch(pen: Pen, { x, y }: Of<'torch'>): void {
  const { context, colours } = pen
  const halo = context.createRadialGradient(x, y, 0, x, y, 0.55)
  halo.addColorStop(0, withAlpha(colours['map-flame'], 0.7))
  halo.addColorStop(1, withAlpha(colours['map-flame'], 0))
  context.fillStyle = halo
  context.fillRect(x - 0.6, y - 0.6, 1.2, 1.2)
  context.fillStyle = colours['map-metal']
  context.beginPath()
  context.arc(x, y + 0.05, 0.13, 0, Math.PI * 2)
  context.fill()
  context.fillStyle = colours['map-flame']
  flame(pen, x, y, 0.17)
  context.fillStyle = '#fff3cf'
  flame(pen, x, y + 0.03, 0.085)
}

function flame({ context }: Pen, x: number, y: number, size: number): void {
  context.beginPath()
  context.moveTo(x, y - size * 1.7)
  context.bezierCurveTo(
    x + size * 0.4,
    y - size,
    x + size,
    y - size * 0.5,
    x + size,
    y + size * 0.2,
  )
  context.bezierCurveTo(x + size, y + size, x - size, y + size, x - size, y + size * 0.2)
  context.bezierCurveTo(x - size, y - size * 0.5, x - size * 0.2, y - size * 0.6, x, y - size * 1.7)
  context.fill()
}
