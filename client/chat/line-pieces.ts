import type { Roll } from '#plugin-sdk'
import { splitBrackets } from '../world/index.ts'

/** A stretch of a line of the log: words, a name that may lead somewhere, or dice thrown in passing. */
export type LinePiece =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'name'; readonly name: string; readonly label: string }
  | { readonly type: 'roll'; readonly roll: Roll }

/** A line with the throws that belong in its words put there, and the throws that are left. */
export function piecesOfLine(text: string, rolls: readonly Roll[]) {
  const left = [...rolls]
  const pieces = splitBrackets(text).map((piece): LinePiece => {
    if (piece.type === 'words') return piece
    const at = left.findIndex(({ notation }) => notation === piece.text)
    const [roll] = at < 0 ? [] : left.splice(at, 1)
    return roll === undefined
      ? { type: 'name', name: piece.text, label: piece.label }
      : { type: 'roll', roll }
  })
  return { pieces, left }
}
