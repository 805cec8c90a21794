import { defineAction, refuse, type Outcome } from '#plugin-sdk'
import { z } from 'zod'
import { conditionIds, conditionName, conditions } from '../conditions.ts'
import { isImmuneTo, nameOf } from '../play/creature.ts'
import { ActionInput, findTarget } from './input.ts'

const input = ActionInput.extend({
  choice: z.enum(conditionIds, { error: 'Pick a condition' }),
  /** What made it so; each source keeps an entry of its own. The actor when left out. */
  source: z.string().max(100).optional(),
})

const choices = () =>
  conditions.map(({ id, name, description }) => ({ id, name, hint: description }))

/** Gives the target, or the actor itself, a condition. Refused when it is immune. */
export const addCondition = defineAction({
  id: 'add-condition',
  name: 'Add condition',
  icon: 'plus',
  aim: 'self',
  input,
  choices,

  perform({ actor, target, choice, source }, world): Outcome {
    const found = findTarget(world, target ?? actor)
    if (found.type === 'missing') return found.outcome
    const name = nameOf(found.actor)
    if (isImmuneTo(found.actor, choice)) {
      return refuse(`${name} is immune to being ${conditionName(choice)}.`)
    }
    return {
      type: 'done',
      changes: [
        {
          path: `actors.${found.actor.id}.conditions`,
          edit: { add: choice, source: source ?? actor },
        },
      ],
      say: `${name} is ${conditionName(choice)}.`,
      rolls: [],
    }
  },
})

/** Takes a condition away: all that is seen of it, or what one source brought. */
export const removeCondition = defineAction({
  id: 'remove-condition',
  name: 'Remove condition',
  icon: 'minus',
  aim: 'self',
  input,
  choices,

  perform({ actor, target, choice, source }, world): Outcome {
    const found = findTarget(world, target ?? actor)
    if (found.type === 'missing') return found.outcome
    const name = nameOf(found.actor)
    if (!found.actor.list('conditions').includes(choice)) {
      return refuse(`${name} is not ${conditionName(choice)}.`)
    }
    const edit = source === undefined ? { remove: choice } : { remove: choice, source }
    return {
      type: 'done',
      changes: [{ path: `actors.${found.actor.id}.conditions`, edit }],
      say: `${name} is no longer ${conditionName(choice)}.`,
      rolls: [],
    }
  },
})
