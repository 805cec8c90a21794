import { z } from 'zod'
import { parseDice } from '#plugin-sdk'
import { conditionIds } from './conditions.ts'
import { abilityIds, DamageType } from './vocabulary.ts'

const AbilityKey = z.enum(abilityIds)
const Name = z.string().min(1).max(120)

/** Dice notation that can be thrown. */
export const DiceText = z
  .string()
  .max(60)
  .refine((text) => parseDice(text).type === 'dice', { error: 'is not dice notation' })

/** Damage of one type; the modifier of `ability` is added when it is named. */
export const Damage = z.object({
  dice: DiceText,
  ability: AbilityKey.optional(),
  type: DamageType,
})
export type Damage = z.infer<typeof Damage>

/** A saving throw against a printed number, or 8 + proficiency + the modifier of `from`. */
export const Save = z.object({
  ability: AbilityKey,
  dc: z.union([z.int().min(1).max(40), z.object({ from: AbilityKey })]),
})
export type Save = z.infer<typeof Save>

/** What follows a hit or a failed save, beside the damage at once. */
export const Consequence = z.object({
  save: Save.optional(),
  onSuccess: z.enum(['half', 'none']),
  damage: z.array(Damage).max(6),
  conditions: z.array(z.enum(conditionIds)).max(6),
})
export type Consequence = z.infer<typeof Consequence>

/** What a weapon is made of or coated with, where resistances ask. */
export const Material = z.enum(['silvered', 'adamantine'])
export type Material = z.infer<typeof Material>

const shared = {
  id: z.string().min(1).max(80),
  name: Name,
  description: z.string().max(4000),
  /** Reach in feet when it can be made hand to hand. */
  reachFeet: z.int().min(0).max(200).optional(),
  /** Range in feet when it can be made from afar: normal and long. */
  rangeFeet: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
  /** Whether it counts as magical against resistances to what is not. */
  magical: z.boolean().optional(),
  material: Material.optional(),
  /** Whether it is a spell. */
  spell: z.boolean().optional(),
  /** The level of the spell slot that it takes. */
  slot: z.int().min(1).max(9).optional(),
  /** How often it can be used, as a note: 'Recharge 5–6'. */
  limit: z.string().max(60).optional(),
}

/** A way of attacking: by a roll against armour class, by the target's save, or without fail. */
export const Attack = z.discriminatedUnion('type', [
  z.object({
    ...shared,
    type: z.literal('roll'),
    /** The printed bonus, or proficiency and the modifier of an ability with what comes on top. */
    toHit: z.union([
      z.int().min(-10).max(40),
      z.object({ ability: AbilityKey, bonus: z.int().min(-10).max(20) }),
    ]),
    /** The lowest face of the d20 that makes a hit critical; 20 when left out. */
    criticalFrom: z.int().min(2).max(20).optional(),
    damage: z.array(Damage).max(6),
    consequence: Consequence.optional(),
  }),
  z.object({
    ...shared,
    type: z.literal('save'),
    save: Save,
    onSuccess: z.enum(['half', 'none']),
    damage: z.array(Damage).max(6),
    conditions: z.array(z.enum(conditionIds)).max(6),
  }),
  z.object({ ...shared, type: z.literal('sure'), damage: z.array(Damage).max(6) }),
])
export type Attack = z.infer<typeof Attack>

/** A way of giving hit points back. */
export const Healing = z.object({
  id: z.string().min(1).max(80),
  name: Name,
  description: z.string().max(4000),
  dice: DiceText,
  ability: AbilityKey.optional(),
  slot: z.int().min(1).max(9).optional(),
})
export type Healing = z.infer<typeof Healing>
