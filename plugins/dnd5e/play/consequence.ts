import type { ActorReader, Change, Dice, Roll } from '#plugin-sdk'
import type { Consequence } from '../attack-schema.ts'
import { conditionName } from '../conditions.ts'
import { isImmuneTo } from '../derived.ts'
import { difficulty, nameOf } from './creature.ts'
import { rollDamage, type Hurt } from './damage.ts'
import { savingThrow } from './saving-throw.ts'

/** What follows a hit or a save: further damage, conditions, and what to say about them. */
export interface Followed {
  readonly hurts: readonly Hurt[]
  readonly conditions: readonly string[]
  readonly say: readonly string[]
  readonly rolls: readonly Roll[]
}

/** Plays out a consequence: the save first, then damage in full, by half or not at all. */
export function follow(
  attacker: ActorReader,
  target: ActorReader,
  consequence: Consequence,
  dice: Dice,
  name: string,
): Followed {
  const { save } = consequence
  const thrown =
    save === undefined
      ? undefined
      : savingThrow(target, save.ability, difficulty(attacker, save.dc), dice)
  const succeeded = thrown?.succeeded === true
  const spared = succeeded && consequence.onSuccess === 'none'
  const damage = rollDamage(attacker, spared ? [] : consequence.damage, dice, {
    critical: false,
    name,
  })
  return {
    hurts: damage.hurts.map((hurt) =>
      succeeded ? { ...hurt, amount: Math.floor(hurt.amount / 2) } : hurt,
    ),
    conditions: succeeded ? [] : consequence.conditions,
    say: thrown === undefined ? [] : [`${thrown.say}.`],
    rolls: [...(thrown?.rolls ?? []), ...damage.rolls],
  }
}

/** Gives a creature conditions, each with its source; immunity keeps one away and says so. */
export function giveConditions(
  target: ActorReader,
  conditions: readonly string[],
  source: string,
): { readonly changes: readonly Change[]; readonly say: readonly string[] } {
  const [immune, given] = [
    conditions.filter((id) => isImmuneTo(target, id)),
    conditions.filter((id) => !isImmuneTo(target, id)),
  ]
  const names = (ids: readonly string[]) => ids.map(conditionName).join(' and ')
  return {
    changes: given.map((id) => ({
      path: `actors.${target.id}.conditions`,
      edit: { add: id, source },
    })),
    say: [
      ...(given.length > 0 ? [`${nameOf(target)} is ${names(given)}.`] : []),
      ...(immune.length > 0 ? [`${nameOf(target)} cannot be ${names(immune)}.`] : []),
    ],
  }
}
