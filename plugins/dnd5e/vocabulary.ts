import { z } from 'zod'

/** The six abilities, by the keys they have in data. */
export const abilityIds = ['str', 'dex', 'con', 'int', 'wis', 'cha'] as const
export type AbilityId = (typeof abilityIds)[number]

export const abilityNames: Readonly<Record<AbilityId, string>> = {
  str: 'Strength',
  dex: 'Dexterity',
  con: 'Constitution',
  int: 'Intelligence',
  wis: 'Wisdom',
  cha: 'Charisma',
}

/** Each skill with its name and the ability behind it. */
export const skills = {
  acrobatics: { name: 'Acrobatics', ability: 'dex' },
  animalHandling: { name: 'Animal Handling', ability: 'wis' },
  arcana: { name: 'Arcana', ability: 'int' },
  athletics: { name: 'Athletics', ability: 'str' },
  deception: { name: 'Deception', ability: 'cha' },
  history: { name: 'History', ability: 'int' },
  insight: { name: 'Insight', ability: 'wis' },
  intimidation: { name: 'Intimidation', ability: 'cha' },
  investigation: { name: 'Investigation', ability: 'int' },
  medicine: { name: 'Medicine', ability: 'wis' },
  nature: { name: 'Nature', ability: 'int' },
  perception: { name: 'Perception', ability: 'wis' },
  performance: { name: 'Performance', ability: 'cha' },
  persuasion: { name: 'Persuasion', ability: 'cha' },
  religion: { name: 'Religion', ability: 'int' },
  sleightOfHand: { name: 'Sleight of Hand', ability: 'dex' },
  stealth: { name: 'Stealth', ability: 'dex' },
  survival: { name: 'Survival', ability: 'wis' },
} as const satisfies Record<string, { readonly name: string; readonly ability: AbilityId }>

export type SkillId = keyof typeof skills
export const skillIds = Object.keys(skills) as readonly SkillId[]

export const damageTypes = [
  'acid',
  'bludgeoning',
  'cold',
  'fire',
  'force',
  'lightning',
  'necrotic',
  'piercing',
  'poison',
  'psychic',
  'radiant',
  'slashing',
  'thunder',
] as const
export const DamageType = z.enum(damageTypes)
export type DamageType = z.infer<typeof DamageType>

/** Sizes with the cells along one side of a token. */
export const cellsBySize = { Tiny: 0.5, Small: 1, Medium: 1, Large: 2, Huge: 3, Gargantuan: 4 }
export type Size = keyof typeof cellsBySize
export const sizes = Object.keys(cellsBySize) as readonly Size[]

/** The name of the plugin in ids of entries. */
export const systemId = 'dnd5e'
