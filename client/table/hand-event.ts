import type { Point } from './camera.ts'
import type { HandEvent } from './hands.ts'

/** Where a pointer is, in CSS pixels of the map's own corner. */
export function pointOn(map: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = map.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}

/** What a pointer of the browser says to the hands. */
export function handEventOn(map: HTMLElement, event: PointerEvent): HandEvent {
  const { pointerType } = event
  return {
    pointer: event.pointerId,
    kind: pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse',
    at: pointOn(map, event),
    button: event.button,
    shift: event.shiftKey,
    alt: event.altKey,
  }
}
