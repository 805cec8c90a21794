import type { Sector, SightArea } from './sight-area.ts'
import type { Point } from './wall.ts'

/** What can be drawn on: a canvas context and a Path2D both fit. */
export interface Path {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  arc(x: number, y: number, radius: number, startAngle: number, endAngle: number): void
  closePath(): void
}

/** Draws an area's border, in cells, with true arcs. An empty area draws nothing. */
export function traceArea(area: SightArea, path: Path): void {
  const { eye, range, sectors } = area
  sectors.forEach((sector, number) => {
    const { startX, startY, endX, endY, isArc } = sector
    if (number === 0) path.moveTo(eye.x + startX, eye.y + startY)
    else path.lineTo(eye.x + startX, eye.y + startY)
    if (isArc) {
      path.arc(eye.x, eye.y, range, Math.atan2(startY, startX), endAngle(sector))
    } else {
      path.lineTo(eye.x + endX, eye.y + endY)
    }
  })
  if (sectors.length > 0) path.closePath()
}

/**
 * An area's border as a polygon in cells. Arcs become chords that stray at most `toleranceCells` inwards;
 * everything else is exact.
 */
export function outlineOf(area: SightArea, toleranceCells: number): Point[] {
  const points: Point[] = []
  function put(x: number, y: number): void {
    const last = points[points.length - 1]
    const point = { x: area.eye.x + x, y: area.eye.y + y }
    if (last === undefined || last.x !== point.x || last.y !== point.y) points.push(point)
  }

  for (const sector of area.sectors) {
    put(sector.startX, sector.startY)
    if (sector.isArc) {
      const from = Math.atan2(sector.startY, sector.startX)
      const spread = endAngle(sector) - from
      const count = Math.ceil(spread / chordAngle(area.range, toleranceCells))
      for (let i = 1; i < count; i += 1) {
        const angle = from + (spread * i) / count
        put(area.range * Math.cos(angle), area.range * Math.sin(angle))
      }
    }
    put(sector.endX, sector.endY)
  }
  return points
}

/** The angle at the end of an arc, never below the one at its start. */
function endAngle({ startX, startY, endX, endY }: Sector): number {
  const start = Math.atan2(startY, startX)
  const end = Math.atan2(endY, endX)
  return end < start ? end + 2 * Math.PI : end
}

/** The widest angle whose chord strays no farther from the arc than the tolerance. */
function chordAngle(range: number, tolerance: number): number {
  return 2 * Math.acos(Math.max(0, 1 - tolerance / range))
}
