import type { LogRecord } from '../world/index.ts'

/** A line of the log as it is read out: who, what, and the totals rolled; never longer than a breath. */
export function announcement(record: LogRecord, name: string): string {
  const rolls = record.rolls.map((roll) => `${roll.label ?? roll.notation}: ${roll.total}`)
  const words = record.kind === 'action' ? record.text : `${name}: ${record.text}`
  return [words, ...rolls]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .reduce((said, part) => `${said}${/[.!?…]$/.test(said) ? ' ' : '. '}${part}`)
    .slice(0, 300)
}
