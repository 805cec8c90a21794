/** A point; in cells on the map, in CSS pixels on the screen. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle; in cells on the map, in CSS pixels on the screen. */
export interface Rectangle extends Point {
  readonly width: number
  readonly height: number
}

/** What is seen: the map point at the top left of the screen, and CSS pixels per cell. */
export interface Camera extends Point {
  readonly zoom: number
}

/** The screen part the map shows itself in, with the room that bars and drawers take. */
export interface Viewport {
  readonly width: number
  readonly height: number
  readonly insets: {
    readonly top: number
    readonly right: number
    readonly bottom: number
    readonly left: number
  }
}

/** How far in and out the camera goes, in CSS pixels per cell. */
export const MIN_ZOOM = 5
export const MAX_ZOOM = 240

/** Where a screen point lies on the map, in cells. */
export function screenToMap(camera: Camera, screen: Point): Point {
  return { x: screen.x / camera.zoom + camera.x, y: screen.y / camera.zoom + camera.y }
}

/** Where a map point shows on the screen, in CSS pixels. */
export function mapToScreen(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) * camera.zoom, y: (point.y - camera.y) * camera.zoom }
}

/** Zooms so that the map point under `screen` stays under it. */
export function zoomAt(camera: Camera, screen: Point, factor: number): Camera {
  const zoom = Math.min(Math.max(camera.zoom * factor, MIN_ZOOM), MAX_ZOOM)
  const anchor = screenToMap(camera, screen)
  return { zoom, x: anchor.x - screen.x / zoom, y: anchor.y - screen.y / zoom }
}

/** Moves the map along with a hand that moved by these CSS pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom }
}

/** Two fingers: the two map points under them stay under their middle, as far apart as they are. */
export function pinch(
  camera: Camera,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
): Camera {
  const from = middle(...before)
  const to = middle(...after)
  const spread = Math.max(distance(...before), 1)
  const moved = pan(camera, to.x - from.x, to.y - from.y)
  return zoomAt(moved, to, Math.max(distance(...after), 1) / spread)
}

/** Shows the whole rectangle, as large as the free part of the screen allows, in its middle. */
export function fit(area: Rectangle, viewport: Viewport, marginPixels = 16): Camera {
  const free = freeArea(viewport)
  const width = Math.max(free.width - 2 * marginPixels, 1)
  const height = Math.max(free.height - 2 * marginPixels, 1)
  const wanted = Math.min(width / Math.max(area.width, 1), height / Math.max(area.height, 1))
  const zoom = Math.min(Math.max(wanted, MIN_ZOOM), MAX_ZOOM)
  return centreOn({ x: area.x + area.width / 2, y: area.y + area.height / 2 }, zoom, viewport)
}

/** Puts a map point in the middle of the free part of the screen. */
export function centreOn(point: Point, zoom: number, viewport: Viewport): Camera {
  const free = freeArea(viewport)
  return {
    zoom,
    x: point.x - (free.x + free.width / 2) / zoom,
    y: point.y - (free.y + free.height / 2) / zoom,
  }
}

/** What a camera shows in the middle of the free part of the screen. */
export function lookedAt(camera: Camera, viewport: Viewport): Camera {
  const free = freeArea(viewport)
  const middle = { x: free.x + free.width / 2, y: free.y + free.height / 2 }
  return { ...screenToMap(camera, middle), zoom: camera.zoom }
}

/** Whether all of a square thing is on the free part of the screen; its corner and side in cells. */
export function isInSight(
  { x, y, size }: Point & { readonly size: number },
  camera: Camera,
  viewport: Viewport,
): boolean {
  const free = freeArea(viewport)
  const from = mapToScreen(camera, { x, y })
  const to = mapToScreen(camera, { x: x + size, y: y + size })
  const isWide = from.x >= free.x && to.x <= free.x + free.width
  return isWide && from.y >= free.y && to.y <= free.y + free.height
}

/** Keeps some of the map in sight: the middle of the screen never leaves it by more than a cell. */
export function clampCamera(camera: Camera, area: Rectangle, viewport: Viewport): Camera {
  const halfWidth = viewport.width / 2 / camera.zoom
  const halfHeight = viewport.height / 2 / camera.zoom
  const x = clamp(camera.x + halfWidth, area.x - 1, area.x + area.width + 1) - halfWidth
  const y = clamp(camera.y + halfHeight, area.y - 1, area.y + area.height + 1) - halfHeight
  return { ...camera, x, y }
}

/** The part of the map on the screen, in cells. */
export function visibleArea(camera: Camera, viewport: Viewport): Rectangle {
  return {
    x: camera.x,
    y: camera.y,
    width: viewport.width / camera.zoom,
    height: viewport.height / camera.zoom,
  }
}

/** The part of the screen that no bar or drawer covers. */
export function freeArea({ width, height, insets }: Viewport): Rectangle {
  return {
    x: insets.left,
    y: insets.top,
    width: Math.max(width - insets.left - insets.right, 1),
    height: Math.max(height - insets.top - insets.bottom, 1),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
