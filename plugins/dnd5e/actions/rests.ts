import { defineAction, refuse, type ActorReader, type Change, type Outcome } from '#plugin-sdk'
import { abilityModifier } from '../derived.ts'
import { has, hitPointsOf, isCharacter, nameOf } from '../play/creature.ts'
import { plus } from '../play/d20.ts'
import { restore } from '../play/restore.ts'
import { ActionInput, AmountInput, findActor } from './input.ts'

/** A short rest: spends hit dice, one when no number is given, and heals by what they show. */
export const shortRest = defineAction({
  id: 'short-rest',
  name: 'Short rest',
  icon: 'tent',
  aim: 'self',
  amount: 'Hit dice',
  input: AmountInput,

  perform({ actor, amount }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const resting = found.actor
    const name = nameOf(resting)
    if (!isCharacter(resting)) return refuse(`${name} has no hit dice to spend.`)
    if (has(resting, 'dead')) return refuse(`${name} is dead.`)
    const left = resting.number('attributes.hitDice.value')
    if (left < 1) return refuse('No hit dice left until a long rest.')
    const count = amount === undefined || amount === 0 ? 1 : amount
    if (count > left) return refuse(`${name} has only ${left} hit dice left.`)
    if (hitPointsOf(resting) >= resting.number('attributes.hp.max')) {
      return refuse(`${name} is already at full hit points.`)
    }
    const die = resting.text('attributes.hitDice.die') || 'd8'
    const notation = `${count}${die}${plus(count * abilityModifier(resting, 'con'))}`
    const roll = dice.roll(notation, 'Hit dice')
    const healed = Math.max(0, roll.total)
    return {
      type: 'done',
      changes: [
        { path: `actors.${resting.id}.attributes.hitDice.value`, edit: { add: -count } },
        ...(healed > 0 ? restore(resting, healed) : []),
      ],
      say: `${name} takes a short rest, spends ${diceInWords(count)} and regains ${healed} hit points.`,
      rolls: [roll],
    }
  },
})

/** A long rest: all hit points and spell slots, half the hit dice, one level of exhaustion less. */
export const longRest = defineAction({
  id: 'long-rest',
  name: 'Long rest',
  icon: 'moon',
  aim: 'self',
  input: ActionInput,

  perform({ actor }, world): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const resting = found.actor
    const name = nameOf(resting)
    if (has(resting, 'dead')) return refuse(`${name} is dead.`)
    if (hitPointsOf(resting) < 1) return refuse(`${name} needs at least 1 hit point to rest.`)
    return {
      type: 'done',
      changes: [
        set(resting, 'hp.value', resting.number('attributes.hp.max')),
        ...(resting.number('attributes.hp.temporary') > 0 ? [set(resting, 'hp.temporary', 0)] : []),
        ...refreshedSlots(resting),
        ...refreshedHitDice(resting),
        ...(resting.number('attributes.exhaustion') > 0 ? [add(resting, 'exhaustion', -1)] : []),
      ],
      say: `${name} takes a long rest.`,
      rolls: [],
    }
  },
})

function refreshedSlots(actor: ActorReader): readonly Change[] {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((level) => {
    const most = actor.number(`attributes.slots.${level}.max`)
    const spent = actor.number(`attributes.slots.${level}.value`) < most
    return spent ? [set(actor, `slots.${level}.value`, most)] : []
  })
}

function refreshedHitDice(actor: ActorReader): readonly Change[] {
  const most = actor.number('attributes.hitDice.max')
  const spent = most - actor.number('attributes.hitDice.value')
  const regained = Math.min(spent, Math.max(1, Math.floor(most / 2)))
  return spent > 0 ? [add(actor, 'hitDice.value', regained)] : []
}

function set(actor: ActorReader, path: string, value: number): Change {
  return { path: `actors.${actor.id}.attributes.${path}`, edit: { set: value } }
}

function add(actor: ActorReader, path: string, amount: number): Change {
  return { path: `actors.${actor.id}.attributes.${path}`, edit: { add: amount } }
}

function diceInWords(count: number): string {
  return count === 1 ? 'a hit die' : `${count} hit dice`
}
