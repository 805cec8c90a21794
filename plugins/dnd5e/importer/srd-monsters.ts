import type { CompendiumEntry, Importer, ImportReport } from '#plugin-sdk'
import { idOf } from '../compendium/build-attack.ts'
import { Monster } from '../creature-schema.ts'
import { readMonster } from './read-monster.ts'
import { SrdMonster } from './srd-shape.ts'

const entriesPerTurn = 10

/** Monster files in the shape of the 5e SRD API: one monster, a list, or a list inside an object. */
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

/** The entry, or a sentence that says why there is none. */
function readEntry(value: unknown, ids: Set<string>): CompendiumEntry | string {
  const parsed = SrdMonster.safeParse(value)
  if (!parsed.success) return sentenceOf(parsed.error.issues[0])
  const { index, name } = parsed.data
  const entry = readMonster(parsed.data, freeId(idOf(index ?? name) || 'monster', ids))
  const usable = Monster.safeParse(entry.data)
  return usable.success ? entry : sentenceOf(usable.error.issues[0])
}

function entriesOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json as readonly unknown[]
  if (!isObject(json)) return []
  const inside = ['results', 'monsters', 'monster', 'data']
    .map((key) => json[key])
    .find((list) => Array.isArray(list))
  return inside === undefined ? [json] : (inside as readonly unknown[])
}

function freeId(wanted: string, ids: Set<string>): string {
  let id = `imported-${wanted}`
  for (let next = 2; ids.has(id); next++) id = `imported-${wanted}-${next}`
  ids.add(id)
  return id
}

function sentenceOf(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): string {
  if (issue === undefined) return 'It is not a monster.'
  const where = issue.path.map(String).join('.')
  return where === '' ? `${issue.message}.` : `"${where}" is not as expected: ${issue.message}.`
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
