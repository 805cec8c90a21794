import { defineAction, refuse, type Outcome } from '#plugin-sdk'
import { z } from 'zod'
import { conditionIds, conditionName, conditions } from '../conditions.ts'
import { isImmuneTo } from '../derived.ts'
import { has, nameOf } from '../play/creature.ts'
import { ActionInput, findTarget } from './input.ts'

/** Gives the target, or the actor itself, a condition. Refused when it is immune. */
export const addCondition = conditionAction('add')

/** Takes a condition away: all that is seen of it, or what one source brought. */
export const removeCondition = conditionAction('remove')

function conditionAction(verb: 'add' | 'remove') {
  const adds = verb === 'add'
  return defineAction({
    id: `${verb}-condition`,
    name: adds ? 'Add condition' : 'Remove condition',
    icon: adds ? 'plus' : 'minus',
    aim: 'self',
    input: ActionInput.extend({
      choice: z.enum(conditionIds, { error: 'Pick a condition' }),
      /** What made it so; each source keeps an entry of its own. The actor when one is added. */
      source: z.string().max(100).optional(),
    }),
    choices: () => conditions.map(({ id, name, description }) => ({ id, name, hint: description })),

    perform({ actor, target, choice, source }, world): Outcome {
      const found = findTarget(world, target ?? actor)
      if (found.type === 'missing') return found.outcome
      const [name, condition] = [nameOf(found.actor), conditionName(choice)]
      if (adds && isImmuneTo(found.actor, choice)) {
        return refuse(`${name} is immune to being ${condition}.`)
      }
      if (!adds && !found.actor.list('conditions').includes(choice)) {
        return refuse(
          has(found.actor, choice)
            ? `${name} stays ${condition} as long as its numbers say so.`
            : `${name} is not ${condition}.`,
        )
      }
      const from = source ?? (adds ? actor : undefined)
      return {
        type: 'done',
        changes: [
          {
            path: `actors.${found.actor.id}.conditions`,
            edit: {
              ...(adds ? { add: choice } : { remove: choice }),
              ...(from !== undefined && { source: from }),
            },
          },
        ],
        say: `${name} is ${adds ? condition : `no longer ${condition}`}.`,
        rolls: [],
      }
    },
  })
}
