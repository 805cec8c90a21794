import type { CompendiumEntry, CompendiumFilter } from '#plugin-sdk'

/** What a filter offers: the values that entries have, each in words, in their order. */
export interface FilterOptions {
  readonly filter: CompendiumFilter
  readonly options: readonly { readonly value: string; readonly words: string }[]
}

/** What of each filter is wanted, by its path; what is missing or empty lets everything pass. */
export type Chosen = Readonly<Record<string, string>>

/** The filters that can tell these entries apart. */
export function filterOptions(
  filters: readonly CompendiumFilter[],
  entries: readonly CompendiumEntry[],
): readonly FilterOptions[] {
  return filters.flatMap((filter) => {
    const values = [...new Set(entries.flatMap((entry) => valueOf(entry, filter) ?? []))]
    if (values.length < 2) return []
    const options = values.sort(inOrderOf(filter)).map((value) => ({
      value,
      words: filter.words?.[value] ?? value.charAt(0).toUpperCase() + value.slice(1),
    }))
    return [{ filter, options }]
  })
}

/** Whether an entry has everything that is wanted. */
export function passes(
  entry: CompendiumEntry,
  filters: readonly CompendiumFilter[],
  chosen: Chosen,
): boolean {
  return filters.every((filter) => {
    const wanted = chosen[filter.path] ?? ''
    return wanted === '' || valueOf(entry, filter) === wanted
  })
}

/** Monster files write 'Beast' and 'beast'. */
function valueOf(entry: CompendiumEntry, { path }: CompendiumFilter): string | undefined {
  let value: unknown = entry.data
  for (const name of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined
}

/** As the game system says; else numbers by size and words by the alphabet. */
function inOrderOf({ order }: CompendiumFilter) {
  const placeOf = (value: string) => {
    const at = order?.findIndex((one) => one.toLowerCase() === value) ?? -1
    return at < 0 ? Infinity : at
  }
  return (left: string, right: string) => {
    const [one, other] = [placeOf(left), placeOf(right)]
    if (one !== other) return one - other
    return left.localeCompare(right, undefined, { numeric: true }) || 0
  }
}
