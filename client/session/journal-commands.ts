import type { Seat } from '../seat/index.ts'
import { say } from '../texts/index.ts'
import type { Command } from './palette-ranking.ts'

/** The entries of the journal, by title. */
export function journalCommands(seat: Seat): readonly Command[] {
  return seat.world.journal.entries().map(({ id, title, folder }) => ({
    id: `journal.${id}`,
    name: title,
    kind: say('palette.entry'),
    hint: folder,
    run: () => seat.openEntry(id),
  }))
}

/** Where the words stand that were typed: in the journal and in the log. */
export function foundCommands(seat: Seat, typed: string): readonly Command[] {
  if (typed.trim().length < 2) return []
  return seat.world.search(typed).flatMap(({ kind, id, title, excerpt }) => {
    if (kind === 'creature') return []
    const words = `${excerpt.before}${excerpt.match}${excerpt.after}`
    return {
      id: `found.${kind}.${id}`,
      name: kind === 'entry' ? title : words,
      kind: say(kind === 'entry' ? 'palette.entry' : 'palette.line'),
      ...(kind === 'entry' && { hint: words }),
      run: () => (kind === 'entry' ? seat.openEntry(id) : seat.open('log')),
    }
  })
}
