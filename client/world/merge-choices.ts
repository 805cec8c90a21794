import type { Json, Merge, Sibling } from '#crdt-rules'

interface Options {
  /** The value of the path before anybody wrote it. */
  readonly base: Json | undefined
  /** Whether the path's rule takes the value. */
  readonly fits: (value: Json) => boolean
}

/**
 * The values that somebody may let stand instead of what a merge came to: what each of the writes
 * made apart would have come to alone. Of what was removed it is `true`: that it is there. Of a set it is the set
 * without what was both added and taken out.
 */
export function choicesOf(merge: Merge, { base, fits }: Options): readonly Json[] {
  if (merge.path.endsWith('.$')) return [true]
  if (merge.rule === 'addWinsSet') return [withoutContested(merge)].filter(fits)
  const start = startOf(merge, base)
  const values = merge.siblings.flatMap((sibling) => aloneValue(sibling, start))
  const shown = JSON.stringify(merge.view ?? null)
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]))
  return [...byText].flatMap(([text, value]) => (text !== shown && fits(value) ? [value] : []))
}

/** The number that additions made apart began with; undefined when they began with several. */
function startOf({ rule, siblings }: Merge, base: Json | undefined): number | undefined {
  if (!rule.startsWith('tally(')) return undefined
  const [start, ...others] = siblings.filter(({ kind }) => kind === 'set').map(({ value }) => value)
  if (others.length > 0) return undefined
  const value = start ?? base
  return typeof value === 'number' ? value : undefined
}

function withoutContested({ siblings, view }: Merge): Json {
  const contested = new Set(siblings.map(({ value }) => JSON.stringify(value)))
  const elements: readonly Json[] = Array.isArray(view) ? view : []
  return elements.filter((element) => !contested.has(JSON.stringify(element)))
}

function aloneValue({ kind, element, value }: Sibling, start: number | undefined): readonly Json[] {
  if (element !== undefined) return []
  if (kind === 'set') return value === null ? [] : [value]
  if (start === undefined || typeof value !== 'number') return []
  // More than all that was there is no other outcome than all that was there.
  return start + value < 0 ? [] : [start + value]
}
