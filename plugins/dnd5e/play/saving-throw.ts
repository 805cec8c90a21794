import type { ActorReader, Dice, Roll } from '#plugin-sdk'
import { saveBonus } from '../derived.ts'
import { abilityNames, type AbilityId } from '../vocabulary.ts'
import { saveCircumstances } from './circumstances.ts'
import { isHelpless, nameOf } from './creature.ts'
import { inWords, rollD20 } from './d20.ts'

/** How a saving throw went, with a phrase for the log. */
export interface SavingThrow {
  readonly succeeded: boolean
  readonly say: string
  readonly rolls: readonly Roll[]
}

/** A saving throw against a difficulty. Who is helpless fails Strength and Dexterity at once. */
export function savingThrow(
  actor: ActorReader,
  ability: AbilityId,
  dc: number,
  dice: Dice,
): SavingThrow {
  const name = abilityNames[ability]
  if ((ability === 'str' || ability === 'dex') && isHelpless(actor)) {
    return { succeeded: false, say: `${nameOf(actor)} cannot dodge and fails`, rolls: [] }
  }
  const circumstances = saveCircumstances(actor, ability)
  const label = `${nameOf(actor)}: ${name} save`
  const d20 = rollD20(dice, saveBonus(actor, ability), label, circumstances)
  const succeeded = d20.total >= dc
  const verb = succeeded ? 'saves' : 'fails'
  return {
    succeeded,
    say: `${nameOf(actor)} ${verb} (${name} ${d20.total} against ${dc}${inWords(circumstances)})`,
    rolls: [d20.roll],
  }
}
