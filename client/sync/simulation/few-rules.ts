import type { RuleDocument } from '#crdt-rules'
import type { DocumentName } from '../names.ts'
import { deedsIn } from './deed-log.ts'
import { describeDeed, inventDeed, openGame, perform, writesOver, type Deed } from './game.ts'
import { judge, type Witnessed } from './oracle.ts'
import type { Rulebook } from './rulebook.ts'

/** The game of most evenings: few rules, whose values the oracle works out by itself. */
export function createFewRules(): Rulebook {
  const witnessed: (Witnessed & { readonly document: DocumentName })[] = []

  /** What a document shows, and what the writes it shows had written over: such a write may arrive before those. */
  function knownTo(game: RuleDocument, deed: Deed): ReadonlySet<string> {
    const shown = new Set(deedsIn(game))
    const known = new Set(shown)
    for (const earlier of witnessed) {
      if (!shown.has(earlier.deed.id) || !writesOver(earlier.deed, deed)) continue
      for (const id of earlier.seen) known.add(id)
    }
    return known
  }

  return {
    open: openGame,
    invent(document, id, chance) {
      const deed = inventDeed(id, chance)
      return {
        perform(game) {
          witnessed.push({ document, deed, seen: knownTo(game, deed) })
          perform(game, deed)
          return describeDeed(deed)
        },
      }
    },
    judge: (document, game) =>
      judge(
        game,
        witnessed.filter((each) => each.document === document),
      ),
  }
}
