/** A box of a text, as lists of things to do have them: `- [ ]` and `- [x]`. */
export interface Box {
  /** Where that stands which is between its brackets, and how long it is, in UTF-16 code units. */
  readonly at: number
  readonly length: number
  readonly isTicked: boolean
  /** What is to be done: the rest of its line. */
  readonly words: string
}

/**
 * The boxes of a text in their order, without those in fenced code. Who ticks a box that somebody else ticks apart
 * leaves two marks in it: a box is ticked when there is any.
 */
export function boxesIn(text: string): readonly Box[] {
  const boxes: Box[] = []
  let fence: string | undefined
  let start = 0
  for (const line of text.split('\n')) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1]
    if (mark !== undefined && (fence === undefined || fence === mark)) {
      fence = fence === undefined ? mark : undefined
    } else if (fence === undefined) {
      const [, lead, inside, words] = boxLine.exec(line) ?? []
      if (lead !== undefined && inside !== undefined) {
        const isTicked = /x/i.test(inside)
        const at = start + lead.length
        boxes.push({ at, length: inside.length, isTicked, words: (words ?? '').trim() })
      }
    }
    start += line.length + 1
  }
  return boxes
}

/** What stands between the brackets of a box. */
export function markOf(isTicked: boolean): string {
  return isTicked ? 'x' : ' '
}

/** The text with one mark in every box, as readers of markdown know them. */
export function withPlainBoxes(text: string): string {
  return boxesIn(text)
    .filter(({ length }) => length > 1)
    .reduceRight(turned, text)
}

function turned(text: string, { at, length, isTicked }: Box): string {
  return text.slice(0, at) + markOf(isTicked) + text.slice(at + length)
}

const boxLine = /^(\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX]{1,20})\](?=\s)(.*)$/
