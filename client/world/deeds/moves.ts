import { line } from '../../texts/told.ts'
import type { Commit } from './commit.ts'
import type { Moves } from '../parts.ts'
import type { TokensPart } from '../scene/tokens.ts'
import type { TokenMove, TokenView } from '../views.ts'

/** Moves tokens: one write for each, all in one transaction; those that are locked or gone stay. */
export function createMoves(tokens: TokensPart, commit: Commit): Moves {
  return {
    move(moves) {
      const movable = moves.flatMap((move) => {
        const token = tokens.token(move.id)
        return token === undefined || token.locked || isThere(token, move) ? [] : [{ token, move }]
      })
      const [first] = movable
      if (first === undefined) return { type: 'done' }
      return commit({
        changes: movable.map(({ token, move }) => ({
          path: `tokens.${token.id}.position`,
          edit: { set: { scene: token.scene, x: move.x, y: move.y, elevation: token.elevation } },
        })),
        input: {},
        say: () =>
          movable.length === 1
            ? line('told.moved', first.token.name)
            : line('told.movedMany', movable.length),
        logged: false,
      })
    },
  }
}

function isThere(token: TokenView, move: TokenMove): boolean {
  return token.x === move.x && token.y === move.y
}
