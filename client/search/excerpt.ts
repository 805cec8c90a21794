/** A stretch of a text around what was looked for, which is `match`; without one it is the beginning. */
export interface Excerpt {
  readonly before: string
  readonly match: string
  readonly after: string
}

/** The line around the first place where one of the terms stands; `folded` is the text folded. */
export function excerptOf(text: string, folded: string, terms: readonly string[]): Excerpt {
  const places = terms.map((term) => ({ term, at: folded.indexOf(term) }))
  const first = places.filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0]
  if (first === undefined) return { before: '', match: '', after: oneLine(text.slice(0, 120)) }
  const to = first.at + first.term.length
  const begin = text.lastIndexOf('\n', first.at) + 1
  const end = text.indexOf('\n', to)
  const from = Math.max(begin, first.at - 40)
  return {
    before: (from > begin ? '…' : '') + oneLine(text.slice(from, first.at)),
    match: text.slice(first.at, to),
    after: oneLine(text.slice(to, Math.min(to + 80, end < 0 ? text.length : end))),
  }
}

/** Without line ends and without what markdown is marked with. */
function oneLine(text: string): string {
  return text
    .replace(/\[\[|\]\]|[*_`#|]+|^\s*>|\s-{2,}/gm, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
}
