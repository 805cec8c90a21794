import { defineAction, type Outcome } from '#plugin-sdk'
import { z } from 'zod'
import { abilityModifier, saveBonus, skillBonus } from '../derived.ts'
import { checkCircumstances, saveCircumstances } from '../play/circumstances.ts'
import { isHelpless, nameOf } from '../play/creature.ts'
import { inWords, rollD20, signed } from '../play/d20.ts'
import { abilityIds, abilityNames, skillIds, skills, type SkillId } from '../vocabulary.ts'
import { AmountInput, findActor } from './input.ts'

/** A saving throw; the amount, when given, is the number to reach. */
export const savingThrowAction = defineAction({
  id: 'saving-throw',
  name: 'Saving throw',
  icon: 'shield-half',
  aim: 'self',
  amount: 'Difficulty',
  input: AmountInput.extend({ choice: z.enum(abilityIds, { error: 'Pick an ability' }) }),
  choices: (actor) =>
    abilityIds.map((id) => ({ id, name: abilityNames[id], hint: signed(saveBonus(actor, id)) })),

  perform({ actor, choice, amount }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const name = `${abilityNames[choice]} saving throw`
    if ((choice === 'str' || choice === 'dex') && isHelpless(found.actor)) {
      const say = `${nameOf(found.actor)} fails the ${name} without a roll.`
      return { type: 'done', changes: [], say, rolls: [] }
    }
    const circumstances = saveCircumstances(found.actor, choice)
    const d20 = rollD20(dice, saveBonus(found.actor, choice), name, circumstances)
    const result = judged(d20.total, amount)
    return {
      type: 'done',
      changes: [],
      say: `${nameOf(found.actor)}: ${name} ${d20.total}${result}${inWords(circumstances)}.`,
      rolls: [d20.roll],
    }
  },
})

const checks = [...abilityIds, ...skillIds]

/** A check with an ability or a skill; the amount, when given, is the number to reach. */
export const abilityCheck = defineAction({
  id: 'ability-check',
  name: 'Ability check',
  icon: 'dices',
  aim: 'self',
  amount: 'Difficulty',
  input: AmountInput.extend({
    choice: z.string().refine((id) => (checks as readonly string[]).includes(id), {
      error: 'Pick an ability or a skill',
    }),
  }),
  choices: (actor) => [
    ...skillIds.map((id) => ({
      id,
      name: skills[id].name,
      hint: signed(skillBonus(actor, id)),
    })),
    ...abilityIds.map((id) => ({
      id,
      name: abilityNames[id],
      hint: signed(abilityModifier(actor, id)),
    })),
  ],

  perform({ actor, choice, amount }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const ability = abilityIds.find((id) => id === choice)
    const bonus =
      ability === undefined
        ? skillBonus(found.actor, choice as SkillId)
        : abilityModifier(found.actor, ability)
    const name = ability === undefined ? skills[choice as SkillId].name : abilityNames[ability]
    const circumstances = checkCircumstances(found.actor)
    const d20 = rollD20(dice, bonus, `${name} check`, circumstances)
    const result = judged(d20.total, amount)
    return {
      type: 'done',
      changes: [],
      say: `${nameOf(found.actor)}: ${name} check ${d20.total}${result}${inWords(circumstances)}.`,
      rolls: [d20.roll],
    }
  },
})

function judged(total: number, difficulty: number | undefined): string {
  if (difficulty === undefined || difficulty === 0) return ''
  return total >= difficulty
    ? ` (succeeds against ${difficulty})`
    : ` (fails against ${difficulty})`
}
