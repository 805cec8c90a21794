import type { Camera, Rectangle, Viewport } from '../camera.ts'

/** Below this many CSS pixels a cell, lines would only grey the map. */
const SMALLEST_CELL = 11

/** Paints the lines of the grid over the part of the scene in sight, one device pixel wide. */
export function paintGridLines(
  context: CanvasRenderingContext2D,
  camera: Camera,
  viewport: Viewport,
  pixelRatio: number,
  area: Rectangle,
  colour: string,
): void {
  if (camera.zoom < SMALLEST_CELL) return
  const scale = camera.zoom * pixelRatio
  const left = Math.max(Math.floor(camera.x), area.x)
  const top = Math.max(Math.floor(camera.y), area.y)
  const right = Math.min(Math.ceil(camera.x + viewport.width / camera.zoom), area.x + area.width)
  const bottom = Math.min(Math.ceil(camera.y + viewport.height / camera.zoom), area.y + area.height)
  context.fillStyle = colour
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
