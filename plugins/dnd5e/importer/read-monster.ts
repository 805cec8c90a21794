import type { CompendiumEntry } from '#plugin-sdk'
import type { Attack } from '../attack-schema.ts'
import { idOf } from '../compendium/build-attack.ts'
import { buildMonster, type StatBlock } from '../compendium/build-monster.ts'
import { conditionIds } from '../conditions.ts'
import { abilityIds, sizes, skillIds, type AbilityId, type SkillId } from '../vocabulary.ts'
import { readAction, readHealing } from './read-action.ts'
import type { SrdAction, SrdMonster } from './srd-shape.ts'

/** A monster of the SRD API as a compendium entry with this id. */
export function readMonster(monster: SrdMonster, id: string): CompendiumEntry {
  const magical = monster.special_abilities.some(({ name }) => /\bweapons\b/i.test(name))
  const told = [...monster.actions, ...monster.legendary_actions]
  const attacks = told.flatMap((action) => readAction(action, magical))
  const onlyWords = told.filter(
    (action) => readAction(action, magical).length === 0 && readHealing(action).length === 0,
  )
  const block: StatBlock = {
    id,
    name: monster.name,
    size: sizes.find((size) => size.toLowerCase() === monster.size.toLowerCase()) ?? 'Medium',
    type: monster.type,
    alignment: monster.alignment ?? '',
    challenge: monster.challenge_rating,
    armourClass: armourClassOf(monster),
    hitPoints: monster.hit_points,
    hitDice: monster.hit_points_roll ?? monster.hit_dice ?? '',
    speed: inWords(monster.speed).slice(0, 200),
    abilities: [
      monster.strength,
      monster.dexterity,
      monster.constitution,
      monster.intelligence,
      monster.wisdom,
      monster.charisma,
    ],
    saves: savesOf(monster),
    skills: skillsOf(monster),
    resistances: monster.damage_resistances.slice(0, 40),
    immunities: monster.damage_immunities.slice(0, 40),
    vulnerabilities: monster.damage_vulnerabilities.slice(0, 40),
    conditionImmunities: conditionIds.filter((known) =>
      monster.condition_immunities.includes(known),
    ),
    senses: inWords(monster.senses ?? '').slice(0, 400),
    languages: monster.languages ?? '',
    attacks: distinct(attacks).slice(0, 60),
    healing: told.flatMap(readHealing).slice(0, 20),
    features: [...onlyWords, ...monster.special_abilities, ...monster.reactions]
      .slice(0, 80)
      .map(feature),
  }
  return buildMonster(block)
}

/** Without a condition or a spell cast first: the armour that is always there. */
function armourClassOf({ armor_class: classes }: SrdMonster): number {
  const always = classes.filter(({ type }) => type !== 'spell' && type !== 'condition')
  return Math.max(...(always.length > 0 ? always : classes).map(({ value }) => value))
}

function savesOf({ proficiencies }: SrdMonster): Partial<Record<AbilityId, number>> {
  return Object.fromEntries(
    proficiencies.flatMap(({ proficiency, value }) => {
      const id = abilityIds.find((ability) => proficiency === `saving-throw-${ability}`)
      return id === undefined ? [] : [[id, value] as const]
    }),
  )
}

function skillsOf({ proficiencies }: SrdMonster): Partial<Record<SkillId, number>> {
  return Object.fromEntries(
    proficiencies.flatMap(({ proficiency, value }) => {
      const id = skillIds.find((skill) => proficiency === `skill-${kebab(skill)}`)
      return id === undefined ? [] : [[id, value] as const]
    }),
  )
}

function kebab(camel: string): string {
  return camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** 'walk 30 ft., fly 60 ft.' without the word for the ordinary way and without passive scores. */
function inWords(what: string | Readonly<Record<string, unknown>>): string {
  if (typeof what === 'string') return what
  return Object.entries(what)
    .flatMap(([name, value]) => {
      if (name === 'passive_perception') return []
      if (value === true) return [name]
      if (typeof value !== 'string' && typeof value !== 'number') return []
      return [name === 'walk' ? `${value}` : `${name.replaceAll('_', ' ')} ${value}`]
    })
    .join(', ')
}

function feature({ name, desc }: SrdAction): {
  readonly name: string
  readonly description: string
} {
  return { name: name.slice(0, 120), description: desc.slice(0, 4000) }
}

/** Attacks with ids of their own; of the same attack in two places one is enough. */
function distinct(attacks: readonly Attack[]): readonly Attack[] {
  const byId = new Map<string, Attack>()
  for (const attack of attacks) {
    let id = idOf(attack.id)
    for (let next = 2; byId.has(id); next++) id = `${attack.id}-${next}`
    byId.set(id, { ...attack, id })
  }
  return [...byId.values()]
}
