import { z } from 'zod'
import { Attack, Healing } from './attack-schema.ts'
import { conditionIds } from './conditions.ts'
import { abilityIds, sizes, skillIds } from './vocabulary.ts'

const Count = z.int().min(0).max(9999)
const Text = z.string().max(4000)

/** 0 without, 1 with, 2 with doubled proficiency; a bonus comes on top. */
const Training = z.object({
  proficiency: z.union([z.literal(0), z.literal(0.5), z.literal(1), z.literal(2)]).optional(),
  bonus: z.int().min(-20).max(30).optional(),
})
export type Training = z.infer<typeof Training>

const Feature = z.object({ id: z.string().max(80), name: z.string().max(120), description: Text })
export type Feature = z.infer<typeof Feature>

const Abilities = z.object({
  str: z.int().min(0).max(30),
  dex: z.int().min(0).max(30),
  con: z.int().min(0).max(30),
  int: z.int().min(0).max(30),
  wis: z.int().min(0).max(30),
  cha: z.int().min(0).max(30),
})

const HitPoints = z.object({
  value: Count,
  max: Count,
  temporary: Count,
  /** The dice behind the maximum: '2d6'. */
  formula: z.string().max(60),
})

const shared = {
  abilities: Abilities,
  saves: z.partialRecord(z.enum(abilityIds), Training),
  skills: z.partialRecord(z.enum(skillIds as [string, ...string[]]), Training),
  defences: z.object({
    resistances: z.array(z.string().max(200)).max(40),
    immunities: z.array(z.string().max(200)).max(40),
    vulnerabilities: z.array(z.string().max(200)).max(40),
    conditions: z.array(z.enum(conditionIds)).max(20),
  }),
  attacks: z.array(Attack).max(60),
  healing: z.array(Healing).max(20),
  features: z.array(Feature).max(80),
  conditions: z.array(z.string().max(80)).max(60),
}

const attributes = {
  hp: HitPoints,
  ac: Count,
  speed: z.string().max(200),
  /** What comes on top of Dexterity when initiative is rolled. */
  initiative: z.int().min(-20).max(20),
  exhaustion: z.int().min(0).max(6),
}

const details = {
  size: z.enum(sizes as [string, ...string[]]),
  alignment: z.string().max(80),
  languages: z.string().max(400),
  senses: z.string().max(400),
}

/** A monster, as its compendium entry states it. */
export const Monster = z.object({
  ...shared,
  attributes: z.object(attributes),
  details: z.object({
    ...details,
    type: z.string().max(80),
    challenge: z.number().min(0).max(40),
  }),
})
export type Monster = z.infer<typeof Monster>

const Spent = z.object({ value: Count, max: Count })

/** A character, as its compendium entry states it. */
export const Character = z.object({
  ...shared,
  attributes: z.object({
    ...attributes,
    hitDice: Spent.extend({ die: z.enum(['d6', 'd8', 'd10', 'd12']) }),
    death: z.object({ successes: z.int().min(0).max(3), failures: z.int().min(0).max(3) }),
    /** Spell slots by spell level. */
    slots: z.record(z.string().regex(/^[1-9]$/), Spent),
  }),
  details: z.object({
    ...details,
    level: z.int().min(1).max(20),
    class: z.string().max(80),
    race: z.string().max(80),
  }),
})
export type Character = z.infer<typeof Character>
