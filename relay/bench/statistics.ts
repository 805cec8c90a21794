/** The middle value; of an even number of values the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN
}

/** The median of every field. */
export function medianOf<Row extends { readonly [key: string]: number }>(
  rows: readonly Row[],
): Row {
  const keys = Object.keys(rows[0] ?? {})
  return Object.fromEntries(
    keys.map((key) => [key, median(rows.map((row) => row[key] ?? NaN))]),
  ) as Row
}
