import type { MapPoint, MapWall } from '../map-plan.ts'
import { mapLimits } from './limits.ts'
import type { Notes } from './notes.ts'
import { FilePoint } from './schema.ts'

/** What is known of a file's walls while they are read. */
export interface WallsSoFar {
  readonly taken: Set<string>
  readonly weld: (place: MapPoint) => MapPoint
}

/**
 * Straight walls from the lines of a file. A broken point interrupts its line and is named; walls without
 * length and walls drawn twice are left out, for they change nothing.
 */
export function readWalls(
  lines: unknown,
  kind: MapWall['kind'],
  { taken, weld }: WallsSoFar,
  notes: Notes,
): MapWall[] {
  const name = kind === 'wall' ? 'Wall' : 'Object'
  if (lines === undefined || lines === null) return []
  if (!Array.isArray(lines)) {
    notes.tell(`The ${name.toLowerCase()}s could not be read: they are no list.`)
    return []
  }
  const walls: MapWall[] = []
  let leftOut = 0
  asLines(lines).forEach((line, number) => {
    if (!Array.isArray(line)) return notes.skip(`${name} ${number + 1}`, 'it is no line of places')
    let before: MapPoint | undefined
    line.forEach((entry: unknown, at) => {
      const point = FilePoint.safeParse(entry)
      if (!point.success) {
        before = undefined
        return notes.skip(`${name} ${number + 1}, point ${at + 1}`, 'it is no place')
      }
      const from = before
      before = weld(point.data)
      if (from === undefined || isDoubled(from, before, taken)) return
      if (taken.size > mapLimits.walls) leftOut += 1
      else walls.push({ kind, from, to: before })
    })
  })
  if (leftOut > 0) {
    const most = mapLimits.walls.toLocaleString('en')
    notes.tell(`${leftOut} walls were left out: a map may have ${most}.`)
  }
  return walls
}

/** Some programs write one line where a list of lines belongs. */
function asLines(lines: readonly unknown[]): readonly unknown[] {
  return lines.length > 1 && lines.every((entry) => FilePoint.safeParse(entry).success)
    ? [lines]
    : lines
}

function isDoubled(from: MapPoint, to: MapPoint, taken: Set<string>): boolean {
  if (from.x === to.x && from.y === to.y) return true
  const ends = [`${from.x} ${from.y}`, `${to.x} ${to.y}`].sort().join(' ')
  if (taken.has(ends)) return true
  taken.add(ends)
  return false
}
