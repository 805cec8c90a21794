/** A cell of the map by its column and row. */
interface Cell {
  readonly x: number
  readonly y: number
}

/**
 * Cells for a crowd: so many, nearest to `at` first and the free ones before all others, each
 * `size` cells wide and whole on the map. A crowd larger than the map stands in the same cells again.
 */
export function cellsAround(
  at: Cell,
  count: number,
  crowd: {
    /** Cells along one side of each. */
    readonly size: number
    readonly columns: number
    readonly rows: number
    readonly isTaken: (x: number, y: number) => boolean
  },
): readonly Cell[] {
  const [widest, lowest] = [crowd.columns - crowd.size, crowd.rows - crowd.size]
  const cells: (Cell & { readonly rank: number })[] = []
  const start = { x: at.x % crowd.size, y: at.y % crowd.size }
  for (let y = start.y; y <= lowest; y += crowd.size) {
    for (let x = start.x; x <= widest; x += crowd.size) {
      const distance = Math.hypot(x - at.x, y - at.y)
      cells.push({ x, y, rank: distance + (crowd.isTaken(x, y) ? farAway : 0) })
    }
  }
  const nearestFirst = cells.sort((left, right) => left.rank - right.rank)
  if (nearestFirst.length === 0) return Array.from({ length: count }, () => at)
  return Array.from({ length: count }, (_, index) => {
    const { x, y } = nearestFirst[index % nearestFirst.length] ?? at
    return { x, y }
  })
}

/** Further than any cell of a map. */
const farAway = 1_000_000
