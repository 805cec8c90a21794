import { Marked, type Token, type TokenizerExtension } from 'marked'
import { readBrackets } from '../world/index.ts'

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
  return reader.lexer(text)
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
