/** A sheet's dice notation with its number filled in: '1d20+{value}' and -1 make '1d20-1'. */
export function fillIn(notation: string, value: number): string {
  return notation
    .replaceAll('{value}', String(value))
    .replaceAll(/\+\s*-/g, '-')
    .replaceAll(/-\s*-/g, '+')
}

/** What is typed into the log to throw dice under a label. */
export function rollCommand(notation: string, label: string): string {
  return `/roll ${notation} # ${label.replaceAll(/\s+/g, ' ').slice(0, 100)}`
}

/** A modifier as people write it: +3, 0, −1. */
export function signedNumber(value: number): string {
  if (value === 0) return '+0'
  return value > 0 ? `+${value}` : `−${Math.abs(value)}`
}
