import type { Point, Rectangle } from './camera.ts'
import type { MapToken } from './model.ts'

/** What a token takes up: its top-left corner and its cells a side. */
export interface Footprint extends Point {
  readonly size: number
}

/**
 * The token under a map point, the topmost of several; undefined on empty floor. `footprints` come
 * in drawing order. `slack` cells are forgiven around the edge, for fingers.
 */
export function tokenAt<Token extends Footprint>(
  footprints: readonly Token[],
  point: Point,
  slack = 0,
): Token | undefined {
  let nearMiss: Token | undefined
  for (let index = footprints.length - 1; index >= 0; index--) {
    const footprint = footprints[index]
    if (footprint === undefined) continue
    const radius = footprint.size / 2
    const dx = point.x - footprint.x - radius
    const dy = point.y - footprint.y - radius
    if (Math.abs(dx) > radius + slack || Math.abs(dy) > radius + slack) continue
    const away = Math.hypot(dx, dy)
    if (away <= radius) return footprint
    if (away <= radius + slack) nearMiss ??= footprint
  }
  return nearMiss
}

/** The tokens whose box touches the rectangle; what is outside need not be drawn. */
export function tokensIn<Token extends Footprint>(
  tokens: readonly Token[],
  area: Rectangle,
): Token[] {
  return tokens.filter((token) => touches(token, area))
}

/** The tokens whose middle lies in the rectangle, as a box selection picks them. */
export function tokensCentredIn<Token extends Footprint>(
  tokens: readonly Token[],
  area: Rectangle,
): Token[] {
  return tokens.filter(({ x, y, size }) => {
    const middle = { x: x + size / 2, y: y + size / 2 }
    return (
      middle.x >= area.x &&
      middle.y >= area.y &&
      middle.x <= area.x + area.width &&
      middle.y <= area.y + area.height
    )
  })
}

/** The rectangle between two corners, whichever way they were drawn. */
export function rectangleBetween(a: Point, b: Point): Rectangle {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}

type Layered = Footprint & Pick<MapToken, 'defeated' | 'layer'>

/**
 * Layer by layer; in each, large tokens first, so that small ones lie on top and can be picked; then from
 * top to bottom.
 */
export function inDrawingOrder<Token extends Layered>(tokens: readonly Token[]): Token[] {
  return [...tokens].sort(
    (a, b) =>
      depth[a.layer ?? 'tokens'] - depth[b.layer ?? 'tokens'] ||
      Number(b.defeated) - Number(a.defeated) ||
      b.size - a.size ||
      a.y - b.y ||
      a.x - b.x,
  )
}

const depth = { floor: 0, tokens: 1, above: 2 } as const

function touches({ x, y, size }: Footprint, area: Rectangle): boolean {
  return (
    x + size > area.x && y + size > area.y && x < area.x + area.width && y < area.y + area.height
  )
}
