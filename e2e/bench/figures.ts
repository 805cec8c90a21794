/** The value below which this share (0 to 1) of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right)
  const index = Math.min(sorted.length - 1, Math.floor(share * sorted.length))
  return sorted[index] ?? Number.NaN
}

/** Prints rows of one shape below each other, the first column to the left and numbers to the right. */
export function printTable(title: string, rows: readonly Record<string, string | number>[]): void {
  const names = Object.keys(rows[0] ?? {})
  const cells = [names, ...rows.map((row) => names.map((name) => say(row[name] ?? '')))]
  const widths = names.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  console.log(`\n${title}`)
  for (const row of cells) {
    const padded = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(`  ${padded.join('  ')}`)
  }
}

function say(value: string | number): string {
  return typeof value === 'number' ? value.toFixed(1) : value
}
