import {
  diceIn,
  largest,
  type Keep,
  type MathName,
  type Mods,
  type Target,
  type Term,
} from './term.ts'

/** What a text means as dice. */
export type Notation =
  | { readonly type: 'dice'; readonly term: Term; readonly label?: string }
  | { readonly type: 'malformed'; readonly sentence: string }

/**
 * Parses dice notation as tables use it: `2d6+3`, `4d6dl1`, `2d20kh1`, `1d6!`, `2d6ro<2`, `6d10>7`,
 * `4dF`, `{2d6,1d12}kh1`, `floor(1d8/2)`, `1d20+5 adv` and `dis`, with a label after a space or in brackets. At most 200
 * characters, 200 dice, 100,000 sides and a result within a thousand million.
 */
export function parseDice(text: string): Notation {
  if (text.length > 200) return malformed('Dice notation is at most 200 characters long.')
  const cursor = createCursor(withAdvantage(text))
  try {
    const term = expression(cursor, 0)
    const label = labelAfter(cursor)
    const dice = diceIn(term)
    if (dice > 200) throw new NotationError(`${dice} dice are too many; throw at most 200 at once.`)
    if (largest(term) > 1e9) throw new NotationError('The result could be too large a number.')
    return label === '' ? { type: 'dice', term } : { type: 'dice', term, label }
  } catch (error) {
    if (error instanceof NotationError) return malformed(error.message)
    throw error
  }
}

/** Advantage and disadvantage as people say them: one d20 becomes the better or the worse of two. */
function withAdvantage(text: string): string {
  const [, before = '', after = '', word] =
    /^(.*?)(?<!\w)1?d20(?!\w)(.*?)\s+(adv(?:antage)?|dis(?:adv(?:antage)?)?)\s*$/i.exec(text) ?? []
  if (word === undefined) return text
  return `${before}2d20${word.toLowerCase().startsWith('adv') ? 'kh1' : 'kl1'}${after}`
}

class NotationError extends Error {}

interface Cursor {
  readonly text: string
  readonly labels: string[]
  /** Takes what the pattern matches right here; without white space first unless asked. */
  take(pattern: RegExp): string | undefined
  space(): void
  rest(): string
}

function createCursor(text: string): Cursor {
  let position = 0
  return {
    text,
    labels: [],
    take(pattern) {
      const sticky = new RegExp(pattern.source, 'iy')
      sticky.lastIndex = position
      const found = sticky.exec(text)?.[0]
      if (found !== undefined) position += found.length
      return found
    },
    space() {
      while (text[position] === ' ') position++
    },
    rest: () => text.slice(position),
  }
}

function malformed(sentence: string): Notation {
  return { type: 'malformed', sentence }
}

function expression(cursor: Cursor, depth: number): Term {
  if (depth > 16) throw new NotationError('Too many brackets inside each other.')
  let left = product(cursor, depth)
  for (;;) {
    cursor.space()
    const sign = cursor.take(/[+-]/)
    if (sign === undefined) return left
    const right = product(cursor, depth)
    left = { type: 'sum', left, right: sign === '+' ? right : negative(right) }
  }
}

function product(cursor: Cursor, depth: number): Term {
  let left = factor(cursor, depth)
  for (;;) {
    cursor.space()
    const sign = cursor.take(/[*/]/)
    if (sign === undefined) return left
    const right = factor(cursor, depth)
    if (sign === '*') left = { type: 'product', left, right }
    else if (right.type === 'number' && right.value !== 0)
      left = { type: 'quotient', left, divisor: right.value }
    else throw new NotationError('Divide by a number other than 0.')
  }
}

function factor(cursor: Cursor, depth: number): Term {
  cursor.space()
  if (cursor.take(/-/) !== undefined) return negative(factor(cursor, depth + 1))
  const term = bracketed(cursor, depth) ?? diceOrNumber(cursor)
  const label = cursor.take(/\[[^\]]*\]/)
  if (label !== undefined) cursor.labels.push(label.slice(1, -1).trim())
  return term
}

function bracketed(cursor: Cursor, depth: number): Term | undefined {
  const opening = cursor.take(/(floor|ceil|round|abs)?\(|\{/)?.toLowerCase()
  if (opening === undefined) return undefined
  const members = [expression(cursor, depth + 1)]
  if (opening === '{') {
    while (cursor.take(/,/) !== undefined) members.push(expression(cursor, depth + 1))
    close(cursor, /\}/, '}')
    const keep = keepOf(cursor)
    return keep === undefined ? { type: 'group', members } : { type: 'group', members, keep }
  }
  close(cursor, /\)/, ')')
  const [of] = members as [Term]
  return opening === '(' ? of : { type: 'call', name: opening.slice(0, -1) as MathName, of }
}

function close(cursor: Cursor, pattern: RegExp, sign: string): void {
  cursor.space()
  if (cursor.take(pattern) === undefined) throw new NotationError(`A closing ${sign} is missing.`)
}

function diceOrNumber(cursor: Cursor): Term {
  const count = cursor.take(/\d+/)
  if (cursor.take(/d/) === undefined) {
    if (count === undefined) throw unreadable(cursor)
    return { type: 'number', value: limited(count, 1_000_000) }
  }
  const face = cursor.take(/\d+|%|f/)?.toLowerCase()
  if (face === undefined) throw new NotationError('A die needs a number of sides, such as d20.')
  const sides = face === 'f' ? 'fate' : face === '%' ? 100 : limited(face, 100_000)
  if (sides === 0) throw new NotationError('A die needs at least one side.')
  return { type: 'dice', count: limited(count ?? '1', 1_000_000_000), sides, mods: mods(cursor) }
}

function mods(cursor: Cursor): Mods {
  let found: Mods = {}
  for (;;) {
    const keep = keepOf(cursor)
    if (keep !== undefined) found = { ...found, keep }
    else if (cursor.take(/!/) !== undefined)
      found = { ...found, explode: targetOf(cursor) ?? { at: 'exactly', value: Infinity } }
    else {
      const reroll = cursor.take(/ro?(?=[<>=\d])/)?.toLowerCase()
      const target = targetOf(cursor)
      if (reroll !== undefined) {
        const face = target ?? { at: 'exactly', value: limited(cursor.take(/\d+/) ?? '1', 1e6) }
        found = { ...found, reroll: { target: face, once: reroll === 'ro' } }
      } else if (target !== undefined) found = { ...found, success: target }
      else return found
    }
  }
}

function keepOf(cursor: Cursor): Keep | undefined {
  const word = cursor.take(/k[hl]?\d*|d[hl]\d*/)?.toLowerCase()
  if (word === undefined) return undefined
  const drop = word.startsWith('d')
  const lowest = word[1] === 'l'
  const count = limited(/\d+/.exec(word)?.[0] ?? '1', 1000)
  return { from: lowest ? 'lowest' : 'highest', count, drop }
}

function targetOf(cursor: Cursor): Target | undefined {
  const found = cursor.take(/[<>=]\d+/)
  if (found === undefined) return undefined
  const at = found.startsWith('>') ? 'least' : found.startsWith('<') ? 'most' : 'exactly'
  return { at, value: limited(found.slice(1), 1_000_000) }
}

function labelAfter(cursor: Cursor): string {
  const rest = cursor.rest()
  const spaced = rest === '' || cursor.text.slice(0, -rest.length).endsWith(' ')
  if (!spaced || !/^$|^[\p{Letter}#]/u.test(rest)) throw unreadable(cursor)
  return [...cursor.labels, rest.replace(/^#\s*/, '').trim()]
    .filter((label) => label !== '')
    .join(', ')
}

function unreadable(cursor: Cursor): NotationError {
  const rest = cursor.rest()
  if (cursor.text.trim() === '') return new NotationError('Say what to throw, such as 2d6+3.')
  return rest === ''
    ? new NotationError(`"${cursor.text}" stops too early; dice look like 2d6+3.`)
    : new NotationError(`"${rest.slice(0, 20)}" is not dice notation; dice look like 2d6+3.`)
}

function limited(digits: string, most: number): number {
  const value = Number(digits)
  if (value > most) throw new NotationError(`${digits.slice(0, 12)} is too large a number here.`)
  return value
}

function negative(term: Term): Term {
  if (term.type === 'number') return { type: 'number', value: -term.value }
  return { type: 'product', left: { type: 'number', value: -1 }, right: term }
}
