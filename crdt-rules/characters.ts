import * as Y from 'yjs'
import type { Dot } from './entry.ts'

/** Consecutive characters of one author, by the id of the first. */
export interface Span extends Dot {
  readonly length: number
}

/** Characters that were deleted. Their place stays in the text for good, and has their ids. */
export interface Erased extends Dot {
  readonly text: string
}

/** Consecutive characters as they are in a text. */
export interface Characters extends Span {
  /** Undefined where the characters are gone. */
  readonly text: string | undefined
}

/** Every character that a text has or had, in its order, cut where the spans begin and end. */
export function* charactersOf(text: Y.Text, spans: readonly Span[]): Generator<Characters> {
  for (let item = text._start; item !== null; item = item.right) {
    const { content, deleted, length } = item
    const { client, clock } = item.id
    const live = content instanceof Y.ContentString && !deleted ? content.str : undefined
    if (live === undefined && !deleted) continue
    const end = clock + length
    const bounds = spans
      .filter((span) => overlaps(span, { client, clock, length }))
      .flatMap((span) => [span.clock, span.clock + span.length])
      .filter((bound) => bound > clock && bound < end)
    let from = clock
    for (const to of [...new Set(bounds).add(end)].sort((left, right) => left - right)) {
      const piece = live?.slice(from - clock, to - clock)
      yield { client, clock: from, length: to - from, text: piece }
      from = to
    }
  }
}

/** What stands from one index to another. */
export function piecesBetween(text: Y.Text, start: number, end: number): readonly Erased[] {
  const pieces: Erased[] = []
  let index = 0
  for (const { client, clock, text: live } of charactersOf(text, [])) {
    if (live === undefined) continue
    const from = Math.max(start - index, 0)
    const piece = live.slice(from, Math.max(end - index, 0))
    if (piece !== '') pieces.push({ client, clock: clock + from, text: piece })
    index += live.length
  }
  return pieces
}

/** What is left of deleted characters without those of the spans. */
export function outside(erased: Erased, spans: readonly Span[]): readonly Erased[] {
  const { client } = erased
  if (!isIn(spans, spanOf(erased))) return [erased]
  const pieces: Erased[] = []
  for (let offset = 0; offset < erased.text.length; offset += 1) {
    const clock = erased.clock + offset
    if (isIn(spans, { client, clock, length: 1 })) continue
    const character = erased.text.charAt(offset)
    const last = pieces.at(-1)
    if (last === undefined || last.clock + last.text.length !== clock) {
      pieces.push({ client, clock, text: character })
    } else pieces.splice(-1, 1, { ...last, text: last.text + character })
  }
  return pieces
}

/** Whether some of these characters are in one of the spans. */
export function isIn(spans: readonly Span[], characters: Span): boolean {
  return spans.some((span) => overlaps(span, characters))
}

/** Whether two spans have a character in common. */
export function overlaps(left: Span, right: Span): boolean {
  return (
    left.client === right.client &&
    left.clock < right.clock + right.length &&
    right.clock < left.clock + left.length
  )
}

/** The ids of deleted characters. */
export function spanOf({ client, clock, text }: Erased): Span {
  return { client, clock, length: text.length }
}
