import type { ActorReader, Change, Dice, Roll, WorldReader } from '#plugin-sdk'
import { initiativeBonus } from '../derived.ts'
import { has, nameOf } from './creature.ts'
import { rollD20 } from './d20.ts'

/** The one fight of a session: two people who start it apart start the same one. */
export const encounter = 'encounters.fight'

/** Somebody's place in the order of a fight. */
export interface Place {
  readonly id: string
  readonly position: number
}

/** Whether a fight is under way. */
export function isFighting(world: WorldReader): boolean {
  return (
    world.entities('encounters').includes('fight') && world.read(`${encounter}.active`) === true
  )
}

/** The order of a fight, highest first, as it was rolled. */
export function orderOf(world: WorldReader): readonly Place[] {
  const order = world.read(`${encounter}.order`)
  if (!Array.isArray(order)) return []
  return (order as readonly unknown[]).flatMap((place) => {
    if (typeof place !== 'object' || place === null) return []
    const { id, position } = place as { readonly id?: unknown; readonly position?: unknown }
    return typeof id === 'string' && typeof position === 'number' ? [{ id, position }] : []
  })
}

/** Rolls initiative for one: the place, the roll, and what it is called in a sentence. */
export function rollInitiative(
  actor: ActorReader,
  dice: Dice,
): { readonly place: Place; readonly roll: Roll; readonly say: string } {
  const name = nameOf(actor)
  const { total, roll } = rollD20(dice, initiativeBonus(actor), `${name}: initiative`)
  return { place: { id: actor.id, position: total }, roll, say: `${name} ${total}` }
}

/** Whether somebody still takes turns: at the table, and neither defeated nor dead. */
export function takesTurns(world: WorldReader, id: string): boolean {
  const actor = world.actor(id)
  return actor !== undefined && !has(actor, 'defeated') && !has(actor, 'dead')
}

/** Everybody with a token in the scene where `actor` stands; in every scene when it has none. */
export function everybodyWith(world: WorldReader, actor: string | undefined): readonly string[] {
  const scene = actor === undefined ? undefined : sceneOf(world, world.tokenOf(actor)?.id)
  const present = world.entities('tokens').flatMap((token) => {
    const owner = world.read(`tokens.${token}.actor`)
    const here = scene === undefined || sceneOf(world, token) === scene
    return typeof owner === 'string' && here ? [owner] : []
  })
  return [...new Set(present)].filter((id) => takesTurns(world, id))
}

/** Gives somebody the turn. */
export function turnTo(id: string | null): Change {
  return { path: `${encounter}.turn`, edit: { set: id } }
}

function sceneOf(world: WorldReader, token: string | undefined): string | undefined {
  if (token === undefined) return undefined
  const position = world.read(`tokens.${token}.position`)
  if (typeof position !== 'object' || position === null || !('scene' in position)) return undefined
  return typeof position.scene === 'string' ? position.scene : undefined
}
