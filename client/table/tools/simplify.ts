import type { Point } from '../camera.ts'

/**
 * The fewest of these points whose line stays within the tolerance of the whole, in cells (Douglas and Peucker);
 * ends are kept. At most so many points: the tolerance grows until they suffice.
 */
export function simplify(line: readonly Point[], tolerance: number, most: number): Point[] {
  let simple = keepOutstanding(line, tolerance)
  for (let wider = tolerance * 2; simple.length > most; wider *= 2) {
    simple = keepOutstanding(line, wider)
  }
  return simple
}

function keepOutstanding(line: readonly Point[], tolerance: number): Point[] {
  const isKept = new Uint8Array(line.length)
  isKept[0] = 1
  isKept[line.length - 1] = 1
  const spans: [number, number][] = [[0, line.length - 1]]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span
    let farthest = -1
    let away = tolerance
    for (let i = from + 1; i < to; i += 1) {
      const distance = distanceToSpan(line[i]!, line[from]!, line[to]!)
      if (distance <= away) continue
      away = distance
      farthest = i
    }
    if (farthest < 0) continue
    isKept[farthest] = 1
    spans.push([from, farthest], [farthest, to])
  }
  return line.filter((_point, index) => isKept[index] === 1)
}

/** How far a point is from the straight piece between two others. */
export function distanceToSpan(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const squared = dx * dx + dy * dy
  const share = squared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared
  const along = Math.min(Math.max(share, 0), 1)
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy)
}
