import {
  defineAction,
  refuse,
  type ActorReader,
  type Dice,
  type Outcome,
  type Roll,
} from '#plugin-sdk'
import type { Healing } from '../attack-schema.ts'
import { abilityModifier } from '../derived.ts'
import { has, healingOf, hitPointsOf, nameOf } from '../play/creature.ts'
import { plus } from '../play/d20.ts'
import { restore } from '../play/restore.ts'
import { missingSlot, spendSlot } from '../play/slots.ts'
import { AmountInput, findActor, findTarget, refuseHeldBack } from './input.ts'

/** Gives hit points back: by an amount, or by one of the actor's own spells and remedies. */
export const heal = defineAction({
  id: 'heal',
  name: 'Heal',
  icon: 'heart-plus',
  aim: 'anyone',
  amount: 'Hit points',
  input: AmountInput,
  choices: (actor) =>
    healingOf(actor).map((way) => ({ id: way.id, name: way.name, hint: notationOf(actor, way) })),

  perform({ actor, target, choice, amount }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const aimed = findTarget(world, target ?? actor)
    if (aimed.type === 'missing') return aimed.outcome
    const healed = aimed.actor
    if (has(healed, 'dead')) return refuse(`${nameOf(healed)} is dead.`)
    if (hitPointsOf(healed) >= healed.number('attributes.hp.max')) {
      return refuse(`${nameOf(healed)} is already at full hit points.`)
    }
    if (amount !== undefined && amount > 0) {
      const say = `${nameOf(healed)} regains ${amount} hit points.`
      return { type: 'done', changes: restore(healed, amount), say, rolls: [] }
    }
    return healBy(found.actor, healed, choice, dice)
  },
})

/** Grants temporary hit points. They do not add up: the greater amount stays. */
export const temporary = defineAction({
  id: 'temporary-hit-points',
  name: 'Temporary hit points',
  icon: 'shield-plus',
  aim: 'self',
  amount: 'Temporary hit points',
  input: AmountInput,

  perform({ actor, target, amount }, world): Outcome {
    const found = findTarget(world, target ?? actor)
    if (found.type === 'missing') return found.outcome
    if (amount === undefined || amount === 0) return refuse('Say how many hit points.')
    const name = nameOf(found.actor)
    const present = found.actor.number('attributes.hp.temporary')
    if (present >= amount) return refuse(`${name} already has ${present} temporary hit points.`)
    return {
      type: 'done',
      changes: [
        { path: `actors.${found.actor.id}.attributes.hp.temporary`, edit: { set: amount } },
      ],
      say: `${name} has ${amount} temporary hit points.`,
      rolls: [],
    }
  },
})

function healBy(
  healer: ActorReader,
  healed: ActorReader,
  choice: string | undefined,
  dice: Dice,
): Outcome {
  const ways = healingOf(healer)
  const way = choice === undefined ? ways[0] : ways.find(({ id }) => id === choice)
  if (way === undefined) return refuse('Say how many hit points.')
  const refused = refuseHeldBack(healer)
  if (refused !== undefined) return refused
  const missing = missingSlot(healer, way.slot)
  if (missing !== undefined) return refuse(missing)
  const roll: Roll = dice.roll(notationOf(healer, way), way.name)
  const amount = Math.max(1, roll.total)
  return {
    type: 'done',
    changes: [...spendSlot(healer, way.slot), ...restore(healed, amount)],
    say: `${nameOf(healer)} uses ${way.name}: ${nameOf(healed)} regains ${amount} hit points.`,
    rolls: [roll],
  }
}

function notationOf(actor: ActorReader, { dice, ability }: Healing): string {
  return `${dice}${plus(ability === undefined ? 0 : abilityModifier(actor, ability))}`
}
