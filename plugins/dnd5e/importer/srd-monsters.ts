import type { CompendiumEntry, Importer, ImportReport } from '#plugin-sdk'

const entriesPerTurn = 10

/**
 * Monster files in the shape of the 5e SRD API: one monster, a list, or a list inside an object. What reads an entry
 * is fetched with the first file.
 */
export const srdMonsters: Importer = {
  id: 'srd-monsters',
  name: 'Monsters (5e SRD API)',

  accepts(json) {
    return entriesOf(json).some(
      (entry) => isObject(entry) && 'name' in entry && 'hit_points' in entry,
    )
  },

  async read(json, progress, isCancelled): Promise<ImportReport> {
    const found = entriesOf(json)
    const entries: CompendiumEntry[] = []
    const refused: { readonly name: string; readonly because: string }[] = []
    const ids = new Set<string>()
    const { readEntry } = await import('./read-entry.ts')
    for (const [index, value] of found.entries()) {
      if (index % entriesPerTurn === 0) {
        progress(index, found.length)
        await nextTurn()
        if (isCancelled()) return { entries, refused, cancelled: true }
      }
      const read = readEntry(value, ids)
      if (typeof read === 'string') refused.push({ name: nameOf(value, index), because: read })
      else entries.push(read)
    }
    progress(found.length, found.length)
    return { entries, refused, cancelled: false }
  },
}

function entriesOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json as readonly unknown[]
  if (!isObject(json)) return []
  const inside = ['results', 'monsters', 'monster', 'data']
    .map((key) => json[key])
    .find((list) => Array.isArray(list))
  return inside === undefined ? [json] : (inside as readonly unknown[])
}

function nameOf(value: unknown, index: number): string {
  const name = isObject(value) ? value['name'] : undefined
  return typeof name === 'string' && name !== '' ? name.slice(0, 120) : `Entry ${index + 1}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
