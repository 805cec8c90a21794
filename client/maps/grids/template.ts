import type { MapPoint } from '../map-plan.ts'
import { pointDistance } from './distance.ts'
import type { Measure } from './distance.ts'
import { cellOf, centreOf } from './grid.ts'
import type { Cell } from './grid.ts'

/** An area that a spell or a blast fills. Lengths in cells, directions in radians from +x towards +y. */
export type Template =
  | { readonly shape: 'circle'; readonly centre: MapPoint; readonly radius: number }
  | {
      readonly shape: 'cone'
      readonly apex: MapPoint
      readonly direction: number
      readonly length: number
      /** Between its sides; as wide as long when it is not given. */
      readonly angle?: number
    }
  | {
      readonly shape: 'line'
      readonly from: MapPoint
      readonly direction: number
      readonly length: number
      readonly width: number
    }
  | {
      readonly shape: 'square'
      readonly centre: MapPoint
      readonly side: number
      readonly direction: number
    }

/**
 * Whether a place lies in a template, its border included. Circles and cones reach as far as the system's
 * rule measures, so with equal diagonals a circle is a square; lines and squares are what they look like.
 */
export function isInTemplate(template: Template, measure: Measure, place: MapPoint): boolean {
  switch (template.shape) {
    case 'circle':
      return pointDistance(measure, template.centre, place) <= template.radius + rounding
    case 'cone': {
      const { apex, direction, length, angle = coneAngle } = template
      const { along, aside } = turned(apex, direction, place)
      if (Math.hypot(along, aside) <= rounding) return true
      const isWithinSides = Math.abs(Math.atan2(aside, along)) <= angle / 2 + rounding
      return isWithinSides && pointDistance(measure, apex, place) <= length + rounding
    }
    case 'line': {
      const { along, aside } = turned(template.from, template.direction, place)
      const isAlong = along >= -rounding && along <= template.length + rounding
      return isAlong && Math.abs(aside) <= template.width / 2 + rounding
    }
    case 'square': {
      const { along, aside } = turned(template.centre, template.direction, place)
      return Math.max(Math.abs(along), Math.abs(aside)) <= template.side / 2 + rounding
    }
  }
}

/** The cells whose middle lies in a template, row by row. */
export function cellsInTemplate(template: Template, measure: Measure): Cell[] {
  const { middle, reach } = extentOf(template)
  if (!(reach <= farthestReach)) {
    throw new RangeError(`A template reaches at most ${farthestReach} cells; refuse larger ones.`)
  }
  const corners = [-reach, reach].flatMap((down) =>
    [-reach, reach].map((across) =>
      cellOf(measure.grid, { x: middle.x + across, y: middle.y + down }),
    ),
  )
  const columns = corners.map(({ column }) => column)
  const rows = corners.map(({ row }) => row)
  const cells: Cell[] = []
  for (let row = Math.min(...rows); row <= Math.max(...rows); row += 1) {
    for (let column = Math.min(...columns); column <= Math.max(...columns); column += 1) {
      const cell = { column, row }
      if (isInTemplate(template, measure, centreOf(measure.grid, cell))) cells.push(cell)
    }
  }
  return cells
}

/** A square that holds the template: its middle and half its side. */
function extentOf(template: Template): { readonly middle: MapPoint; readonly reach: number } {
  switch (template.shape) {
    case 'circle':
      return { middle: template.centre, reach: template.radius * hexBulge + 1 }
    case 'cone':
      return { middle: template.apex, reach: template.length * hexBulge + 1 }
    case 'line':
      return { middle: template.from, reach: template.length + template.width / 2 + 1 }
    case 'square':
      return { middle: template.centre, reach: template.side + 1 }
  }
}

/** A place as seen from another in a direction: how far ahead, and how far to the side. */
function turned(
  from: MapPoint,
  direction: number,
  place: MapPoint,
): { readonly along: number; readonly aside: number } {
  const [x, y] = [place.x - from.x, place.y - from.y]
  const [cosine, sine] = [Math.cos(direction), Math.sin(direction)]
  return { along: x * cosine + y * sine, aside: y * cosine - x * sine }
}

/** Room for rounding, in cells and radians: middles of cells often lie right on a border. */
const rounding = 1e-9
/** As wide at each distance as that distance. */
const coneAngle = 2 * Math.atan(1 / 2)
/** How much farther than counted a hex distance may lead. */
const hexBulge = 2 / Math.sqrt(3)
const farthestReach = 1000
