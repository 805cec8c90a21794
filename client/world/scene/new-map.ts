import type { MapPlan, MapWall } from '../../maps/index.ts'
import {
  mostCells,
  type Ambient,
  type GridKind,
  type ScenePicture,
  type StoredLamp,
  type StoredWall,
} from './scene-schemas.ts'

/** Everything a scene's map is made of, in cells. */
export interface NewMap {
  readonly columns: number
  readonly rows: number
  readonly grid: GridKind
  readonly ambient: Ambient
  readonly picture?: ScenePicture
  readonly walls: readonly StoredWall[]
  readonly doors: readonly {
    readonly from: [number, number]
    readonly to: [number, number]
    readonly isOpen: boolean
  }[]
  readonly lamps: readonly StoredLamp[]
}

/** The map that a map file tells of, over a picture that the session keeps. */
export function mapOfPlan(plan: MapPlan, picture: ScenePicture | undefined): NewMap {
  const { size, grid, walls, windows, doors, lights, environment } = plan
  return {
    columns: cellsOf(size.columns),
    rows: cellsOf(size.rows),
    grid: grid.kind,
    ambient: environment.ambient,
    ...(picture === undefined ? {} : { picture }),
    walls: [
      ...linesOf(walls),
      ...windows.map(({ from, to }) => ({ kind: 'window' as const, line: [pair(from), pair(to)] })),
    ],
    doors: doors.map(({ from, to, isOpen }) => ({ from: pair(from), to: pair(to), isOpen })),
    lamps: lights.map(({ place, brightCells, dimCells, hasShadows }) => ({
      ...place,
      bright: brightCells,
      dim: dimCells,
      ...(hasShadows ? {} : { passesWalls: true }),
    })),
  }
}

function cellsOf(side: number): number {
  return Math.min(Math.max(1, Math.ceil(side)), mostCells)
}

/** Stretches that follow each other become one line: a map has thousands of them. */
function linesOf(walls: readonly MapWall[]): StoredWall[] {
  const lines: StoredWall[] = []
  for (const { kind, from, to } of walls) {
    const last = lines.at(-1)
    const [x, y] = last?.line.at(-1) ?? [NaN, NaN]
    const goesOn = last?.kind === kind && x === from.x && y === from.y
    if (last !== undefined && goesOn && last.line.length < longestLine) last.line.push(pair(to))
    else lines.push({ kind, line: [pair(from), pair(to)] })
  }
  return lines
}

function pair({ x, y }: { readonly x: number; readonly y: number }): [number, number] {
  return [x, y]
}

const longestLine = 200
