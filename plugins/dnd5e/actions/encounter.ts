import {
  defineAction,
  refuse,
  type Change,
  type Outcome,
  type Telling,
  type WorldReader,
} from '#plugin-sdk'
import { z } from 'zod'
import { nameOf } from '../play/creature.ts'
import {
  encounter,
  everybodyWith,
  isFighting,
  orderOf,
  rollInitiative,
  takesTurns,
  turnTo,
} from '../play/encounter.ts'
import { ActionInput, findActor } from './input.ts'

const Input = ActionInput.partial({ actor: true }).extend({
  /** Who takes part; everybody in the actor's scene when left out. */
  actors: z.array(z.string().max(100)).max(500).optional(),
})

/** Starts a fight: initiative for everybody, the highest begins the first round. */
export const startEncounter = defineAction({
  id: 'start-encounter',
  name: 'Start the fight',
  icon: 'swords',
  aim: 'self',
  input: Input,

  perform({ actor, actors }, world, dice): Outcome {
    if (isFighting(world)) return refuse('A fight is already under way.')
    const rolled = (actors ?? everybodyWith(world, actor)).flatMap((id) => {
      const found = world.actor(id)
      return found === undefined ? [] : [rollInitiative(found, dice)]
    })
    const sorted = rolled.toSorted(
      (a, b) => b.place.position - a.place.position || (a.place.id < b.place.id ? -1 : 1),
    )
    const [first] = sorted
    if (first === undefined) return refuse('Nobody is here to fight.')
    return {
      type: 'done',
      changes: [
        ...ready(world),
        { path: `${encounter}.order`, edit: { set: sorted.map(({ place }) => ({ ...place })) } },
        { path: `${encounter}.round`, edit: { set: 1 } },
        turnTo(first.place.id),
        { path: `${encounter}.active`, edit: { set: true } },
      ],
      ...tellingOf(sorted),
      tellOf: (isKnown) => tellingOf(sorted.filter(({ place }) => isKnown(place.id))),
    }
  },
})

/** Rolls initiative for one who joins a fight, or again. */
export const initiative = defineAction({
  id: 'initiative',
  name: 'Roll initiative',
  icon: 'timer',
  aim: 'self',
  input: ActionInput,

  perform({ actor }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const { place, roll, say } = rollInitiative(found.actor, dice)
    const joins = isFighting(world)
    const changes = joins ? [{ path: `${encounter}.order`, edit: { add: { ...place } } }] : []
    return { type: 'done', changes, say: `Initiative: ${say}.`, rolls: [roll] }
  },
})

/** Hands the turn to the next who still fights; after the last the next round begins. */
export const nextTurn = defineAction({
  id: 'next-turn',
  name: 'Next turn',
  icon: 'skip-forward',
  aim: 'self',
  input: Input,

  perform(_, world): Outcome {
    if (!isFighting(world)) return refuse('No fight is under way.')
    const order = orderOf(world).map(({ id }) => id)
    const turn = world.read(`${encounter}.turn`)
    const at = typeof turn === 'string' ? order.indexOf(turn) : -1
    const upcoming = [...order.slice(at + 1), ...order.slice(0, at + 1)]
    const next = upcoming.find((id) => takesTurns(world, id))
    if (next === undefined) return refuse('Nobody is left to take a turn.')
    const round = world.read(`${encounter}.round`)
    const number = typeof round === 'number' ? round : 1
    const isNewRound = order.indexOf(next) <= at
    const who = world.actor(next)
    const name = who === undefined ? 'Somebody' : nameOf(who)
    return {
      type: 'done',
      changes: [
        turnTo(next),
        ...(isNewRound ? [{ path: `${encounter}.round`, edit: { set: number + 1 } }] : []),
      ],
      say: isNewRound ? `Round ${number + 1}. It is ${name}'s turn.` : `It is ${name}'s turn.`,
      rolls: [],
    }
  },
})

/** Ends the fight. */
export const endEncounter = defineAction({
  id: 'end-encounter',
  name: 'End the fight',
  icon: 'square',
  aim: 'self',
  input: Input,

  perform(_, world): Outcome {
    if (!isFighting(world)) return refuse('No fight is under way.')
    return {
      type: 'done',
      changes: [{ path: `${encounter}.active`, edit: { set: false } }, turnTo(null)],
      say: 'The fight is over.',
      rolls: [],
    }
  },
})

function tellingOf(rolled: readonly ReturnType<typeof rollInitiative>[]): Telling {
  const order = rolled.map(({ say }) => say).join(', ')
  return {
    say: order === '' ? 'A fight begins.' : `A fight begins. Initiative: ${order}.`,
    rolls: rolled.map(({ roll }) => roll),
  }
}

/** Makes sure that the fight exists, also after somebody removed it. */
function ready(world: WorldReader): readonly Change[] {
  if (world.entities('encounters').includes('fight')) return []
  return [{ create: encounter }]
}
