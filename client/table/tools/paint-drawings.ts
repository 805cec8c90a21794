import { cellsInTemplate, cornersOf, type Measure } from '../../maps/index.ts'
import type { DrawingShape } from '../../world/index.ts'
import type { Camera, Point } from '../camera.ts'
import type { Palette } from '../palette.ts'
import { extentOf, pointsOf, rimOf, templateAt } from './drawing-geometry.ts'
import type { AreaTemplate, Draft } from './tool.ts'

/** What drawings are painted with. */
export interface Easel {
  readonly context: CanvasRenderingContext2D
  readonly camera: Camera
  readonly pixelRatio: number
  readonly palette: Palette
  readonly measure: Measure
}

const pathsByShape = new WeakMap<DrawingShape, Path2D>()

/** Paints one drawing, unless it is out of sight. */
export function paintDrawing(easel: Easel, drawing: Draft): void {
  if (!isInSight(easel, drawing)) return
  const { context, camera, pixelRatio } = easel
  const { shape, style } = drawing
  if (shape.type === 'text') return paintText(easel, drawing, shape)
  if (shape.type === 'template') paintCells(easel, drawing, shape)
  const scale = camera.zoom * pixelRatio
  context.save()
  context.translate((drawing.x - camera.x) * scale, (drawing.y - camera.y) * scale)
  context.scale(scale, scale)
  const path = pathOf(shape)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  if (style.filled && shape.type !== 'stroke' && shape.type !== 'line') {
    context.globalAlpha = shape.type === 'template' ? 0.14 : 0.26
    context.fillStyle = style.colour
    context.fill(path)
    context.globalAlpha = 1
  }
  const breadth = shape.type === 'template' ? 0.05 : style.breadth / 100
  context.lineWidth = Math.max(breadth, (1.5 * pixelRatio) / scale)
  context.strokeStyle = style.colour
  context.stroke(path)
  context.restore()
}

/** The grips of an area that is picked, or a frame round another drawing. */
export function paintPicked(easel: Easel, drawing: Draft): void {
  const { context, pixelRatio, palette } = easel
  const accent = palette.colours['token-selected']
  const { shape } = drawing
  context.lineWidth = 2 * pixelRatio
  context.strokeStyle = accent
  if (shape.type !== 'template') {
    const { x, y, width, height } = extentOf(shape)
    const corner = toPixels(easel, { x: drawing.x + x, y: drawing.y + y })
    const scale = easel.camera.zoom * pixelRatio
    const room = 6 * pixelRatio
    context.setLineDash([6 * pixelRatio, 4 * pixelRatio])
    context.strokeRect(
      corner.x - room,
      corner.y - room,
      width * scale + 2 * room,
      height * scale + 2 * room,
    )
    context.setLineDash([])
    return
  }
  for (const place of [drawing, rimOf(drawing, shape)]) {
    const { x, y } = toPixels(easel, place)
    context.beginPath()
    context.arc(x, y, 8 * pixelRatio, 0, Math.PI * 2)
    context.fillStyle = palette.colours['map-label-ground']
    context.fill()
    context.stroke()
  }
}

/** The cells that count as inside, by the system's own distance. */
function paintCells(easel: Easel, place: Point, area: AreaTemplate): void {
  const { context, measure } = easel
  if (measure.grid === 'none' || area.length > 60) return
  context.beginPath()
  for (const cell of cellsInTemplate(templateAt(place, area), measure)) {
    cornersOf(measure.grid, cell).forEach((corner, index) => {
      const { x, y } = toPixels(easel, corner)
      if (index === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    })
    context.closePath()
  }
  context.globalAlpha = 0.2
  context.fillStyle = (place as Draft).style.colour
  context.fill()
  context.globalAlpha = 1
}

function paintText(
  easel: Easel,
  drawing: Draft,
  { text, height }: { readonly text: string; readonly height: number },
): void {
  const { context, camera, pixelRatio, palette } = easel
  const { x, y } = toPixels(easel, drawing)
  const pixels = height * camera.zoom * pixelRatio
  if (pixels < 4) return
  context.font = `600 ${pixels}px ${palette.displayFont}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = pixels * 0.16
  context.strokeStyle = palette.colours['map-label-ground']
  context.strokeText(text, x, y)
  context.fillStyle = drawing.style.colour
  context.fillText(text, x, y)
}

/** Cut once for each shape, for a shape never changes. */
function pathOf(shape: Exclude<DrawingShape, { type: 'text' }>): Path2D {
  const known = pathsByShape.get(shape)
  if (known !== undefined) return known
  const path = new Path2D()
  cut(path, shape)
  pathsByShape.set(shape, path)
  return path
}

function cut(path: Path2D, shape: Exclude<DrawingShape, { type: 'text' }>): void {
  switch (shape.type) {
    case 'stroke':
      return cutCurve(path, pointsOf(shape.points))
    case 'line':
    case 'polygon':
      pointsOf(shape.points).forEach(({ x, y }, index) =>
        index === 0 ? path.moveTo(x, y) : path.lineTo(x, y),
      )
      if (shape.type === 'polygon') path.closePath()
      return
    case 'rectangle':
      return path.rect(0, 0, shape.width, shape.height)
    case 'ellipse': {
      const [rx, ry] = [shape.width / 2, shape.height / 2]
      return path.ellipse(rx, ry, rx, ry, 0, 0, Math.PI * 2)
    }
    case 'template':
      return cutArea(path, shape)
  }
}

/** Through the middles between points, so that few points still look drawn by hand. */
function cutCurve(path: Path2D, points: readonly Point[]): void {
  const [first] = points
  if (first === undefined) return
  path.moveTo(first.x, first.y)
  for (let i = 1; i + 1 < points.length; i += 1) {
    const [point, next] = [points[i]!, points[i + 1]!]
    path.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2)
  }
  const last = points.at(-1) ?? first
  path.lineTo(last.x, last.y)
}

function cutArea(path: Path2D, { template, length, width, direction }: AreaTemplate): void {
  const turned = (along: number, aside: number): [number, number] => [
    Math.cos(direction) * along - Math.sin(direction) * aside,
    Math.sin(direction) * along + Math.cos(direction) * aside,
  ]
  switch (template) {
    case 'circle':
      return path.arc(0, 0, length, 0, Math.PI * 2)
    case 'cone': {
      const half = Math.atan(1 / 2)
      path.moveTo(0, 0)
      path.arc(0, 0, length, direction - half, direction + half)
      return path.closePath()
    }
    case 'line':
    case 'square': {
      const [near, far] = template === 'line' ? [0, length] : [-length / 2, length / 2]
      const side = (template === 'line' ? width : length) / 2
      path.moveTo(...turned(near, -side))
      path.lineTo(...turned(far, -side))
      path.lineTo(...turned(far, side))
      path.lineTo(...turned(near, side))
      return path.closePath()
    }
  }
}

function isInSight({ camera, pixelRatio, context }: Easel, drawing: Draft): boolean {
  const { x, y, width, height } = extentOf(drawing.shape)
  const room = drawing.style.breadth / 100
  const scale = camera.zoom * pixelRatio
  const left = (drawing.x + x - room - camera.x) * scale
  const top = (drawing.y + y - room - camera.y) * scale
  const right = left + (width + 2 * room) * scale
  const bottom = top + (height + 2 * room) * scale
  return right > 0 && bottom > 0 && left < context.canvas.width && top < context.canvas.height
}

/** A place of the map in device pixels. */
export function toPixels({ camera, pixelRatio }: Easel, { x, y }: Point): Point {
  const scale = camera.zoom * pixelRatio
  return { x: (x - camera.x) * scale, y: (y - camera.y) * scale }
}
