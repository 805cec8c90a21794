import { z } from 'zod'

/** A reference, by index and name or by a bare name; read as the lower-case index. */
const Reference = z
  .union([
    z.string(),
    z.object({ index: z.string() }).transform(({ index }) => index),
    z.object({ name: z.string() }).transform(({ name }) => name),
  ])
  .transform((text) => text.toLowerCase().trim())

const Words = z.string().max(8000)
const Maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z.nullish(schema).transform((value) => value ?? undefined)
const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.nullish(z.array(schema).max(200)).transform((list) => list ?? [])

const Difficulty = z.object({
  dc_type: Reference,
  dc_value: z.coerce.number().int().min(1).max(40),
  success_type: Maybe(z.string()),
})

/** Damage of one type. Without a type (some entries of the field) it is left out. */
export const SrdDamage = z.object({
  damage_type: Maybe(Reference),
  damage_dice: Maybe(z.string().max(60)),
  notes: Maybe(z.string().max(80)),
})
export type SrdDamage = z.infer<typeof SrdDamage>

const DamageChoice = z.object({
  choose: z.number(),
  from: z.object({ options: z.array(SrdDamage).max(20) }),
})

/** Damage, or one of several kinds to choose from. */
const AnyDamage = z.union([
  DamageChoice.transform(({ from }) => ({ options: from.options })),
  SrdDamage.transform((damage) => ({ options: [damage] })),
])

const Part = z.object({
  name: z.string().max(120),
  dc: Maybe(Difficulty),
  damage: listOf(AnyDamage),
})

/** An action as the SRD API tells it: words for people and some of the numbers. */
export const SrdAction = z.object({
  name: z.string().min(1).max(200),
  desc: Maybe(Words).transform((text) => text ?? ''),
  attack_bonus: Maybe(z.coerce.number().int().min(-10).max(40)),
  damage: listOf(AnyDamage),
  dc: Maybe(Difficulty),
  usage: Maybe(
    z.object({
      type: z.string(),
      times: z.number().optional(),
      min_value: z.number().optional(),
    }),
  ),
  options: Maybe(z.object({ from: z.object({ options: z.array(z.unknown()) }) })).transform(
    (options) => partsIn(options?.from.options),
  ),
  attacks: Maybe(z.array(z.unknown())).transform(partsIn),
})
export type SrdAction = z.infer<typeof SrdAction>
export type SrdPart = z.infer<typeof Part>

const Score = z.coerce.number().int().min(0).max(30)

const Challenge = z.union([
  z.number(),
  z.string().transform((text) => {
    const [over = '', under = '1'] = text.split('/')
    return Number(over) / Number(under)
  }),
])

/** A monster in the shape of the 5e SRD API, 2014 rules. */
export const SrdMonster = z.object({
  index: Maybe(z.string().max(120)),
  name: z.string().min(1).max(120),
  size: z.string(),
  type: z.string().max(80),
  alignment: Maybe(z.string().max(80)),
  armor_class: z.union([
    z.number().transform((value) => [{ type: 'natural', value }]),
    z.array(z.object({ type: Maybe(z.string()), value: z.int().min(0).max(99) })).min(1),
  ]),
  hit_points: z.int().min(1).max(9999),
  hit_dice: Maybe(z.string().max(60)),
  hit_points_roll: Maybe(z.string().max(60)),
  speed: z.union([z.string(), z.record(z.string(), z.unknown())]),
  strength: Score,
  dexterity: Score,
  constitution: Score,
  intelligence: Score,
  wisdom: Score,
  charisma: Score,
  proficiencies: listOf(z.object({ value: z.int(), proficiency: Reference })),
  damage_vulnerabilities: listOf(z.string().max(200)),
  damage_resistances: listOf(z.string().max(200)),
  damage_immunities: listOf(z.string().max(200)),
  condition_immunities: listOf(Reference),
  senses: Maybe(z.union([z.string(), z.record(z.string(), z.unknown())])),
  languages: Maybe(z.string().max(400)),
  challenge_rating: Challenge.pipe(z.number().min(0).max(40)),
  special_abilities: listOf(SrdAction),
  actions: listOf(SrdAction),
  reactions: listOf(SrdAction),
  legendary_actions: listOf(SrdAction),
})
export type SrdMonster = z.infer<typeof SrdMonster>

function partsIn(options: readonly unknown[] | undefined): readonly SrdPart[] {
  return (options ?? []).flatMap((option) => {
    const part = Part.safeParse(option)
    return part.success ? [part.data] : []
  })
}
