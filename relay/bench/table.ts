/** A goal and what became of it. */
export interface Goal {
  readonly text: string
  readonly isMet: boolean
  readonly measured: string
}

/** Prints a title and aligned columns, the first of them words and the others figures. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  console.log(`\n${title}`)
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(`  ${cells.join('  ')}`)
  }
}

/** Prints each goal with what was measured. */
export function printGoals(goals: readonly Goal[]): void {
  console.log('\nGoals')
  for (const { text, isMet, measured } of goals) {
    console.log(`  ${isMet ? 'met   ' : 'MISSED'} ${text}: ${measured}`)
  }
}

/** A whole number with thousands apart. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** A number with a decimal where it is small. */
export function figure(value: number): string {
  return value >= 100 ? whole(value) : value.toFixed(value < 10 ? 2 : 1)
}

/** How many times as much. */
export function times(value: number): string {
  return `${figure(value)} ×`
}
