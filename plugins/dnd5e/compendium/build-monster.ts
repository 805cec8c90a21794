import type { Json } from '#crdt-rules'
import type { CompendiumEntry } from '#plugin-sdk'
import type { Attack, Healing } from '../attack-schema.ts'
import type { Monster, Training } from '../creature-schema.ts'
import {
  cellsBySize,
  skills,
  systemId,
  type AbilityId,
  type Size,
  type SkillId,
} from '../vocabulary.ts'

/** Six ability scores in their usual order. */
export type Scores = readonly [
  str: number,
  dex: number,
  con: number,
  int: number,
  wis: number,
  cha: number,
]

/** What a stat block states; what is left out is none or ordinary. */
export interface StatBlock {
  readonly id: string
  readonly name: string
  readonly size: Size
  readonly type: string
  readonly alignment: string
  readonly challenge: number
  readonly armourClass: number
  readonly hitPoints: number
  readonly hitDice: string
  readonly speed: string
  readonly abilities: Scores
  /** Printed totals. */
  readonly saves?: Readonly<Partial<Record<AbilityId, number>>>
  readonly skills?: Readonly<Partial<Record<SkillId, number>>>
  readonly resistances?: readonly string[]
  readonly immunities?: readonly string[]
  readonly vulnerabilities?: readonly string[]
  readonly conditionImmunities?: Monster['defences']['conditions']
  readonly senses?: string
  readonly languages?: string
  readonly attacks: readonly Attack[]
  readonly healing?: readonly Healing[]
  readonly features?: readonly { readonly name: string; readonly description: string }[]
}

/** A compendium entry of a monster; printed totals are kept as what exceeds the modifier. */
export function buildMonster(block: StatBlock): CompendiumEntry {
  const data: Monster = {
    abilities: abilitiesOf(block.abilities),
    saves: Object.fromEntries(
      Object.entries(block.saves ?? {}).map(([id, total]) => [
        id,
        beyond(total, block.abilities, id as AbilityId),
      ]),
    ),
    skills: Object.fromEntries(
      Object.entries(block.skills ?? {}).map(([id, total]) => [
        id,
        beyond(total, block.abilities, skills[id as SkillId].ability),
      ]),
    ),
    attributes: {
      hp: {
        value: block.hitPoints,
        max: block.hitPoints,
        temporary: 0,
        formula: block.hitDice,
      },
      ac: block.armourClass,
      speed: block.speed,
      initiative: 0,
      exhaustion: 0,
    },
    details: {
      size: block.size,
      type: block.type,
      alignment: block.alignment,
      challenge: block.challenge,
      languages: block.languages ?? '',
      senses: block.senses ?? '',
    },
    defences: {
      resistances: [...(block.resistances ?? [])],
      immunities: [...(block.immunities ?? [])],
      vulnerabilities: [...(block.vulnerabilities ?? [])],
      conditions: [...(block.conditionImmunities ?? [])],
    },
    attacks: [...block.attacks],
    healing: [...(block.healing ?? [])],
    features: (block.features ?? []).map((feature, index) => ({ id: `f${index}`, ...feature })),
    conditions: [],
  }
  return {
    id: `${systemId}:monsters:${block.id}`,
    kind: 'monster',
    name: block.name,
    summary: `${block.size} ${block.type}, CR ${challengeInWords(block.challenge)}`,
    art: artOf(block.name, block.type),
    size: cellsBySize[block.size],
    data: data as unknown as Json,
  }
}

/** Ability scores by their keys. */
export function abilitiesOf([str, dex, con, int, wis, cha]: Scores): Monster['abilities'] {
  return { str, dex, con, int, wis, cha }
}

/** 1/8, 1/4, 1/2 or a whole number. */
export function challengeInWords(challenge: number): string {
  const fractions: Readonly<Record<string, string>> = { 0.125: '1/8', 0.25: '1/4', 0.5: '1/2' }
  return fractions[challenge] ?? `${challenge}`
}

function beyond(total: number, scores: Scores, ability: AbilityId): Training {
  return { bonus: total - Math.floor((abilitiesOf(scores)[ability] - 10) / 2) }
}

/** The kind of creature that a token's picture shows: 'swarm of Tiny beasts' is a beast. */
function artOf(name: string, type: string): string {
  const nameWords = name.toLowerCase().split(/[^a-z]+/)
  const typeWords = type.toLowerCase().split(/[^a-z]+/)
  return (
    ownArt.find((art) => nameWords.includes(art)) ??
    artByType.find((art) => typeWords.includes(art)) ??
    typeWords[0] ??
    'humanoid'
  )
}

/** Creatures common enough to have a face of their own. */
const ownArt = ['goblin', 'wolf', 'skeleton', 'ogre']
const artByType = ['beast', 'undead', 'dragon', 'humanoid', 'fiend', 'giant', 'ooze', 'plant']
