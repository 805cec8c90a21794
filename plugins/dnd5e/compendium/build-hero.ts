import type { Json } from '#crdt-rules'
import type { CompendiumEntry } from '#plugin-sdk'
import type { Attack, Healing } from '../attack-schema.ts'
import type { Character } from '../creature-schema.ts'
import { cellsBySize, systemId, type AbilityId, type Size, type SkillId } from '../vocabulary.ts'
import { hurt, idOf } from './build-attack.ts'
import { abilitiesOf, type Scores } from './build-monster.ts'

type RollAttack = Extract<Attack, { type: 'roll' }>

/** What a ready character is; what is left out is none or ordinary. */
export interface HeroBlock {
  readonly id: string
  readonly name: string
  readonly class: string
  readonly race: string
  readonly level: number
  readonly alignment?: string
  readonly size?: Size
  readonly abilities: Scores
  readonly hitPoints: number
  readonly die: Character['attributes']['hitDice']['die']
  readonly armourClass: number
  readonly speed: string
  readonly senses?: string
  readonly languages: string
  /** Saves that the character is proficient in. */
  readonly saves?: readonly AbilityId[]
  /** 1 for proficiency, 2 for expertise. */
  readonly skills?: Readonly<Partial<Record<SkillId, 1 | 2>>>
  /** Spell slots by spell level. */
  readonly slots?: Readonly<Record<string, number>>
  readonly attacks: readonly Attack[]
  readonly healing?: readonly Healing[]
  readonly features?: readonly (readonly [name: string, description: string])[]
}

/** A compendium entry of a character. */
export function buildHero(hero: HeroBlock): CompendiumEntry {
  const data: Character = {
    abilities: abilitiesOf(hero.abilities),
    saves: Object.fromEntries((hero.saves ?? []).map((id) => [id, { proficiency: 1 }])),
    skills: Object.fromEntries(
      Object.entries(hero.skills ?? {}).map(([id, proficiency]) => [id, { proficiency }]),
    ),
    attributes: {
      hp: {
        value: hero.hitPoints,
        max: hero.hitPoints,
        temporary: 0,
        formula: `${hero.level}${hero.die}`,
      },
      ac: hero.armourClass,
      speed: hero.speed,
      initiative: 0,
      exhaustion: 0,
      hitDice: { value: hero.level, max: hero.level, die: hero.die },
      death: { successes: 0, failures: 0 },
      slots: Object.fromEntries(
        Object.entries(hero.slots ?? {}).map(([level, max]) => [level, { value: max, max }]),
      ),
    },
    details: {
      size: hero.size ?? 'Medium',
      alignment: hero.alignment ?? '',
      languages: hero.languages,
      senses: hero.senses ?? '',
      level: hero.level,
      class: hero.class,
      race: hero.race,
    },
    defences: { resistances: [], immunities: [], vulnerabilities: [], conditions: [] },
    attacks: [...hero.attacks],
    healing: [...(hero.healing ?? [])],
    features: (hero.features ?? []).map(([name, description]) => ({
      id: idOf(name),
      name,
      description,
    })),
    conditions: [],
  }
  return {
    id: `${systemId}:characters:${hero.id}`,
    kind: 'character',
    name: hero.name,
    summary: `${hero.race} ${hero.class.toLowerCase()}, level ${hero.level}`,
    art: hero.class.toLowerCase(),
    size: cellsBySize[hero.size ?? 'Medium'],
    data: data as unknown as Json,
  }
}

/** A weapon in hand; its bonus and damage follow the ability. */
export function weapon(
  name: string,
  ability: AbilityId,
  damage: string,
  more: Partial<RollAttack> = {},
): RollAttack {
  return {
    ...byAbility(name, ability),
    damage: [{ ...hurt(damage), ability }],
    reachFeet: 5,
    ...more,
  }
}

/** A weapon that shoots; its bonus and damage follow the ability. */
export function shot(
  name: string,
  ability: AbilityId,
  damage: string,
  rangeFeet: [number, number],
  more: Partial<RollAttack> = {},
): RollAttack {
  return { ...byAbility(name, ability), damage: [{ ...hurt(damage), ability }], rangeFeet, ...more }
}

/** A spell that needs an attack roll; its damage is only what the dice show. */
export function spell(
  name: string,
  ability: AbilityId,
  damage: string,
  more: Partial<RollAttack> = {},
): RollAttack {
  return { ...byAbility(name, ability), damage: [hurt(damage)], spell: true, ...more }
}

/** A way of giving hit points back. */
export function remedy(
  name: string,
  dice: string,
  description: string,
  more: Partial<Healing> = {},
): Healing {
  return { id: idOf(name), name, description, dice, ...more }
}

function byAbility(name: string, ability: AbilityId): RollAttack {
  return {
    id: idOf(name),
    name,
    description: '',
    type: 'roll',
    toHit: { ability, bonus: 0 },
    damage: [],
  }
}
