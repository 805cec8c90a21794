import type { ActorReader, Change } from '#plugin-sdk'

/** Why a spell of this level cannot be cast now; undefined when it can, or needs no slot. */
export function missingSlot(actor: ActorReader, level: number | undefined): string | undefined {
  if (level === undefined || actor.number(`attributes.slots.${level}.value`) > 0) return undefined
  return `No level ${level} spell slot left until a long rest.`
}

/** Spends a spell slot; written as an addition, so that slots spent apart are all spent. */
export function spendSlot(actor: ActorReader, level: number | undefined): readonly Change[] {
  if (level === undefined) return []
  return [{ path: `actors.${actor.id}.attributes.slots.${level}.value`, edit: { add: -1 } }]
}
