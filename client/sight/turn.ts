/** A whole turn, in the measure of `turnOf`. */
export const wholeTurn = 4

/** Turns nearer than this are one: less than a millionth of a cell at a thousand cells' distance. */
export const sliver = 1e-12

/**
 * Where a direction lies in the circle: 0 at +x, 1 at +y, 2 at -x, 3 at -y, growing with the angle and
 * below 4. Not the angle itself: this "diamond angle" needs one division and no trigonometry, and equal
 * directions give equal numbers.
 */
export function turnOf(x: number, y: number): number {
  if (y >= 0) {
    if (x >= 0) return x === 0 && y === 0 ? 0 : y / (x + y)
    return 1 - x / (y - x)
  }
  if (x < 0) return 2 - y / (-x - y)
  // Just below the +x axis the quotient may round up to a whole turn, which is the turn 0.
  return Math.min(3 + x / (x - y), lastTurn)
}

/** A vector that points to a turn: the inverse of `turnOf`. */
export function alongTurn(turn: number): readonly [number, number] {
  if (turn < 1) return [1 - turn, turn]
  if (turn < 2) return [1 - turn, 2 - turn]
  if (turn < 3) return [turn - 3, 2 - turn]
  return [turn - 3, turn - 4]
}

/** The length of the cross product: above 0 when (bx, by) lies at a greater turn than (ax, ay). */
export function cross(ax: number, ay: number, bx: number, by: number): number {
  return ax * by - ay * bx
}

/** The greatest number below a whole turn. */
const lastTurn = 4 - 2 ** -51
