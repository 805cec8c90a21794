/**
 * What a text ought to say, told by causes alone: who had seen which letters where. Knows no documents and no bytes.
 */

/** One letter as somebody typed it; typed again, it is another. */
export interface Glyph {
  readonly letter: string
}

/** What somebody typed and deleted at once, and what stood around it. */
export interface Stroke {
  readonly typed: readonly Glyph[]
  readonly erased: readonly Glyph[]
  readonly before: readonly Glyph[]
  readonly after: readonly Glyph[]
}

/** Every letter that was typed and that nobody deleted, for somebody who knows these strokes. */
export function standingIn(known: Iterable<Stroke>): readonly Glyph[] {
  const strokes = [...known]
  const gone = new Set(strokes.flatMap(({ erased }) => erased))
  return strokes.flatMap(({ typed }) => typed.filter((glyph) => !gone.has(glyph)))
}

/** The letters of glyphs, in no order that means anything. */
export function lettersOf(glyphs: readonly Glyph[]): string {
  return glyphs
    .map(({ letter }) => letter)
    .sort()
    .join('')
}

/** A text says what was typed and not deleted, no more, and every stroke stands where it was made. */
export function expectText(shown: string, known: ReadonlySet<Stroke>, who: string): void {
  const standing = standingIn(known)
  if ([...shown].sort().join('') !== lettersOf(standing)) {
    throw new Error(`${who} reads ${shown}, and ${lettersOf(standing)} was typed and not deleted.`)
  }
  const places = new Map(standing.map((glyph) => [glyph, placeOf(glyph, shown)]))
  for (const { before, typed, after } of known) expectOrder([before, typed, after], places, who)
}

/**
 * What taking a stroke back did: what it typed is gone, what it deleted is there, whatever else stood stands in its
 * order. Refused only where nothing that it typed stands any more, or it is all as it was. Answers it as a stroke.
 */
export function expectUndone(
  stroke: Stroke,
  known: ReadonlySet<Stroke>,
  { before, after, isRefused }: { before: string; after: string; isRefused: boolean },
): Stroke {
  const standing = standingIn(known)
  const typed = stroke.typed.filter((glyph) => standing.includes(glyph))
  const isAllThere = stroke.erased.every(({ letter }) => before.includes(letter))
  const mayRefuse = stroke.typed.length > 0 ? typed.length === 0 : isAllThere
  // Of a letter that stands twice nobody can tell whether the one that was deleted is back.
  const isPlain = new Set(before).size === before.length
  if (isRefused !== mayRefuse && isPlain) {
    throw new Error(`Taking back was ${isRefused ? '' : 'not '}refused at ${before}.`)
  }
  const untouched = standing.filter((glyph) => !typed.includes(glyph))
  const putBack = lettersBeyond(after, lettersOf(isRefused ? standing : untouched))
  if (isRefused) {
    if (after !== before) throw new Error('What was refused changed the text.')
  } else {
    const erased = stroke.erased.map(({ letter }) => letter)
    if (putBack.some((letter) => !erased.includes(letter))) throw new Error(`${after} says more.`)
    if (erased.some((letter) => !after.includes(letter))) throw new Error(`${after} says less.`)
    const places = new Map(
      [...untouched, ...stroke.typed, ...stroke.before, ...stroke.after].map((glyph) => [
        glyph,
        untouched.includes(glyph) ? placeOf(glyph, after) : undefined,
      ]),
    )
    const returned = putBack.map((letter) => ({ letter }))
    returned.forEach((glyph) => places.set(glyph, placeOf(glyph, after)))
    expectOrder([stroke.before, returned, stroke.after], places, 'Who took back')
  }
  return {
    typed: putBack.map((letter) => ({ letter })),
    erased: isRefused ? [] : typed,
    before: [],
    after: [],
  }
}

/** The letters of a text that are in it once more than in others. */
function lettersBeyond(shown: string, expected: string): readonly string[] {
  const left = [...expected]
  return [...shown].filter((letter) => {
    const at = left.indexOf(letter)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Where a letter stands; undefined where it stands twice, so that nobody can tell which is which. */
function placeOf({ letter }: Glyph, shown: string): number | undefined {
  const at = shown.indexOf(letter)
  return at >= 0 && at === shown.lastIndexOf(letter) ? at : undefined
}

/** Each of these stands before all of the next ones, those of one group in their order. */
function expectOrder(
  groups: readonly (readonly Glyph[])[],
  places: ReadonlyMap<Glyph, number | undefined>,
  who: string,
): void {
  const found = groups.flat().flatMap((glyph) => places.get(glyph) ?? [])
  const isInOrder = found.every((place, index) => index === 0 || (found[index - 1] ?? 0) < place)
  if (!isInOrder) throw new Error(`${who} has letters in an order in which nobody put them.`)
}
