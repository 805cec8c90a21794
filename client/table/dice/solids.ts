/** A direction or a place in space; x to the right, y down, z towards the eye. */
export type Vector = readonly [number, number, number]

/** One face of a die. */
export interface Face {
  readonly corners: readonly Vector[]
  readonly middle: Vector
  readonly normal: Vector
  /** Along the face, the way its number stands. */
  readonly up: Vector
}

/** The faces of a die whose farthest corner lies one unit from its middle. */
export type Solid = readonly Face[]

const golden = (1 + Math.sqrt(5)) / 2

const cornersBySides: Readonly<Record<number, readonly Vector[]>> = {
  4: [
    [1, 1, 1],
    [1, -1, -1],
    [-1, 1, -1],
    [-1, -1, 1],
  ],
  6: signed([1, 1, 1]),
  8: turns([1, 0, 0]),
  10: trapezohedron(),
  12: [...signed([1, 1, 1]), ...turns([0, 1 / golden, golden])],
  20: turns([0, 1, golden]),
}

const known = new Map<number, Solid>()

/** The die with the fewest faces that has at least so many sides; of more than 20 the largest. */
export function solidFor(sides: number): Solid {
  const fitting = [4, 6, 8, 10, 12, 20].find((faces) => faces >= sides) ?? 20
  const solid = known.get(fitting) ?? facesOf(shrunk(cornersBySides[fitting] ?? []))
  known.set(fitting, solid)
  return solid
}

/** Every plane through three corners with all others on one side is a face. */
function facesOf(corners: readonly Vector[]): Solid {
  const faces: Face[] = []
  for (let i = 0; i < corners.length; i += 1) {
    for (let j = i + 1; j < corners.length; j += 1) {
      for (let k = j + 1; k < corners.length; k += 1) {
        const [a, b, c] = [corners[i]!, corners[j]!, corners[k]!]
        const across = cross(minus(b, a), minus(c, a))
        const normal = unit(dot(across, a) < 0 ? scaled(across, -1) : across)
        const reach = dot(normal, a)
        if (corners.some((corner) => dot(normal, corner) > reach + 1e-6)) continue
        if (faces.some((face) => dot(face.normal, normal) > 1 - 1e-6)) continue
        const on = corners.filter((corner) => Math.abs(dot(normal, corner) - reach) < 1e-6)
        faces.push(faceOf(on, normal))
      }
    }
  }
  return faces
}

function faceOf(corners: readonly Vector[], normal: Vector): Face {
  const sum = corners.reduce((total, corner) => plus(total, corner))
  const middle = scaled(sum, 1 / corners.length)
  const tip = corners.reduce((far, corner) =>
    length(minus(corner, middle)) > length(minus(far, middle)) + 1e-6 ? corner : far,
  )
  const up = unit(minus(tip, middle))
  const side = cross(normal, up)
  const angle = (corner: Vector) => {
    const from = minus(corner, middle)
    return Math.atan2(dot(from, side), dot(from, up))
  }
  return { corners: [...corners].sort((a, b) => angle(a) - angle(b)), middle, normal, up }
}

/** A die of ten kites: between its tips a zigzag whose height makes the kites flat. */
function trapezohedron(): readonly Vector[] {
  const narrow = Math.cos(Math.PI / 5)
  const height = (1 - narrow) / (1 + narrow)
  const belt = Array.from({ length: 10 }, (_, index): Vector => {
    const angle = (index * Math.PI) / 5
    return [Math.cos(angle), Math.sin(angle), index % 2 === 0 ? height : -height]
  })
  return [...belt, [0, 0, 1], [0, 0, -1]]
}

function signed([x, y, z]: Vector): Vector[] {
  const signs = [1, -1]
  const all = signs.flatMap((a) =>
    signs.flatMap((b) => signs.map((c): Vector => [a * x, b * y, c * z])),
  )
  return all.filter(
    (corner, index) => all.findIndex((other) => length(minus(other, corner)) < 1e-9) === index,
  )
}

function turns([x, y, z]: Vector): Vector[] {
  return [...signed([x, y, z]), ...signed([z, x, y]), ...signed([y, z, x])]
}

/** As large as fits into a ball of radius 1. */
function shrunk(corners: readonly Vector[]): readonly Vector[] {
  const farthest = Math.max(...corners.map(length))
  return corners.map((corner) => scaled(corner, 1 / farthest))
}

function unit(vector: Vector): Vector {
  return scaled(vector, 1 / Math.max(length(vector), 1e-9))
}

function length(vector: Vector): number {
  return Math.hypot(...vector)
}

/** How far one vector reaches along another. */
export function dot([a, b, c]: Vector, [x, y, z]: Vector): number {
  return a * x + b * y + c * z
}

/** The vector that stands on both. */
export function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [b * z - c * y, c * x - a * z, a * y - b * x]
}

function plus([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [a + x, b + y, c + z]
}

function minus([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [a - x, b - y, c - z]
}

function scaled([a, b, c]: Vector, by: number): Vector {
  return [a * by, b * by, c * by]
}
