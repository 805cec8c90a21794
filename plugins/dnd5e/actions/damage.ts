import { defineAction, refuse, type Outcome } from '#plugin-sdk'
import { z } from 'zod'
import { takeDamage } from '../play/damage.ts'
import { damageTypes, DamageType } from '../vocabulary.ts'
import { AmountInput, findTarget } from './input.ts'

/**
 * Damage by an amount, without a roll: to the actor itself, one target, or several at once. A
 * chosen damage type is resisted as from something that is not magical, unless `magical` says so.
 */
export const damage = defineAction({
  id: 'damage',
  name: 'Damage',
  icon: 'zap',
  aim: 'self',
  amount: 'Damage',
  input: AmountInput.extend({
    choice: z.union([z.literal('plain'), DamageType]).optional(),
    targets: z.array(z.string().max(100)).max(500).optional(),
    magical: z.boolean().optional(),
  }),
  choices: () => [
    { id: 'plain', name: 'Plain', hint: 'nothing resists it' },
    ...damageTypes.map((type) => ({ id: type, name: capital(type), hint: 'resisted as usual' })),
  ],

  perform({ actor, target, targets, amount, choice, magical }, world): Outcome {
    if (amount === undefined || amount === 0) return refuse('Say how much damage.')
    const hurt = choice === undefined || choice === 'plain' ? { amount } : { amount, type: choice }
    const source = { magical: magical === true, spell: false, alignment: '' }
    const found = [...new Set(targets ?? [target ?? actor])].map((id) => findTarget(world, id))
    const damaged = found.flatMap((one) =>
      one.type === 'found' ? [takeDamage(one.actor, [hurt], source, { critical: false })] : [],
    )
    if (damaged.length === 0) return refuse('No target picked.')
    return {
      type: 'done',
      changes: damaged.flatMap(({ changes }) => changes),
      say: damaged.map(({ say }) => say).join(' '),
      rolls: [],
    }
  },
})

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
