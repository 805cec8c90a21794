import { freeArea, screenToMap, type Point } from '../camera.ts'
import type { MapTools } from './map-tools.svelte.ts'

/** Leads the keyboard's place by so many cells; it begins in the middle of the screen. */
export function lead(tools: MapTools, columns: number, rows: number): void {
  const at = tools.cursor ?? middleOfScreen(tools)
  tools.cursor = { x: at.x + columns, y: at.y + rows }
  tools.move(tools.cursor)
  tools.changed()
}

/** What a tap at the keyboard's place does; false when the keyboard is nowhere yet. */
export function tapAtCursor(tools: MapTools): boolean {
  if (tools.cursor === undefined) return false
  tools.tap(tools.cursor)
  return true
}

/** Brings everyone to what this screen shows, and points there. */
export function gather(tools: MapTools): void {
  tools.ping(middleOfScreen(tools), true)
}

function middleOfScreen({ camera, viewport }: MapTools): Point {
  const { x, y, width, height } = freeArea(viewport)
  const middle = screenToMap(camera, { x: x + width / 2, y: y + height / 2 })
  return { x: Math.floor(middle.x) + 0.5, y: Math.floor(middle.y) + 0.5 }
}
