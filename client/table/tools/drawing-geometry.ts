import { isInTemplate, type Measure, type Template } from '../../maps/index.ts'
import type { DrawingShape } from '../../world/index.ts'
import type { Point, Rectangle } from '../camera.ts'
import { distanceToSpan } from './simplify.ts'
import type { AreaTemplate, Draft } from './tool.ts'

/** The points of a line or polygon, in cells from the drawing's place. */
export function pointsOf(flat: readonly number[]): Point[] {
  const points: Point[] = []
  for (let i = 0; i + 1 < flat.length; i += 2) {
    points.push({ x: (flat[i] ?? 0) / 100, y: (flat[i + 1] ?? 0) / 100 })
  }
  return points
}

/** Points as they are kept: hundredths of a cell from a place. */
export function flatten(points: readonly Point[], place: Point): number[] {
  return points.flatMap(({ x, y }) => [
    Math.round((x - place.x) * 100),
    Math.round((y - place.y) * 100),
  ])
}

/** An area as distances are counted on it. */
export function templateAt({ x, y }: Point, area: AreaTemplate): Template {
  const { direction, length, width } = area
  switch (area.template) {
    case 'circle':
      return { shape: 'circle', centre: { x, y }, radius: length }
    case 'square':
      return { shape: 'square', centre: { x, y }, side: length, direction }
    case 'cone':
      return { shape: 'cone', apex: { x, y }, direction, length }
    case 'line':
      return { shape: 'line', from: { x, y }, direction, length, width }
  }
}

/** The tokens of which at least one cell lies in the area, by the system's own distance. */
export function tokensInside<
  Token extends { readonly x: number; readonly y: number; readonly size: number },
>(template: Template, measure: Measure, tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => {
    const cells = Math.max(Math.round(token.size), 1)
    const step = token.size / cells
    for (let row = 0; row < cells; row += 1) {
      for (let column = 0; column < cells; column += 1) {
        const place = {
          x: token.x + (column + 0.5) * step,
          y: token.y + (row + 0.5) * step,
        }
        if (isInTemplate(template, measure, place)) return true
      }
    }
    return false
  })
}

/** Where an area is gripped to turn and resize it. */
export function rimOf({ x, y }: Point, { template, length, direction }: AreaTemplate): Point {
  const reach = template === 'square' ? length / 2 : length
  return { x: x + Math.cos(direction) * reach, y: y + Math.sin(direction) * reach }
}

/** The area whose rim is dragged to a place: whole cells long, its direction in steps of 5 degrees. */
export function areaToRim(place: Point, area: AreaTemplate, rim: Point): AreaTemplate {
  const [dx, dy] = [rim.x - place.x, rim.y - place.y]
  const reach = Math.hypot(dx, dy) * (area.template === 'square' ? 2 : 1)
  const step = Math.PI / 36
  return {
    ...area,
    length: Math.min(Math.max(Math.round(reach), 1), 200),
    direction: Math.round(Math.atan2(dy, dx) / step) * step,
  }
}

/** Whether a point touches a drawing; `slack` in cells is forgiven. */
export function touches(drawing: Draft, point: Point, slack: number): boolean {
  const at = { x: point.x - drawing.x, y: point.y - drawing.y }
  const reach = slack + drawing.style.breadth / 200
  const { shape, style } = drawing
  switch (shape.type) {
    case 'stroke':
    case 'line':
      return nearLine(pointsOf(shape.points), at, reach)
    case 'polygon': {
      const points = pointsOf(shape.points)
      return nearLine([...points, ...points.slice(0, 1)], at, reach)
    }
    case 'rectangle':
      return inBox({ x: 0, y: 0, ...shape }, at, reach, style.filled)
    case 'ellipse': {
      const [rx, ry] = [Math.max(shape.width / 2, 0.01), Math.max(shape.height / 2, 0.01)]
      const share = Math.hypot((at.x - rx) / rx, (at.y - ry) / ry)
      const edge = reach / Math.min(rx, ry)
      return share <= 1 + edge && (style.filled || share >= 1 - edge)
    }
    case 'text':
      return inBox(textBox(shape), at, slack, true)
    case 'template':
      return isInTemplate(templateAt(drawing, shape), { grid: 'none', rule: 'euclidean' }, point)
  }
}

/** What a drawing takes up at most, in cells from its place. */
export function extentOf(shape: DrawingShape): Rectangle {
  switch (shape.type) {
    case 'stroke':
    case 'line':
    case 'polygon': {
      const points = pointsOf(shape.points)
      const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
      const [x, y] = [Math.min(...xs), Math.min(...ys)]
      return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
    }
    case 'rectangle':
    case 'ellipse':
      return { x: 0, y: 0, width: shape.width, height: shape.height }
    case 'text':
      return textBox(shape)
    case 'template': {
      // Equal diagonals count farther into the corners than the outline goes.
      const reach = shape.length + shape.width + 1
      return { x: -reach, y: -reach, width: 2 * reach, height: 2 * reach }
    }
  }
}

/** Letters are about half as wide as high; exact enough to be touched and culled. */
function textBox({ text, height }: { readonly text: string; readonly height: number }): Rectangle {
  return { x: 0, y: -height * 0.6, width: text.length * height * 0.55, height: height * 1.2 }
}

function nearLine(points: readonly Point[], at: Point, reach: number): boolean {
  return points.some((from, index) => {
    const to = points[index + 1]
    return to !== undefined && distanceToSpan(at, from, to) <= reach
  })
}

function inBox(box: Rectangle, { x, y }: Point, reach: number, isFilled: boolean): boolean {
  const inside = (by: number) =>
    x >= box.x - by &&
    x <= box.x + box.width + by &&
    y >= box.y - by &&
    y <= box.y + box.height + by
  return inside(reach) && (isFilled || !inside(-reach))
}
