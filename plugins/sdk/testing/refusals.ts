import type { Outcome } from '../action.ts'
import type { TestTable } from './create-table.ts'

/** What is wrong with an outcome: no sentence, or changes that the rules do not take. */
export function refusalsOf(table: TestTable, outcome: Outcome): readonly string[] {
  const sentence = outcome.type === 'done' ? outcome.say : outcome.because
  const silent = sentence.trim() === '' ? ['It says nothing.'] : []
  if (outcome.type === 'refused') return silent
  const refused = outcome.changes.flatMap((change) => {
    if (!('path' in change)) return []
    const because = table.document.check(change.path, change.edit)
    return because === undefined ? [] : [`${change.path} is refused: ${because}`]
  })
  return [...silent, ...refused]
}
