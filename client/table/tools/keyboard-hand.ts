import { freeArea, screenToMap, type Point } from '../camera.ts'
import type { MapTools } from './map-tools.svelte.ts'
import { onHundredths } from './sketches.ts'

/** Leads the keyboard's place by so many cells; it begins in the middle of the screen. */
export function lead(tools: MapTools, columns: number, rows: number): void {
  const at = tools.cursor ?? middleOfScreen(tools)
  const to = { x: at.x + columns, y: at.y + rows }
  tools.cursor = tools.hand?.place(to) ?? to
  tools.move(tools.cursor)
  tools.changed()
}

/** Writes words where they were being typed. */
export function writeWords(tools: MapTools, text: string): void {
  const at = tools.typing
  tools.typing = undefined
  const words = text.trim().slice(0, 200)
  if (at === undefined || words === '') return
  const { style, breadth } = tools.toolbox
  const height = Math.max(0.4, breadth / 15)
  tools.keep({ ...onHundredths(at), shape: { type: 'text', text: words, height }, style })
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
