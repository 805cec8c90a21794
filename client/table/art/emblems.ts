import { classEmblems } from './classes.ts'
import { creatureEmblems } from './creatures.ts'
import type { Emblem } from './emblem.ts'
import { monsterEmblems } from './monsters.ts'

const emblems = new Map<string, Emblem>(
  Object.entries({ ...creatureEmblems, ...monsterEmblems, ...classEmblems }),
)

/** The names of all emblems there are: creature types, classes and a few monsters. */
export const emblemNames: readonly string[] = [...emblems.keys()]

/**
 * The emblem for a token's art: 'goblin', 'undead', 'fighter', also as rule books write types
 * ('humanoid (elf, wizard)', 'swarm of Tiny beasts'). Undefined when there is none; then the
 * token wears its initials.
 */
export function emblemFor(art: string): Emblem | undefined {
  const name = art.slice(0, 80).trim().toLowerCase()
  return emblems.get(name) ?? emblems.get(/^[a-z]+/u.exec(name)?.[0] ?? '')
}

/** The field of a token without an emblem, always the same for the same name. */
export function monogramField(name: string): Emblem['field'] {
  let hash = 7
  for (const letter of name.slice(0, 80)) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return monogramFields[hash % monogramFields.length] ?? ['#7a6a58', '#33281e']
}

const monogramFields: readonly Emblem['field'][] = [
  ['#7a6a58', '#33281e'],
  ['#8a5344', '#3a1b14'],
  ['#5d7a58', '#20321e'],
  ['#53708f', '#1b2c40'],
  ['#75588a', '#2c1c38'],
  ['#8a7a3f', '#372f12'],
]
