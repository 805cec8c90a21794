import { centreOn, fit, freeArea, type Camera, type Rectangle, type Viewport } from './camera.ts'
import { middleOf } from './grid.ts'
import type { Footprint } from './hit-test.ts'

/** In CSS pixels per cell: what shows the whole scene well, all of its tokens, and faces on a small screen. */
const WHOLE_ZOOM = 26
const SMALLEST_ZOOM = 22
const GROUP_ZOOM = 34
/** Above this too little is seen. */
const LARGEST_ZOOM = 60

/** Cells of floor to see around the tokens. */
const AROUND = 2

/**
 * How a scene is shown first, in the free part of the screen: whole where there is room for that, else
 * all its tokens with some floor around them, else where most of them stand together.
 */
export function firstView(
  scene: Rectangle,
  tokens: readonly Footprint[],
  viewport: Viewport,
): Camera {
  const whole = fit(scene, viewport)
  if (tokens.length === 0) return whole
  const all = boundsOf(tokens)
  const close = Math.min(fit(all, viewport).zoom, LARGEST_ZOOM)
  if (whole.zoom >= Math.min(close, WHOLE_ZOOM)) return whole
  if (close >= SMALLEST_ZOOM) {
    return centreOn({ x: all.x + all.width / 2, y: all.y + all.height / 2 }, close, viewport)
  }
  const free = freeArea(viewport)
  const reach = Math.min(free.width, free.height) / GROUP_ZOOM / 2
  const group = boundsOf(largestGroup(tokens, reach))
  const middle = { x: group.x + group.width / 2, y: group.y + group.height / 2 }
  return centreOn(middle, Math.max(GROUP_ZOOM, whole.zoom), viewport)
}

function boundsOf(tokens: readonly Footprint[]): Rectangle {
  const left = Math.min(...tokens.map(({ x }) => x)) - AROUND
  const top = Math.min(...tokens.map(({ y }) => y)) - AROUND
  const right = Math.max(...tokens.map(({ x, size }) => x + size)) + AROUND
  const bottom = Math.max(...tokens.map(({ y, size }) => y + size)) + AROUND
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The token with the most others near it, and those. A sample is enough on a crowded map. */
function largestGroup(tokens: readonly Footprint[], reach: number): readonly Footprint[] {
  let largest: readonly Footprint[] = []
  for (const token of tokens.slice(0, 200)) {
    const at = middleOf(token)
    const near = tokens.filter((other) => {
      const middle = middleOf(other)
      return Math.hypot(middle.x - at.x, middle.y - at.y) <= reach
    })
    if (near.length > largest.length) largest = near
  }
  return largest
}
