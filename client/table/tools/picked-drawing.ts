import type { DrawingView } from '../../world/index.ts'
import type { MapTools } from './map-tools.svelte.ts'
import type { ToolModel } from './tool-model.ts'
import type { AreaTemplate, Draft } from './tool.ts'

/** Makes the picked area so many cells larger, or smaller. */
export function resizePicked(tools: MapTools, cells: number): void {
  changeArea(tools, (area) => ({
    ...area,
    length: Math.min(Math.max(area.length + cells, 1), 200),
  }))
}

/** Makes a picked line so many cells wider, or narrower. */
export function widenPicked(tools: MapTools, cells: number): void {
  changeArea(tools, (area) => ({ ...area, width: Math.min(Math.max(area.width + cells, 1), 10) }))
}

/** Writes what was done to a drawing by hand. */
export function settle({ model }: MapTools, draft: Draft | undefined): void {
  const before = model.drawings.find(({ id }) => id === draft?.of)
  if (draft === undefined || before === undefined) return
  const isMoved = before.x !== draft.x || before.y !== draft.y
  model.changeDrawing(before.id, {
    ...(isMoved ? { place: { x: draft.x, y: draft.y } } : {}),
    ...(before.shape === draft.shape ? {} : { shape: draft.shape }),
  })
}

/** Turns the picked area clockwise. */
export function turnPicked(tools: MapTools, degrees: number): void {
  const by = (degrees * Math.PI) / 180
  changeArea(tools, (area) => ({ ...area, direction: (area.direction + by) % (2 * Math.PI) }))
}

/** Moves what is picked by whole cells. */
export function shiftPicked(tools: MapTools, columns: number, rows: number): void {
  change(tools, ({ x, y }) => ({ place: { x: x + columns, y: y + rows } }))
}

/** Takes what is picked away. */
export function erasePicked(tools: MapTools): void {
  if (tools.picked !== undefined) tools.model.eraseDrawings([tools.picked])
  tools.picked = undefined
  tools.changed()
}

function changeArea(tools: MapTools, next: (area: AreaTemplate) => AreaTemplate): void {
  change(tools, ({ shape }) => (shape.type === 'template' ? { shape: next(shape) } : {}))
}

function change(
  tools: MapTools,
  next: (drawing: DrawingView) => Parameters<ToolModel['changeDrawing']>[1],
): void {
  const drawing = tools.model.drawings.find(({ id }) => id === tools.picked)
  if (drawing !== undefined) tools.model.changeDrawing(drawing.id, next(drawing))
  tools.changed()
}
