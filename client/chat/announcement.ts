import type { LogRecord } from '../world/index.ts'

/** A line of the log as it is read out: who, what, and the totals rolled; never longer than a breath. */
export function announcement(record: LogRecord, name: string): string {
  const { kind, rolls } = record
  // A roll that is the whole line bears the line's words as its label.
  const words = rolls.some(({ label }) => label === record.text) ? '' : record.text
  const said = sentences([
    words,
    ...rolls.map((roll) => `${roll.label ?? roll.notation}: ${roll.total}`),
  ])
  return (kind === 'action' ? said : `${name}: ${said}`).trim().slice(0, 300)
}

function sentences(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .reduce((said, part) => {
      if (said === '') return part
      return `${said}${/[.!?…]$/.test(said) ? ' ' : '. '}${part}`
    }, '')
}
