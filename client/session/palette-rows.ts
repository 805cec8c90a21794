import { type FoundGroup, type FoundKind, titleOfFound } from '../search/index.ts'
import { say } from '../texts/index.ts'
import type { MemberView } from '../world/index.ts'
import { type Command, rankCommands } from './palette-ranking.ts'

/** A row of the palette: the name of what follows, or one thing to pick. */
export type PaletteRow =
  | { readonly type: 'heading'; readonly kind: FoundKind; readonly count: number }
  | { readonly type: 'command'; readonly command: Command; readonly place: number }

interface Offered {
  readonly commands: readonly Command[]
  readonly groups: readonly FoundGroup[]
  readonly members: readonly MemberView[]
  readonly now: number
  readonly open: (found: FoundGroup['found'][number]) => void
}

/** What is called as was typed, then where its words stand by kind, then what only has its letters. */
export function paletteRows(typed: string, offered: Offered): readonly PaletteRow[] {
  const { named, guessed } = rankCommands(typed, offered.commands)
  const listed = new Set(named.map(({ id }) => id))
  const rows: PaletteRow[] = []
  let place = 0
  const add = (command: Command) => rows.push({ type: 'command', command, place: place++ })

  named.forEach(add)
  for (const { kind, found, count } of offered.groups) {
    // What is called so stands above already.
    const fresh = found.filter(({ id }) => !listed.has(commandIdOf(kind, id)))
    if (fresh.length === 0) continue
    rows.push({ type: 'heading', kind, count: count - (found.length - fresh.length) })
    for (const one of fresh) {
      listed.add(commandIdOf(kind, one.id))
      add({
        id: `found.${kind}.${one.id}`,
        name: titleOfFound(one, offered.members, offered.now),
        kind: say(`search.one.${kind}`),
        excerpt: one.excerpt,
        run: () => offered.open(one),
      })
    }
  }
  guessed.filter(({ id }) => !listed.has(id)).forEach(add)
  return rows
}

/** A creature of the compendium that is found is one that can be placed. */
function commandIdOf(kind: FoundKind, id: string): string {
  return kind === 'creature' ? `place.${id}` : `${kind}.${id}`
}
