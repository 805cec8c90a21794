/** A stretch of a text: plain words, or what stands between double brackets. */
export type Piece =
  | { readonly type: 'words'; readonly text: string }
  | {
      readonly type: 'brackets'
      /** What is named, or the dice: 'Mira', '1d20+5'. */
      readonly text: string
      /** What is to be read: the part after a bar, else the same. */
      readonly label: string
    }

/** Cuts a text at every `[[Name]]` and `[[Name|shown words]]`; the pieces in their order. */
export function splitBrackets(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(brackets)) {
    if (match.index > from) pieces.push({ type: 'words', text: text.slice(from, match.index) })
    pieces.push(readBrackets(match[1] ?? ''))
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ type: 'words', text: text.slice(from) })
  return pieces
}

/** What stands inside of brackets, taken apart at the bar. */
export function readBrackets(inside: string): Extract<Piece, { readonly type: 'brackets' }> {
  const [text = '', label] = inside.split('|', 2)
  return { type: 'brackets', text: text.trim(), label: (label ?? text).trim() }
}

/** The names that a text links to, as they can be compared. */
export function namesIn(text: string): ReadonlySet<string> {
  const names = splitBrackets(text).flatMap((piece) =>
    piece.type === 'brackets' ? [comparable(piece.text)] : [],
  )
  return new Set(names)
}

/** A name as links compare it: upper and lower case are one, as are spaces in a row. */
export function comparable(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase()
}

const brackets = /\[\[([^[\]\n]{1,200})\]\]/g
