import { cross, dot, type Vector } from './solids.ts'

/** A turn in space, as the three rows of its matrix. */
export type Turn = readonly [Vector, Vector, Vector]

/** Where a turn takes a vector. */
export function turned([a, b, c]: Turn, vector: Vector): Vector {
  return [dot(a, vector), dot(b, vector), dot(c, vector)]
}

/** A turn about an axis of length 1, by an angle in radians (Rodrigues). */
export function turnAbout([x, y, z]: Vector, angle: number): Turn {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const rest = 1 - cos
  return [
    [cos + x * x * rest, x * y * rest - z * sin, x * z * rest + y * sin],
    [y * x * rest + z * sin, cos + y * y * rest, y * z * rest - x * sin],
    [z * x * rest - y * sin, z * y * rest + x * sin, cos + z * z * rest],
  ]
}

/** First the second turn, then the first. */
export function after(first: Turn, second: Turn): Turn {
  const columns = [0, 1, 2].map((column): Vector => {
    const [a, b, c] = second
    return turned(first, [a[column] ?? 0, b[column] ?? 0, c[column] ?? 0])
  })
  const row = (index: number): Vector => [
    columns[0]?.[index] ?? 0,
    columns[1]?.[index] ?? 0,
    columns[2]?.[index] ?? 0,
  ]
  return [row(0), row(1), row(2)]
}

/** The turn that brings a face to the eye, its number upright but for `tilt` radians. */
export function facing(normal: Vector, up: Vector, tilt: number): Turn {
  // Rows take `side` to the right, `up` to the top of the screen, the normal to the eye.
  const side = cross(normal, up)
  const upright: Turn = [side, [-up[0], -up[1], -up[2]], normal]
  return after(turnAbout([0, 0, 1], tilt), upright)
}
