import { defineAction, parseDice, refuse, type Outcome } from '#plugin-sdk'
import { z } from 'zod'
import { conditions } from './conditions.ts'

const Input = z.object({
  actor: z.string(),
  target: z.string().optional(),
  choice: z.string().optional(),
  amount: z.int().min(0).max(999).optional(),
})

/** A d20 and the bonus against the target's defence; a hit deals the attack's damage. */
export const attack = defineAction({
  id: 'attack',
  name: 'Attack',
  icon: 'sword',
  aim: 'target',
  input: Input,

  perform(input, world, dice): Outcome {
    const attacker = world.actor(input.actor)
    if (attacker === undefined) return refuse('The attacker is no longer at the table.')
    if (attacker.derive('down') > 0) {
      return refuse(`${attacker.text('name')} is down.`)
    }
    const target = input.target === undefined ? undefined : world.actor(input.target)
    if (target === undefined) return refuse('No target picked.')
    const notation = attacker.text('attack.damage')
    const damageDice = parseDice(notation)
    if (damageDice.type === 'malformed') return refuse(damageDice.sentence)

    const bonus = attacker.number('attack.bonus')
    const toHit = dice.roll('1d20', 'to hit')
    const total = toHit.total + bonus
    const defence = target.number('attributes.defence', 10)
    const names = `${attacker.text('name')} attacks ${target.text('name')}`
    if (total < defence) {
      const say = `${names}: ${total} misses defence ${defence}.`
      return { type: 'done', changes: [], say, rolls: [toHit] }
    }

    const damage = dice.roll(notation, attacker.text('attack.name'))
    const dealt = Math.max(0, damage.total)
    const falls = target.number('attributes.hp.value') - dealt <= 0
    return {
      type: 'done',
      changes: [
        // An addition, so that hits made apart all count.
        { path: `actors.${target.id}.attributes.hp.value`, edit: { add: -dealt } },
      ],
      say: `${names}: ${total} hits for ${dealt}.${falls ? ` ${target.text('name')} is down.` : ''}`,
      rolls: [toHit, damage],
    }
  },
})

/** Gives hit points back; who was down gets up. */
export const heal = defineAction({
  id: 'heal',
  name: 'Heal',
  icon: 'heart',
  aim: 'anyone',
  amount: 'Hit points',
  input: Input,

  perform({ actor, target: id, amount }, world): Outcome {
    const target = world.actor(id ?? actor)
    if (target === undefined) return refuse('No target picked.')
    if (amount === undefined || amount < 1) return refuse('Say how many hit points.')
    return {
      type: 'done',
      changes: [{ path: `actors.${target.id}.attributes.hp.value`, edit: { add: amount } }],
      say: `${target.text('name')} regains ${amount} hit points.`,
      rolls: [],
    }
  },
})

/** Gives a condition, or takes it away when it is there. */
export const toggleCondition = defineAction({
  id: 'condition',
  name: 'Condition',
  icon: 'plus',
  aim: 'self',
  input: Input,
  choices: () => conditions.map(({ id, name, description }) => ({ id, name, hint: description })),

  perform({ actor, target, choice }, world): Outcome {
    const found = world.actor(target ?? actor)
    if (found === undefined) return refuse('No target picked.')
    const condition = conditions.find(({ id }) => id === choice)
    if (condition === undefined) return refuse('Pick a condition.')
    const holds = found.list('conditions').includes(condition.id)
    const word = condition.name.toLowerCase()
    return {
      type: 'done',
      changes: [
        {
          path: `actors.${found.id}.conditions`,
          edit: holds ? { remove: condition.id } : { add: condition.id },
        },
      ],
      say: `${found.text('name')} is ${holds ? `no longer ${word}` : word}.`,
      rolls: [],
    }
  },
})
