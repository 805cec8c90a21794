import type { ActorReader, Change, Dice, Roll } from '#plugin-sdk'
import type { Damage } from '../attack-schema.ts'
import { abilityModifier } from '../derived.ts'
import type { DamageType } from '../vocabulary.ts'
import { hitPointsOf, nameOf } from './creature.ts'
import { plus } from './d20.ts'
import { resist, unclearDefences, type Source } from './defences.ts'
import { atZero } from './zero.ts'

/** An amount of one type; without a type nothing resists it. */
export interface Hurt {
  readonly amount: number
  readonly type?: DamageType
}

/** What damage does to a creature: the changes, and sentences for the log. */
export interface Damaged {
  readonly changes: readonly Change[]
  readonly say: string
}

/** Throws damage dice; a critical hit throws every die twice. Never below 0. */
export function rollDamage(
  attacker: ActorReader,
  parts: readonly Damage[],
  dice: Dice,
  { critical, name }: { readonly critical: boolean; readonly name: string },
): { readonly hurts: readonly Hurt[]; readonly rolls: readonly Roll[] } {
  const rolls = parts.map((part) => {
    const modifier = part.ability === undefined ? 0 : abilityModifier(attacker, part.ability)
    const notation = `${critical ? twice(part.dice) : part.dice}${plus(modifier)}`
    return dice.roll(notation, `${name}: ${part.type}`)
  })
  const hurts = parts.map((part, index) => ({
    amount: Math.max(0, rolls[index]?.total ?? 0),
    type: part.type,
  }))
  return { hurts, rolls }
}

/**
 * Damage as it arrives: resisted per type, taken from temporary hit points first. It is written as
 * an addition, so that hits made apart all count.
 */
export function takeDamage(
  target: ActorReader,
  hurts: readonly Hurt[],
  source: Source,
  { critical }: { readonly critical: boolean },
): Damaged {
  const resisted = hurts.map((hurt) => {
    if (hurt.type === undefined) return { ...hurt, because: '' }
    return { ...hurt, ...resist(target, hurt.type, hurt.amount, source) }
  })
  const total = resisted.reduce((sum, { amount }) => sum + amount, 0)
  const temporary = Math.max(0, target.number('attributes.hp.temporary'))
  const absorbed = Math.min(temporary, total)
  const through = total - absorbed
  const path = `actors.${target.id}.attributes.hp`
  const zero = atZero(target, { seen: hitPointsOf(target), through, critical })
  const unclear = unclearDefences(target)
  return {
    changes: [
      ...(absorbed > 0 ? [{ path: `${path}.temporary`, edit: { add: -absorbed } }] : []),
      ...(through > 0 ? [{ path: `${path}.value`, edit: { add: -through } }] : []),
      ...zero.changes,
    ],
    say: [
      `${nameOf(target)} takes ${inWords(resisted)}.`,
      ...(absorbed > 0 ? [`${absorbed} of it is taken by temporary hit points.`] : []),
      ...(unclear.length > 0 ? [`Judge yourselves: ${unclear.join('; ')}.`] : []),
      ...zero.say,
    ].join(' '),
  }
}

/** Every die of a notation twice: '2d6+3' becomes '4d6+3'. */
function twice(notation: string): string {
  return notation.replace(/(\d*)d(\d)/gi, (_, count: string, sides: string) => {
    return `${2 * Number(count === '' ? 1 : count)}d${sides}`
  })
}

function inWords(hurts: readonly (Hurt & { readonly because: string })[]): string {
  if (hurts.length === 0) return 'no damage'
  const parts = hurts.map(({ amount, type, because }) => {
    const what = type === undefined ? 'damage' : `${type} damage`
    return because === '' ? `${amount} ${what}` : `${amount} ${what} (${because})`
  })
  return parts.length === 1
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}
