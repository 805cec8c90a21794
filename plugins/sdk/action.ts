import type { Edit } from '#crdt-rules'
import type { z } from 'zod'
import type { Dice, Roll } from './dice.ts'
import type { ActorReader, WorldReader } from './readers.ts'

/** The icons a plugin may name; the client draws them from its one icon set. */
export const iconNames = [
  'sword',
  'swords',
  'axe',
  'bow-arrow',
  'crosshair',
  'wand',
  'sparkles',
  'flame',
  'snowflake',
  'heart',
  'heart-plus',
  'heart-pulse',
  'life-buoy',
  'shield',
  'shield-half',
  'shield-plus',
  'zap',
  'skull',
  'footprints',
  'eye',
  'eye-off',
  'hand',
  'moon',
  'sun',
  'tent',
  'bed',
  'dices',
  'hourglass',
  'timer',
  'target',
  'plus',
  'minus',
  'play',
  'square',
  'skip-forward',
  'star',
] as const
export type IconName = (typeof iconNames)[number]

/** One write an action asks for; create, remove and restore name an entity: 'tokens.t1'. */
export type Change =
  | { readonly path: string; readonly edit: Edit }
  | { readonly create: string }
  | { readonly remove: string }
  | { readonly restore: string }

/** What performing an action leads to: changes with a sentence for the log, or a refusal. */
export type Outcome =
  | {
      readonly type: 'done'
      readonly changes: readonly Change[]
      readonly say: string
      readonly rolls: readonly Roll[]
      /**
       * The same for those who may know of some actors only. Without it, of a deed that names somebody
       * hidden, only game masters are told.
       */
      readonly tellOf?: (isKnown: (actor: string) => boolean) => Telling
    }
  | { readonly type: 'refused'; readonly because: string }

/** What a line of the log says of an action. */
export interface Telling {
  readonly say: string
  readonly rolls: readonly Roll[]
}

/** One way of performing an action: a weapon, a spell, a skill. */
export interface Choice {
  readonly id: string
  readonly name: string
  readonly hint: string
}

/**
 * Something that can be done at the table, as a pure function. Its input is an object with `actor`
 * (who does it), `target` when aimed at a target, `choice` when it has choices and `amount` when it
 * asks for a number; whatever else it takes is optional.
 */
export interface Action<Input> {
  readonly id: string
  readonly name: string
  readonly icon: IconName
  readonly input: z.ZodType<Input>
  /**
   * Who it is done to: whoever does it, or a target picked on the map. `anyone` is picked too, unless
   * it was begun at somebody's token: then it is that one.
   */
  readonly aim: 'self' | 'target' | 'anyone'
  /** The label of the number a person is asked for before it is performed. */
  readonly amount?: string
  readonly choices?: (actor: ActorReader) => readonly Choice[]
  perform(input: Input, world: WorldReader, dice: Dice): Outcome
}

/** An action whose input type is known only to its own schema: parse with `input`, then perform. */
export type AnyAction = Action<unknown>

/** Ties an action's input type to its schema. */
export function defineAction<Input>(action: Action<Input>): Action<Input> {
  return action
}

/** The outcome of an action that does not take place, in a sentence for the person. */
export function refuse(because: string): Outcome {
  return { type: 'refused', because }
}
