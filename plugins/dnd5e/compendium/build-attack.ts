import type { Attack, Consequence, Damage, Save } from '../attack-schema.ts'
import type { AbilityId, DamageType } from '../vocabulary.ts'

type RollAttack = Extract<Attack, { type: 'roll' }>
type SaveAttack = Extract<Attack, { type: 'save' }>

/** Damage as it is written: '1d6+2 slashing'. */
export function hurt(text: string): Damage {
  const [dice = '', type = ''] = text.split(' ')
  return { dice, type: type as DamageType }
}

/** A weapon used hand to hand, with its printed bonus. */
export function melee(
  name: string,
  toHit: number,
  damage: readonly string[],
  more: Partial<RollAttack> = {},
): RollAttack {
  return { ...attackRoll(name, toHit, damage), reachFeet: 5, ...more }
}

/** A weapon used from afar, with its printed bonus and its normal and long range in feet. */
export function ranged(
  name: string,
  toHit: number,
  rangeFeet: [number, number],
  damage: readonly string[],
  more: Partial<RollAttack> = {},
): RollAttack {
  return { ...attackRoll(name, toHit, damage), rangeFeet, ...more }
}

/** Something that every creature in an area saves against. */
export function area(
  name: string,
  save: Save,
  damage: readonly string[],
  more: Partial<SaveAttack> = {},
): SaveAttack {
  return {
    id: idOf(name),
    name,
    description: '',
    type: 'save',
    save,
    onSuccess: damage.length > 0 ? 'half' : 'none',
    damage: damage.map(hurt),
    conditions: [],
    ...more,
  }
}

/** What a hit brings unless a save keeps it away. */
export function orElse(
  ability: AbilityId,
  dc: number,
  what: Partial<Omit<Consequence, 'save'>>,
): Consequence {
  return { save: { ability, dc }, onSuccess: 'none', damage: [], conditions: [], ...what }
}

/** An id from a name: 'Fire Breath' becomes 'fire-breath'. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function attackRoll(name: string, toHit: number, damage: readonly string[]): RollAttack {
  return { id: idOf(name), name, description: '', type: 'roll', toHit, damage: damage.map(hurt) }
}
