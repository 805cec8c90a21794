import type { MapPoint } from '../map-plan.ts'
import { axialOf, centreOf } from './grid.ts'
import type { Cell, GridKind } from './grid.ts'

/**
 * What a diagonal step costs on squares: as much as a straight one (5-5-5), every second one double
 * (5-10-5), its true length, or two straight ones. Hexes have no diagonals: all but the true length count
 * steps. Without a grid only the true length makes sense, and it is used.
 */
export type DistanceRule = 'equal-diagonals' | 'alternating-diagonals' | 'euclidean' | 'manhattan'

/** A grid and the rule by which a game system measures on it. */
export interface Measure {
  readonly grid: GridKind
  readonly rule: DistanceRule
}

/** How far it is from cell to cell through all of a route, in cells. Diagonals are counted all along it. */
export function routeDistance({ grid, rule }: Measure, route: readonly Cell[]): number {
  let total = 0
  let diagonals = 0
  for (let i = 0; i + 1 < route.length; i += 1) {
    const [from, to] = [route[i], route[i + 1]]
    if (from === undefined || to === undefined) continue
    if (grid !== 'square' || rule === 'euclidean') {
      total += pointDistance({ grid, rule }, centreOf(grid, from), centreOf(grid, to))
      continue
    }
    const across = Math.abs(to.column - from.column)
    const down = Math.abs(to.row - from.row)
    diagonals += Math.min(across, down)
    total += rule === 'manhattan' ? across + down : Math.max(across, down)
  }
  if (grid !== 'square' && grid !== 'none' && rule !== 'euclidean') return Math.round(total)
  return rule === 'alternating-diagonals' ? total + Math.floor(diagonals / 2) : total
}

/**
 * How far it is between two places, in cells, by the same rules. Alternating diagonals cost half a cell more
 * each on average; between places whole cells apart, as middles are, every second one costs a whole.
 */
export function pointDistance({ grid, rule }: Measure, from: MapPoint, to: MapPoint): number {
  const across = Math.abs(to.x - from.x)
  const down = Math.abs(to.y - from.y)
  if (grid === 'none' || rule === 'euclidean') return Math.hypot(across, down)
  if (grid !== 'square') return hexDistance(grid, from, to)
  switch (rule) {
    case 'equal-diagonals':
      return Math.max(across, down)
    case 'alternating-diagonals':
      return Math.max(across, down) + doubledDiagonals(across, down)
    case 'manhattan':
      return across + down
  }
}

function doubledDiagonals(across: number, down: number): number {
  const diagonals = Math.min(across, down)
  return isWhole(across) && isWhole(down) ? Math.floor(Math.round(diagonals) / 2) : diagonals / 2
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9
}

function hexDistance(grid: 'hex-pointy' | 'hex-flat', from: MapPoint, to: MapPoint): number {
  const [one, other] = [axialOf(grid, from), axialOf(grid, to)]
  const columns = other.column - one.column
  const rows = other.row - one.row
  return (Math.abs(columns) + Math.abs(rows) + Math.abs(columns + rows)) / 2
}
