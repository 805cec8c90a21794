import type { Point } from '../camera.ts'

/** Paints the ring of a selected token with its glow, round a circle of that radius in pixels. */
export function paintSelection(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  middle: Point,
  radius: number,
  pixelRatio: number,
  colour: string,
): void {
  context.beginPath()
  context.arc(middle.x, middle.y, radius + 2 * pixelRatio, 0, Math.PI * 2)
  context.strokeStyle = colour
  context.globalAlpha = 0.28
  context.lineWidth = 9 * pixelRatio
  context.stroke()
  context.globalAlpha = 1
  context.lineWidth = 3 * pixelRatio
  context.stroke()
}
