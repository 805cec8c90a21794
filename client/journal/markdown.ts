import { Marked, type Token, type TokenizerExtension } from 'marked'
import { type Box, boxesIn, readBrackets, withPlainBoxes } from '../world/index.ts'

/** A name in double brackets, as it stands among the words. */
export interface NameLink {
  readonly type: 'nameLink'
  readonly raw: string
  readonly name: string
  readonly label: string
}

/** A piece of a text: what the reader of markdown knows, and names in double brackets. */
export type Piece = Token | NameLink

/** Reads markdown into pieces. Nothing is ever turned into HTML: what is shown is up to the screen. */
export function readMarkdown(text: string): readonly Piece[] {
  return reader.lexer(withPlainBoxes(text))
}

/** The boxes of pieces in their order, by the piece that shows each. */
export function boxPieces(pieces: readonly Piece[]): readonly Piece[] {
  const boxes: Piece[] = []
  void reader.walkTokens([...pieces] as Token[], (token) => {
    if (token.type === 'checkbox') boxes.push(token)
  })
  return boxes
}

/** The box of a text that its reader shows as so many-th; undefined when none is surely that one. */
export function boxShownAs(text: string, place: number): Box | undefined {
  const before = ticksOf(text)
  if (before[place] === undefined) return undefined
  const after = before.map((tick, at) => (at === place ? !tick : tick)).join()
  const boxes = boxesIn(text)
  // What looks like a box in indented code is none to the reader, so the place alone does not say which it is.
  const likeliest = [...boxes.slice(place), ...boxes.slice(0, place)]
  return likeliest.find(({ at, length, isTicked }) => {
    const turned = text.slice(0, at) + (isTicked ? ' ' : 'x') + text.slice(at + length)
    return ticksOf(turned).join() === after
  })
}

function ticksOf(text: string): readonly boolean[] {
  return boxPieces(readMarkdown(text)).map((box) => 'checked' in box && box.checked === true)
}

/** An address that a link may lead to; undefined for anything but the web and mail. */
export function safeAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, href } = new URL(address)
  return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : undefined
}

const nameLink: TokenizerExtension = {
  name: 'nameLink',
  level: 'inline',
  start: (source) => source.indexOf('[['),
  tokenizer(source) {
    const match = /^\[\[([^[\]\n]{1,200})\]\]/.exec(source)
    if (match === null) return undefined
    const { text, label } = readBrackets(match[1] ?? '')
    return { type: 'nameLink', raw: match[0], name: text, label }
  },
}

const reader = new Marked({ gfm: true, breaks: true, extensions: [nameLink] })
