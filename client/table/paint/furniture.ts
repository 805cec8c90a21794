import type { Shape } from '../shapes.ts'
import { grain, shaded, withAlpha, type Pen } from './pen.ts'

type Of<Type extends Shape['type']> = Extract<Shape, { type: Type }>

/** A woven rug with a border and a row of lozenges. */
export function paintRug(pen: Pen, { x, y, width, height }: Of<'rug'>): void {
  const { context, colours } = pen
  shaded(pen, 0.12, () => {
    context.fillStyle = colours['map-cloth']
    context.fillRect(x, y, width, height)
  })
  context.strokeStyle = colours['map-cloth-trim']
  context.lineWidth = 0.07
  context.strokeRect(x + 0.16, y + 0.16, width - 0.32, height - 0.32)
  context.lineWidth = 0.03
  context.strokeRect(x + 0.3, y + 0.3, width - 0.6, height - 0.6)
  const across = width >= height
  const short = Math.min(width, height)
  const count = Math.max(Math.round(Math.max(width, height) / short), 1)
  for (let index = 0; index < count; index++) {
    const along = (index + 0.5) / count
    const centreX = across ? x + width * along : x + width / 2
    const centreY = across ? y + height / 2 : y + height * along
    const size = short * (count === 1 ? 0.34 : 0.3)
    lozenge(pen, centreX, centreY, size, withAlpha(colours['map-cloth-trim'], 0.85))
    lozenge(pen, centreX, centreY, size * 0.66, colours['map-cloth'])
    lozenge(pen, centreX, centreY, size * 0.28, colours['map-cloth-trim'])
  }
  context.fillStyle = colours['map-cloth-trim']
  for (let fringe = 0.06; fringe < (across ? height : width); fringe += 0.14) {
    if (across) {
      context.fillRect(x - 0.1, y + fringe, 0.1, 0.035)
      context.fillRect(x + width, y + fringe, 0.1, 0.035)
    } else {
      context.fillRect(x + fringe, y - 0.1, 0.035, 0.1)
      context.fillRect(x + fringe, y + height, 0.035, 0.1)
    }
  }
}

/** Steps that grow darker on the way down. */
export function paintStairs(pen: Pen, { x, y, width, height, down }: Of<'stairs'>): void {
  const { context, colours } = pen
  const across = down === 'east' || down === 'west'
  const length = across ? width : height
  const steps = Math.max(Math.round(length / 0.32), 2)
  for (let step = 0; step < steps; step++) {
    const depth = down === 'south' || down === 'east' ? step : steps - 1 - step
    const from = (step * length) / steps
    const size = length / steps
    const [left, top, wide, tall] = across
      ? [x + from, y, size, height]
      : [x, y + from, width, size]
    context.fillStyle = colours['map-stone']
    context.fillRect(left, top, wide, tall)
    context.fillStyle = `rgb(0 0 0 / ${0.08 + (0.5 * depth) / steps})`
    context.fillRect(left, top, wide, tall)
    context.fillStyle = colours['map-shade']
    if (across) context.fillRect(left + wide - 0.07, top, 0.07, tall)
    else context.fillRect(left, top + tall - 0.07, wide, 0.07)
  }
}

/** A round or square table of boards. */
export function paintTable(pen: Pen, table: Of<'table'>): void {
  const { context, colours } = pen
  const { x, y, width, height, round } = table
  const outline = new Path2D()
  if (round) {
    outline.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, Math.PI * 2)
  } else outline.roundRect(x, y, width, height, 0.1)
  shaded(pen, 0.28, () => {
    context.fillStyle = colours['map-door']
    context.fill(outline)
  })
  context.save()
  context.clip(outline)
  context.fillStyle = colours['map-wood-seam']
  const along = width >= height
  for (let board = 0.24; board < (along ? height : width); board += 0.24) {
    if (along) context.fillRect(x, y + board, width, 0.025)
    else context.fillRect(x + board, y, 0.025, height)
  }
  context.strokeStyle = 'rgb(255 236 200 / 0.22)'
  context.lineWidth = 0.1
  context.stroke(outline)
  context.restore()
}

/** A barrel seen from above, with hoop and lid. */
export function paintBarrel(pen: Pen, { x, y, radius }: Of<'barrel'>): void {
  const { context, colours } = pen
  shaded(pen, 0.22, () => disc(pen, x, y, radius, colours['map-door']))
  context.strokeStyle = colours['map-metal']
  context.lineWidth = radius * 0.16
  circle(pen, x, y, radius * 0.86)
  context.stroke()
  context.strokeStyle = colours['map-wood-seam']
  context.lineWidth = 0.03
  for (const offset of [-0.42, -0.14, 0.14, 0.42]) {
    const half = Math.sqrt(0.56 - offset * offset) * radius
    context.beginPath()
    context.moveTo(x + offset * radius, y - half)
    context.lineTo(x + offset * radius, y + half)
    context.stroke()
  }
}

/** A crate with a braced lid. */
export function paintCrate(pen: Pen, { x, y, width, height }: Of<'crate'>): void {
  const { context, colours } = pen
  shaded(pen, 0.22, () => {
    context.fillStyle = colours['map-door']
    context.fillRect(x, y, width, height)
  })
  context.strokeStyle = colours['map-wood-seam']
  context.lineWidth = 0.05
  context.strokeRect(x + 0.1, y + 0.1, width - 0.2, height - 0.2)
  context.beginPath()
  context.moveTo(x + 0.1, y + 0.1)
  context.lineTo(x + width - 0.1, y + height - 0.1)
  context.stroke()
  context.strokeStyle = 'rgb(255 236 200 / 0.2)'
  context.lineWidth = 0.04
  context.strokeRect(x + 0.03, y + 0.03, width - 0.06, height - 0.06)
}

/** A round pillar on a square foot. */
export function paintPillar(pen: Pen, { x, y, radius }: Of<'pillar'>): void {
  const { context, colours } = pen
  shaded(pen, 0.35, () => {
    context.fillStyle = colours['map-wall-top']
    context.beginPath()
    context.roundRect(x - radius, y - radius, radius * 2, radius * 2, radius * 0.2)
    context.fill()
  })
  const light = context.createRadialGradient(
    x - radius * 0.25,
    y - radius * 0.3,
    0,
    x,
    y,
    radius * 0.85,
  )
  light.addColorStop(0, colours['map-stone'])
  light.addColorStop(1, colours['map-wall'])
  circle(pen, x, y, radius * 0.82)
  context.fillStyle = light
  context.fill()
}

/** A low bush of three tones. */
export function paintBush(pen: Pen, { x, y, radius }: Of<'bush'>): void {
  const { colours } = pen
  const leaves = Array.from({ length: 9 }, (_, index) => {
    const angle = (index / 9) * Math.PI * 2 + grain(x, y, index)
    const away = radius * (0.35 + 0.3 * grain(x, y, index + 20))
    return { x: x + Math.cos(angle) * away, y: y + Math.sin(angle) * away }
  })
  shaded(pen, 0.25, () => {
    for (const leaf of leaves) disc(pen, leaf.x, leaf.y, radius * 0.48, colours['map-foliage'])
  })
  disc(pen, x, y, radius * 0.6, colours['map-foliage'])
  for (const leaf of leaves) {
    disc(pen, leaf.x, leaf.y - radius * 0.1, radius * 0.22, 'rgb(230 245 170 / 0.13)')
  }
}

function lozenge(pen: Pen, x: number, y: number, size: number, colour: string): void {
  const { context } = pen
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(x, y - size)
  context.lineTo(x + size * 0.7, y)
  context.lineTo(x, y + size)
  context.lineTo(x - size * 0.7, y)
  context.fill()
}

function disc(pen: Pen, x: number, y: number, radius: number, colour: string): void {
  pen.context.fillStyle = colour
  circle(pen, x, y, radius)
  pen.context.fill()
}

function circle({ context }: Pen, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
}
