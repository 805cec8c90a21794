import type { Json, RuleDocument } from '#crdt-rules'
import type { CompendiumEntry } from '#plugin-sdk'

/** The value of a path that was never written. */
export type Defaults = (path: string) => Json | undefined

/**
 * Reads fall back to the compendium entry an actor was made from; a value with a maximum beside it
 * (`hp.value`, `hp.max`) starts full.
 */
export function createDefaults(
  entryOf: (id: string) => CompendiumEntry | undefined,
  document: () => RuleDocument,
): Defaults {
  return (path) => {
    // Asked of every path there is, a thousand times in one deed.
    if (!path.startsWith('actors.')) return undefined
    const [, id, ...rest] = path.split('.')
    if (id === undefined || rest.length === 0) return undefined
    if (rest[0] === 'template') return undefined
    const template = document().read(`actors.${id}.template`)
    const entry = typeof template === 'string' ? entryOf(template) : undefined
    if (entry === undefined) return undefined
    const own = ownField(entry, rest)
    if (own !== undefined) return own
    const found = valueAt(entry.data, rest)
    if (found !== undefined || rest.at(-1) !== 'value') return found
    return document().read([...path.split('.').slice(0, -1), 'max'].join('.'))
  }
}

function ownField(entry: CompendiumEntry, rest: readonly string[]): Json | undefined {
  if (rest.length !== 1) return undefined
  switch (rest[0]) {
    case 'kind':
      return entry.kind
    case 'name':
      return entry.name
    case 'art':
      return entry.art
    default:
      return undefined
  }
}

function valueAt(data: Json, keys: readonly string[]): Json | undefined {
  let value: Json | undefined = data
  for (const key of keys) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    value = (value as { readonly [key: string]: Json })[key]
  }
  return value
}
