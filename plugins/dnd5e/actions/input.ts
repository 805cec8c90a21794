import { refuse, type ActorReader, type Outcome, type WorldReader } from '#plugin-sdk'
import { z } from 'zod'
import { conditionName } from '../conditions.ts'
import { heldBackBy, nameOf } from '../play/creature.ts'

const Id = z.string().min(1).max(100)

/** What every action takes: who acts, on whom, in which way. */
export const ActionInput = z.object({
  actor: Id,
  target: Id.optional(),
  choice: z.string().max(100).optional(),
})

/** What an action that asks for a number takes beside. */
export const AmountInput = ActionInput.extend({ amount: z.int().min(0).max(9999).optional() })

/** An actor that is there, or the refusal that says it is not. */
export type Found =
  | { readonly type: 'found'; readonly actor: ActorReader }
  | { readonly type: 'missing'; readonly outcome: Outcome }

/** The one who acts. */
export function findActor(world: WorldReader, id: string): Found {
  const actor = world.actor(id)
  return actor === undefined
    ? { type: 'missing', outcome: refuse('Whoever should do this is no longer at the table.') }
    : { type: 'found', actor }
}

/** The one it is done to. */
export function findTarget(world: WorldReader, id: string | undefined): Found {
  if (id === undefined) return { type: 'missing', outcome: refuse('No target picked.') }
  const actor = world.actor(id)
  return actor === undefined
    ? { type: 'missing', outcome: refuse('The target is no longer at the table.') }
    : { type: 'found', actor }
}

/** Why this actor cannot act now, as a refusal; undefined when it can. */
export function refuseHeldBack(actor: ActorReader): Outcome | undefined {
  const condition = heldBackBy(actor)
  if (condition === undefined) return undefined
  return refuse(`${nameOf(actor)} is ${conditionName(condition)} and cannot act.`)
}
