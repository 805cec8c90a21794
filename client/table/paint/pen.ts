import type { Rectangle } from '../camera.ts'
import type { Palette } from '../palette.ts'

/** What shapes are painted with: a context measured in cells, and what is worth painting. */
export interface Pen {
  readonly context: OffscreenCanvasRenderingContext2D
  readonly colours: Palette['colours']
  /** Device pixels per cell; blur is the one thing a canvas measures in pixels. */
  readonly pixelsPerCell: number
  /** The part of the scene that is being painted, in cells. */
  readonly area: Rectangle
}

/** A corner of an outline, in cells. */
export type Corner = readonly [number, number]

/** Begins a path along these corners. */
export function trace(pen: Pen, corners: readonly Corner[], closed: boolean): void {
  pen.context.beginPath()
  corners.forEach(([x, y], index) =>
    index === 0 ? pen.context.moveTo(x, y) : pen.context.lineTo(x, y),
  )
  if (closed) pen.context.closePath()
}

/** The smallest rectangle round these corners. */
export function boundsOf(corners: readonly Corner[]): Rectangle {
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** The whole cells that lie in both rectangles, as half-open ranges. */
export function cellsIn(bounds: Rectangle, area: Rectangle) {
  return {
    left: Math.floor(Math.max(bounds.x, area.x)),
    top: Math.floor(Math.max(bounds.y, area.y)),
    right: Math.ceil(Math.min(bounds.x + bounds.width, area.x + area.width)),
    bottom: Math.ceil(Math.min(bounds.y + bounds.height, area.y + area.height)),
  }
}

/** A number from 0 to 1 that is always the same for the same place, so that tiles fit together. */
export function grain(x: number, y: number, salt = 0): number {
  let hash = Math.imul(Math.round(x * 64) ^ 0x9e3779b9, 0x85ebca6b)
  hash = Math.imul(hash ^ Math.round(y * 64) ^ (salt * 0x27d4eb2f), 0xc2b2ae35)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x100000000
}

/** A resolved colour ('rgb(…)' or 'rgba(…)') with another opacity. */
export function withAlpha(colour: string, alpha: number): string {
  const [red = '0', green = '0', blue = '0'] = colour.match(/[\d.]+/gu) ?? []
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`
}

/** A colour between two resolved ones: 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const [start, end] = [from, to].map((colour) => (colour.match(/[\d.]+/gu) ?? []).map(Number))
  const channel = (index: number) => {
    const value = start?.[index] ?? 0
    return Math.round(value + ((end?.[index] ?? 0) - value) * share)
  }
  return `rgb(${channel(0)}, ${channel(1)}, ${channel(2)})`
}

/** Lets what `paint` fills throw a shadow of that many cells. */
export function shaded(pen: Pen, cells: number, paint: () => void): void {
  const { context } = pen
  context.save()
  context.shadowColor = pen.colours['map-shade']
  context.shadowBlur = cells * pen.pixelsPerCell
  context.shadowOffsetY = cells * 0.4 * pen.pixelsPerCell
  paint()
  context.restore()
}
