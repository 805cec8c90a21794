import { sectorAt, sectorStretch } from './sight-area.ts'
import type { Sector, SightArea } from './sight-area.ts'
import { reachAlong, stretchesOf } from './stretch.ts'
import type { Direction, Stretch } from './stretch.ts'
import { alongTurn } from './turn.ts'
import type { Point } from './wall.ts'

/**
 * Whether a straight stretch between two places is seen anywhere, its border included: then, and only
 * then, the area may change when a wall there comes, goes, opens or closes.
 */
export function areaTouches(area: SightArea, from: Point, to: Point): boolean {
  const { eye, range } = area
  const [ax, ay, bx, by] = [from.x - eye.x, from.y - eye.y, to.x - eye.x, to.y - eye.y]
  const stretches = stretchesOf(ax, ay, bx, by)
  if (stretches.length === 0) return distanceToSegment(ax, ay, bx, by) <= range
  return stretches.some((stretch) => {
    const last = sectorAt(area.sectors, stretch.end.turn)
    for (let i = sectorAt(area.sectors, stretch.start.turn); i <= last; i += 1) {
      const sector = area.sectors[i]
      if (sector !== undefined && touchesSector(sector, stretch, range)) return true
    }
    return false
  })
}

function touchesSector(sector: Sector, stretch: Stretch, range: number): boolean {
  const start = Math.max(sector.startTurn, stretch.start.turn)
  const end = Math.min(sector.endTurn, stretch.end.turn)
  if (end < start) return false
  const [one, other] = [towardsTurn(start), towardsTurn(end)]
  if (sector.isArc) {
    const atStart = reachAlong(stretch, one)
    const atEnd = reachAlong(stretch, other)
    const near = distanceToSegment(
      one.x * atStart,
      one.y * atStart,
      other.x * atEnd,
      other.y * atEnd,
    )
    return near <= range * (1 + margin)
  }
  const [line] = sectorStretch(sector)
  if (line === undefined) return true
  return [one, other].some(
    (towards) => reachAlong(stretch, towards) <= reachAlong(line, towards) * (1 + margin),
  )
}

function towardsTurn(turn: number): Direction {
  const [x, y] = alongTurn(turn)
  return { turn, x, y }
}

function distanceToSegment(ax: number, ay: number, bx: number, by: number): number {
  const alongX = bx - ax
  const alongY = by - ay
  const squared = alongX * alongX + alongY * alongY
  const part = squared === 0 ? 0 : Math.min(Math.max(-(ax * alongX + ay * alongY) / squared, 0), 1)
  return Math.hypot(ax + alongX * part, ay + alongY * part)
}

/** Relative room for rounding at borders. */
const margin = 1e-9
