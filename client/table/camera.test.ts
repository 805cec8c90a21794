import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clampCamera,
  fit,
  mapToScreen,
  MAX_ZOOM,
  MIN_ZOOM,
  pan,
  pinch,
  screenToMap,
  visibleArea,
  zoomAt,
  type Camera,
  type Viewport,
} from './camera.ts'

const coordinate = fc.double({ min: -500, max: 500, noNaN: true })
const pixel = fc.double({ min: 0, max: 2000, noNaN: true })
const zoom = fc.double({ min: MIN_ZOOM, max: MAX_ZOOM, noNaN: true })
const cameras: fc.Arbitrary<Camera> = fc.record({ x: coordinate, y: coordinate, zoom })
const screenPoints = fc.record({ x: pixel, y: pixel })
const areas = fc.record({
  x: fc.constant(0),
  y: fc.constant(0),
  width: fc.integer({ min: 1, max: 100 }),
  height: fc.integer({ min: 1, max: 100 }),
})
const viewport: Viewport = {
  width: 1440,
  height: 900,
  insets: { top: 64, right: 380, bottom: 0, left: 64 },
}

describe('the camera', () => {
  test('goes from screen to map and back to the same point', () => {
    fc.assert(
      fc.property(cameras, screenPoints, (camera, screen) => {
        const back = mapToScreen(camera, screenToMap(camera, screen))
        expect(Math.hypot(back.x - screen.x, back.y - screen.y)).toBeLessThan(1e-6)
      }),
    )
  })

  test('zooming keeps the point under the cursor still', () => {
    const factors = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(cameras, screenPoints, factors, (before, cursor, factor) => {
        const after = zoomAt(before, cursor, factor)
        const was = screenToMap(before, cursor)
        const is = screenToMap(after, cursor)
        expect(Math.hypot(is.x - was.x, is.y - was.y)).toBeLessThan(1e-6)
        expect(after.zoom).toBeGreaterThanOrEqual(MIN_ZOOM)
        expect(after.zoom).toBeLessThanOrEqual(MAX_ZOOM)
      }),
    )
  })

  test('panning moves the map by exactly as many pixels as the hand', () => {
    fc.assert(
      fc.property(cameras, coordinate, coordinate, (camera, dx, dy) => {
        const before = mapToScreen(camera, { x: 0, y: 0 })
        const after = mapToScreen(pan(camera, dx, dy), { x: 0, y: 0 })
        expect(after.x - before.x).toBeCloseTo(dx, 5)
        expect(after.y - before.y).toBeCloseTo(dy, 5)
      }),
    )
  })

  test('two fingers that move alike only pan', () => {
    const camera = { x: 3, y: 4, zoom: 50 }
    const before = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ] as const
    const after = [
      { x: 130, y: 90 },
      { x: 230, y: 90 },
    ] as const
    expect(pinch(camera, before, after)).toEqual(pan(camera, 30, -10))
  })

  test('fingers twice as far apart zoom twice as far in', () => {
    const before = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ] as const
    const after = [
      { x: 50, y: 100 },
      { x: 250, y: 100 },
    ] as const
    expect(pinch({ x: 0, y: 0, zoom: 40 }, before, after).zoom).toBe(80)
  })

  test('fit shows the whole map in the part that bars and drawers leave free', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const camera = fit(area, viewport)
        if (camera.zoom === MIN_ZOOM) return
        const topLeft = mapToScreen(camera, area)
        const bottomRight = mapToScreen(camera, { x: area.width, y: area.height })
        expect(topLeft.x).toBeGreaterThanOrEqual(viewport.insets.left)
        expect(topLeft.y).toBeGreaterThanOrEqual(viewport.insets.top)
        expect(bottomRight.x).toBeLessThanOrEqual(viewport.width - viewport.insets.right)
        expect(bottomRight.y).toBeLessThanOrEqual(viewport.height)
      }),
    )
  })

  test('however far one pans, the map can still be seen', () => {
    fc.assert(
      fc.property(cameras, areas, (camera, area) => {
        const seen = visibleArea(clampCamera(camera, area, viewport), viewport)
        const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }
        expect(middle.x).toBeGreaterThanOrEqual(area.x - 1.0001)
        expect(middle.x).toBeLessThanOrEqual(area.x + area.width + 1.0001)
        expect(middle.y).toBeGreaterThanOrEqual(area.y - 1.0001)
        expect(middle.y).toBeLessThanOrEqual(area.y + area.height + 1.0001)
      }),
    )
  })
})
