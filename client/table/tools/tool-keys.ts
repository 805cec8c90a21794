import type { Pressed } from './fetched-hand.ts'
import { lead, tapAtCursor } from './keyboard-hand.ts'
import { erasePicked, resizePicked, shiftPicked, turnPicked } from './picked-drawing.ts'
import type { MapTools } from './map-tools.svelte.ts'
import type { Tool } from './tool.ts'

const toolByKey: Readonly<Record<string, Tool>> = {
  v: 'select',
  b: 'box',
  m: 'measure',
  a: 'area',
  d: 'draw',
  t: 'text',
  e: 'erase',
  p: 'point',
  f: 'fog',
  w: 'walls',
  i: 'lamps',
}

export const stepByKey: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Does what a key means to the tools: letters take one in hand, arrows lead it, Enter sets it down,
 * Escape lets go. False leaves the key to others.
 */
export function toolKey(tools: MapTools, event: Pressed): boolean {
  if (event.ctrlKey || event.metaKey) return false
  if (event.altKey) return tools.isActive && event.key in stepByKey && handKey(tools, event)
  const tool = event.shiftKey ? undefined : toolByKey[event.key.toLowerCase()]
  if (tool !== undefined && tools.canTake(tool)) {
    tools.toolbox.take(tool)
    return true
  }
  const step = stepByKey[event.key]
  if (tools.isActive) {
    if (handKey(tools, event)) return true
    if (step !== undefined) lead(tools, ...step)
    else if (event.key === 'Enter' || event.key === ' ') return tapAtCursor(tools)
    else if (event.key === 'Escape') return tools.cancel() || putAway(tools)
    else return false
    return true
  }
  if (event.key === 'Escape' && tools.toolbox.tool === 'box') return putAway(tools)
  return tools.picked !== undefined && pickedKey(tools, event, step)
}

/** The keyboard goes along with what it moves. */
function handKey(tools: MapTools, event: Pressed): boolean {
  const { hand } = tools
  if (hand?.key(event) !== true) return false
  tools.cursor = hand.standsAt ?? tools.cursor
  tools.changed()
  return true
}

function pickedKey(
  tools: MapTools,
  { key, shiftKey }: Pressed,
  step: readonly [number, number] | undefined,
): boolean {
  if (step !== undefined) shiftPicked(tools, ...step)
  else if (key === '[' || key === ']') resizePicked(tools, key === ']' ? 1 : -1)
  else if (key.toLowerCase() === 'r') turnPicked(tools, shiftKey ? -15 : 15)
  else if (key === 'Delete' || key === 'Backspace') erasePicked(tools)
  else if (key === 'Escape') tools.cancel()
  else return false
  return true
}

function putAway(tools: MapTools): boolean {
  tools.toolbox.tool = 'select'
  return true
}
