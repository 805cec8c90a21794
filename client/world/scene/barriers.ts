import type { RuleDocument } from '#crdt-rules'
import type { Ids } from '../ids.ts'
import type { BarrierKind } from '../parts.ts'
import type { Cell } from '../views.ts'
import { ShapeInTheWay, StoredDoor, StoredWall } from './scene-schemas.ts'

/** A line of wall, window or terrain, or a door, as a scene's document keeps it. */
export interface Barrier {
  /** 'walls.f1', 'doors.f2', 'shapes.f3' */
  readonly entity: string
  readonly kind: BarrierKind
  readonly line: readonly Cell[]
}

/** Every barrier of a scene, also those that are drawn as shapes. */
export function readBarriers(document: RuleDocument): readonly Barrier[] {
  const walls = document.entities('walls').flatMap((id): Barrier[] => {
    const wall = StoredWall.safeParse(document.read(`walls.${id}.wall`)).data
    return wall === undefined
      ? []
      : [{ entity: `walls.${id}`, kind: wall.kind, line: wall.line.map(cell) }]
  })
  const doors = document.entities('doors').flatMap((id): Barrier[] => {
    const door = StoredDoor.safeParse(document.read(`doors.${id}.stretch`)).data
    return door === undefined
      ? []
      : [{ entity: `doors.${id}`, kind: 'door', line: [cell(door.from), cell(door.to)] }]
  })
  const drawn = document.entities('shapes').flatMap((id): Barrier[] => {
    const shape = ShapeInTheWay.safeParse(document.read(`shapes.${id}.shape`)).data
    const entity = `shapes.${id}`
    if (shape?.type === 'wall') return [{ entity, kind: 'wall', line: shape.line.map(cell) }]
    if (shape?.type !== 'door') return []
    return [{ entity, kind: 'door', line: [cell(shape.from), cell(shape.to)] }]
  })
  return [...walls, ...doors, ...drawn]
}

/** Writes where a barrier runs now; of a line without length nothing is left. */
export function reshape(document: RuleDocument, { entity }: Barrier, line: readonly Cell[]): void {
  const points = withoutRepeats(line).map(pair)
  const [from, to] = [points[0], points.at(-1)]
  if (from === undefined || to === undefined || points.length < 2) return document.remove(entity)
  const [field, value] = fieldOf(document, entity, points, from, to)
  const edit = { set: value as never }
  if (document.check(`${entity}.${field}`, edit) === undefined) {
    document.write(`${entity}.${field}`, edit)
  }
}

/** Adds a barrier; like the one given, if any, so that a piece cut off a drawn wall is drawn alike. */
export function addBarrier(
  document: RuleDocument,
  ids: Ids,
  kind: BarrierKind,
  line: readonly Cell[],
  like?: Barrier,
): void {
  const points = withoutRepeats(line).map(pair)
  const [from, to] = [points[0], points.at(-1)]
  if (from === undefined || to === undefined || points.length < 2) return
  if (like !== undefined && like.kind === kind && like.entity.startsWith('shapes.')) {
    const shape = { ...(document.read(`${like.entity}.shape`) as object), line: points }
    return write(document, `shapes.${ids.shape()}`, { shape })
  }
  if (kind === 'door') {
    return write(document, `doors.${ids.shape()}`, { stretch: { from, to }, open: false })
  }
  write(document, `walls.${ids.shape()}`, { wall: { kind, line: points } })
}

function write(document: RuleDocument, entity: string, fields: Record<string, unknown>): void {
  const edits = Object.entries(fields).map(([field, value]) => ({
    path: `${entity}.${field}`,
    edit: { set: value as never },
  }))
  // What lies far outside of the map hinders nobody.
  if (edits.some(({ path, edit }) => document.check(path, edit) !== undefined)) return
  document.create(entity)
  for (const { path, edit } of edits) document.write(path, edit)
}

type Pair = readonly [number, number]

function fieldOf(
  document: RuleDocument,
  entity: string,
  line: readonly Pair[],
  from: Pair,
  to: Pair,
): readonly [string, unknown] {
  if (entity.startsWith('doors.')) return ['stretch', { from, to }]
  if (entity.startsWith('walls.')) {
    return ['wall', { ...(document.read(`${entity}.wall`) as object), line }]
  }
  const shape = document.read(`${entity}.shape`) as { readonly type?: unknown }
  return ['shape', shape.type === 'door' ? { ...shape, from, to } : { ...shape, line }]
}

function withoutRepeats(line: readonly Cell[]): readonly Cell[] {
  return line.filter((point, index) => {
    const before = line[index - 1]
    return before === undefined || Math.hypot(point.x - before.x, point.y - before.y) > 0.005
  })
}

function cell([x, y]: Pair): Cell {
  return { x, y }
}

/** To hundredths of a cell: finer than anybody points. */
function pair({ x, y }: Cell): Pair {
  return [Math.round(x * 100) / 100, Math.round(y * 100) / 100]
}
