import * as Y from 'yjs'
import {
  charactersOf,
  isIn,
  outside,
  overlaps,
  piecesBetween,
  spanOf,
  type Erased,
  type Span,
} from './characters.ts'
import type { Dot } from './entry.ts'
import { clientsOf } from './runs.ts'

/** What edits did to a text: enough to take them back later, also on another device. */
export interface Typing {
  readonly typed: readonly Span[]
  readonly erased: readonly Erased[]
  /** Per author the clock up to which everything was known when it was done. */
  readonly known: readonly Dot[]
}

/** Replaces only what differs, so that typing elsewhere in the text stays where it is. */
export function replaceMiddle(text: Y.Text, content: string): Typing {
  const before = text.toJSON()
  const shortest = Math.min(before.length, content.length)
  let start = 0
  while (start < shortest && before[start] === content[start]) start += 1
  // A character of two halves stays whole: Yjs makes two unreadable ones of it where it is cut.
  if (start > 0 && /[\uD800-\uDBFF]/.test(before.charAt(start - 1))) start -= 1
  let end = 0
  while (end < shortest - start && before.at(-1 - end) === content.at(-1 - end)) end += 1
  if (end > 0 && /[\uDC00-\uDFFF]/.test(before.charAt(before.length - end))) end -= 1
  const erased = piecesBetween(text, start, before.length - end)
  text.delete(start, before.length - end - start)
  return typingOf(text, type(text, start, content.slice(start, content.length - end)), erased)
}

/** Several edits as one, without what they typed and deleted again. */
export function combineTyping(text: Y.Text, edits: readonly Typing[]): Typing {
  const typed = edits.flatMap((edit) => edit.typed)
  const standing = [...charactersOf(text, typed)].filter(
    (characters) => characters.text !== undefined && isIn(typed, characters),
  )
  return {
    typed: standing.map(({ client, clock, length }) => ({ client, clock, length })),
    erased: edits.flatMap((edit) => edit.erased).flatMap((piece) => outside(piece, typed)),
    known: edits.at(-1)?.known ?? [],
  }
}

/**
 * Deletes what was typed and puts what was deleted back at its place; whatever others typed stays.
 * Undefined, and nothing is done, when none of what was typed stands, or nothing is left to do.
 */
export function takeBackTyping(text: Y.Text, typing: Typing): Typing | undefined {
  const steps = planTakingBack(text, typing)
  const erased = steps.flatMap((step) => (step.type === 'erase' ? [step.erased] : []))
  if (steps.length === 0 || (erased.length === 0 && typing.typed.length > 0)) return undefined
  const typed: Span[] = []
  // From the end to the start, so that no step moves another one's place.
  for (const step of steps.toReversed()) {
    if (step.type === 'erase') text.delete(step.index, step.erased.text.length)
    else typed.push(...type(text, step.index, step.text))
  }
  return typingOf(text, typed, erased)
}

type Step = PutBack | { readonly type: 'erase'; readonly index: number; readonly erased: Erased }

interface PutBack {
  readonly type: 'put back'
  readonly index: number
  text: string
}

/** One walk over the text. Between two characters that were known, newer ones may say it already. */
function planTakingBack(text: Y.Text, { typed, erased, known }: Typing): readonly Step[] {
  const clockOf = new Map(known.map(({ client, clock }) => [client, clock]))
  const steps: Step[] = []
  let index = 0
  let newer = ''
  let missing: PutBack[] = []
  let isSamePlace = false

  function settle(): void {
    const said = newer
    steps.push(...missing.filter((piece) => !said.includes(piece.text)))
    missing = []
    newer = ''
  }

  for (const characters of charactersOf(text, [...typed, ...erased.map(spanOf)])) {
    const { client, clock, length, text: live } = characters
    if (live === undefined) {
      const piece = erased.find((one) => overlaps(spanOf(one), characters))
      if (piece === undefined) continue
      const gone = piece.text.slice(clock - piece.clock, clock - piece.clock + length)
      const last = isSamePlace ? missing.at(-1) : undefined
      if (last === undefined) missing.push({ type: 'put back', index, text: gone })
      else last.text += gone
      isSamePlace = true
      continue
    }
    if (isIn(typed, characters)) {
      steps.push({ type: 'erase', index, erased: { client, clock, text: live } })
    } else {
      isSamePlace = false
      if (clock >= (clockOf.get(client) ?? 0)) newer += live
      else settle()
    }
    index += length
  }
  settle()
  return steps.toSorted((left, right) => left.index - right.index || rankOf(left) - rankOf(right))
}

/** At one index what is deleted goes first, and the steps are taken from the last to the first. */
function rankOf({ type }: Step): number {
  return type === 'put back' ? 0 : 1
}

function type(text: Y.Text, index: number, content: string): readonly Span[] {
  if (content === '') return []
  const { clientID: client, store } = docOf(text)
  const clock = Y.getState(store, client)
  text.insert(index, content)
  return [{ client, clock, length: content.length }]
}

function typingOf(text: Y.Text, typed: readonly Span[], erased: readonly Erased[]): Typing {
  const doc = docOf(text)
  const known = [...clientsOf(doc)].map((client) => ({
    client,
    clock: Y.getState(doc.store, client),
  }))
  return { typed, erased, known }
}

function docOf({ doc }: Y.Text): Y.Doc {
  if (doc !== null) return doc
  throw new Error('This text is in no document. Take it from a document of words.')
}
