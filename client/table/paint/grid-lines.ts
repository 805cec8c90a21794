import { cellOf, cornersOf, type GridKind } from '../../maps/index.ts'
import type { Camera, Rectangle, Viewport } from '../camera.ts'

/** Below this many CSS pixels a cell, lines would only grey the map. */
const SMALLEST_CELL = 11

interface GridPen {
  readonly context: CanvasRenderingContext2D
  readonly camera: Camera
  readonly viewport: Viewport
  readonly pixelRatio: number
  readonly colour: string
}

/** Paints the lines of the grid over the part of the scene in sight, one device pixel wide. */
export function paintGridLines(pen: GridPen, grid: GridKind, area: Rectangle): void {
  if (pen.camera.zoom < SMALLEST_CELL || grid === 'none') return
  if (grid === 'square') paintSquares(pen, seen(pen, area))
  else paintHexes(pen, grid, seen(pen, area))
}

/** The part of the area on the screen, in whole cells. */
function seen({ camera, viewport }: GridPen, area: Rectangle) {
  return {
    left: Math.max(Math.floor(camera.x), area.x),
    top: Math.max(Math.floor(camera.y), area.y),
    right: Math.min(Math.ceil(camera.x + viewport.width / camera.zoom), area.x + area.width),
    bottom: Math.min(Math.ceil(camera.y + viewport.height / camera.zoom), area.y + area.height),
  }
}

type Seen = ReturnType<typeof seen>

function paintSquares(pen: GridPen, { left, top, right, bottom }: Seen): void {
  const { context, camera, pixelRatio } = pen
  const scale = camera.zoom * pixelRatio
  context.fillStyle = pen.colour
  const width = Math.max(Math.round(pixelRatio), 1)
  const fromX = Math.round((left - camera.x) * scale)
  const fromY = Math.round((top - camera.y) * scale)
  for (let column = left; column <= right; column++) {
    const x = Math.round((column - camera.x) * scale)
    context.fillRect(x, fromY, width, Math.round((bottom - camera.y) * scale) - fromY)
  }
  for (let row = top; row <= bottom; row++) {
    const y = Math.round((row - camera.y) * scale)
    context.fillRect(fromX, y, Math.round((right - camera.x) * scale) - fromX, width)
  }
}

/** Each hex draws three of its sides; its neighbours draw the others. */
function paintHexes(
  pen: GridPen,
  grid: 'hex-pointy' | 'hex-flat',
  { left, top, right, bottom }: Seen,
): void {
  const { context, camera, pixelRatio } = pen
  const scale = camera.zoom * pixelRatio
  const x = (place: number) => (place - camera.x) * scale
  const y = (place: number) => (place - camera.y) * scale
  context.save()
  context.beginPath()
  context.rect(x(left), y(top), (right - left) * scale, (bottom - top) * scale)
  context.clip()
  context.beginPath()
  const corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([across = 0, down = 0]) => cellOf(grid, { x: across, y: down }))
  const columns = corners.map(({ column }) => column)
  const rows = corners.map(({ row }) => row)
  for (let row = Math.min(...rows) - 1; row <= Math.max(...rows) + 1; row++) {
    for (let column = Math.min(...columns) - 1; column <= Math.max(...columns) + 1; column++) {
      const hex = cornersOf(grid, { column, row })
      const first = hex[0]
      if (first === undefined || first.x < left - 2 || first.x > right + 2) continue
      if (first.y < top - 2 || first.y > bottom + 2) continue
      hex.slice(0, 4).forEach((corner, index) => {
        if (index === 0) context.moveTo(x(corner.x), y(corner.y))
        else context.lineTo(x(corner.x), y(corner.y))
      })
    }
  }
  context.strokeStyle = pen.colour
  context.lineWidth = Math.max(Math.round(pixelRatio), 1)
  context.stroke()
  context.restore()
}
