import type { CompendiumEntry } from '#plugin-sdk'
import { idOf } from '../compendium/build-attack.ts'
import { Monster } from '../creature-schema.ts'
import { readMonster } from './read-monster.ts'
import { SrdMonster } from './srd-shape.ts'

/** The entry under an id that is not among `ids` yet, which it is put into; or a sentence that says why there is none. */
export function readEntry(value: unknown, ids: Set<string>): CompendiumEntry | string {
  const parsed = SrdMonster.safeParse(value)
  if (!parsed.success) return sentenceOf(parsed.error.issues[0])
  const { index, name } = parsed.data
  const entry = readMonster(parsed.data, freeId(idOf(index ?? name) || 'monster', ids))
  const usable = Monster.safeParse(entry.data)
  return usable.success ? entry : sentenceOf(usable.error.issues[0])
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
