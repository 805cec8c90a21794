import type { Shape } from '../shapes.ts'
import { boundsOf, cellsIn, grain, trace, withAlpha, type Corner, type Pen } from './pen.ts'

/** A floor of slabs, planks or trodden earth. */
export function paintFloor(pen: Pen, floor: Extract<Shape, { type: 'floor' }>): void {
  within(pen, floor.outline, () => {
    switch (floor.material) {
      case 'stone':
        return paintSlabs(pen, floor.outline)
      case 'wood':
        return paintPlanks(pen, floor.outline)
      case 'earth':
        return paintEarth(pen, floor.outline)
    }
  })
}

/** Still water with a shore and a few ripples. */
export function paintWater(pen: Pen, water: Extract<Shape, { type: 'water' }>): void {
  const { context, colours } = pen
  const smooth = rounded(water.outline)
  context.lineJoin = 'round'
  context.fillStyle = colours['map-water']
  context.strokeStyle = withAlpha(colours['map-stone'], 0.5)
  context.lineWidth = 0.24
  context.stroke(smooth)
  context.save()
  context.clip(smooth)
  context.fill(smooth)
  context.strokeStyle = colours['map-shade']
  context.lineWidth = 0.5
  context.stroke(smooth)
  context.lineWidth = 0.2
  context.stroke(smooth)
  context.strokeStyle = colours['map-water-light']
  context.lineWidth = 0.05
  context.lineCap = 'round'
  const { left, top, right, bottom } = cellsIn(boundsOf(water.outline), pen.area)
  for (let y = top - 1; y <= bottom; y += 0.5) {
    for (let x = left - 1; x <= right; x++) {
      if (grain(x, y, 1) < 0.55) continue
      const startX = x + grain(x, y, 2)
      const width = 0.25 + grain(x, y, 3) * 0.6
      context.beginPath()
      context.moveTo(startX, y)
      context.quadraticCurveTo(startX + width / 2, y - 0.09, startX + width, y)
      context.stroke()
    }
  }
  context.restore()
}

function within(pen: Pen, outline: readonly Corner[], paint: () => void): void {
  pen.context.save()
  trace(pen, outline, true)
  pen.context.clip()
  paint()
  pen.context.restore()
}

function paintSlabs(pen: Pen, outline: readonly Corner[]): void {
  const { context, colours } = pen
  const { left, top, right, bottom } = cellsIn(boundsOf(outline), pen.area)
  context.fillStyle = colours['map-floor']
  context.fillRect(left, top, right - left, bottom - top)
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const tone = grain(x, y)
      context.fillStyle =
        tone < 0.5
          ? `rgb(0 0 0 / ${(0.5 - tone) * 0.2})`
          : withAlpha('rgb(255, 244, 220)', (tone - 0.5) * 0.13)
      context.fillRect(x, y, 1, 1)
      context.fillStyle = colours['map-floor-light']
      context.fillRect(x + 0.04, y + 0.03, 0.92, 0.035)
      context.fillRect(x + 0.03, y + 0.04, 0.035, 0.92)
      context.fillStyle = colours['map-floor-seam']
      context.fillRect(x, y + 0.96, 1, 0.05)
      context.fillRect(x + 0.96, y, 0.05, 1)
      if (grain(x, y, 4) > 0.8) paintSplit(pen, x, y)
      if (grain(x, y, 5) > 0.91) paintCrack(pen, x, y)
    }
  }
}

function paintSplit({ context }: Pen, x: number, y: number): void {
  if (grain(x, y, 6) > 0.5) context.fillRect(x + 0.49, y, 0.04, 1)
  else context.fillRect(x, y + 0.49, 1, 0.04)
}

function paintCrack(pen: Pen, x: number, y: number): void {
  const { context, colours } = pen
  context.strokeStyle = colours['map-floor-seam']
  context.lineWidth = 0.03
  context.beginPath()
  context.moveTo(x + 0.1 + grain(x, y, 7) * 0.3, y + 0.04)
  context.lineTo(x + 0.35 + grain(x, y, 8) * 0.3, y + 0.4)
  context.lineTo(x + 0.3 + grain(x, y, 9) * 0.3, y + 0.62)
  context.lineTo(x + 0.5 + grain(x, y, 10) * 0.4, y + 0.94)
  context.stroke()
}

function paintPlanks(pen: Pen, outline: readonly Corner[]): void {
  const { context, colours } = pen
  const bounds = boundsOf(outline)
  const { left, top, right, bottom } = cellsIn(bounds, pen.area)
  const height = 0.5
  context.fillStyle = colours['map-wood']
  context.fillRect(left, top, right - left, bottom - top)
  for (let y = top; y < bottom; y += height) {
    const length = 3 + Math.floor(grain(0, y, 11) * 3)
    const offset = Math.floor(grain(0, y, 12) * length)
    const first = Math.floor((left - offset) / length) * length + offset
    for (let x = first; x < right; x += length) {
      const tone = grain(x, y, 13)
      context.fillStyle =
        tone < 0.5
          ? `rgb(20 8 0 / ${(0.5 - tone) * 0.34})`
          : `rgb(255 226 170 / ${(tone - 0.5) * 0.17})`
      context.fillRect(x, y, length, height)
      context.fillStyle = colours['map-wood-seam']
      context.fillRect(x, y, 0.035, height)
      context.fillRect(x + 0.12, y + 0.1, 0.05, 0.05)
      context.fillRect(x + 0.12, y + 0.35, 0.05, 0.05)
      context.globalAlpha = 0.4
      context.fillRect(x + 0.4 + tone, y + 0.12 + tone * 0.1, length * 0.4, 0.018)
      context.fillRect(x + 0.9 + tone, y + 0.26 + tone * 0.12, length * 0.3, 0.018)
      context.globalAlpha = 1
    }
    context.fillStyle = colours['map-wood-seam']
    context.fillRect(left, y, right - left, 0.035)
  }
}

function paintEarth(pen: Pen, outline: readonly Corner[]): void {
  const { context, colours } = pen
  const { left, top, right, bottom } = cellsIn(boundsOf(outline), pen.area)
  context.fillStyle = colours['map-earth']
  context.fillRect(left, top, right - left, bottom - top)
  // A cell's patches reach into its neighbours, so the neighbours of the area count as well.
  for (let y = top - 1; y <= bottom; y++) {
    for (let x = left - 1; x <= right; x++) {
      for (let spot = 0; spot < 4; spot++) {
        const tone = grain(x, y, 20 + spot)
        const centreX = x + grain(x, y, 30 + spot)
        const centreY = y + grain(x, y, 40 + spot)
        context.fillStyle = tone < 0.5 ? 'rgb(0 0 0 / 0.035)' : 'rgb(255 236 200 / 0.04)'
        ellipse(pen, centreX, centreY, 0.25 + tone * 0.6, 0.15 + tone * 0.35)
      }
      if (grain(x, y, 50) > 0.6) paintPebble(pen, x + grain(x, y, 51), y + grain(x, y, 52))
    }
  }
}

function paintPebble(pen: Pen, x: number, y: number): void {
  const radius = 0.04 + grain(x, y, 53) * 0.07
  pen.context.fillStyle = pen.colours['map-shade']
  ellipse(pen, x, y + radius * 0.5, radius * 1.1, radius * 0.8)
  pen.context.fillStyle = pen.colours['map-stone']
  ellipse(pen, x, y, radius, radius * 0.75)
}

function ellipse({ context }: Pen, x: number, y: number, radiusX: number, radiusY: number): void {
  context.beginPath()
  context.ellipse(x, y, radiusX, radiusY, 0, 0, Math.PI * 2)
  context.fill()
}

/** A closed curve through the middles of the outline's sides. */
function rounded(outline: readonly Corner[]): Path2D {
  const path = new Path2D()
  outline.forEach((corner, index) => {
    const next = outline[(index + 1) % outline.length] ?? corner
    const before = outline.at(index - 1) ?? corner
    if (index === 0) path.moveTo((before[0] + corner[0]) / 2, (before[1] + corner[1]) / 2)
    path.quadraticCurveTo(...corner, (corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2)
  })
  path.closePath()
  return path
}
