import type { ActorsPart } from '../scene/actors.ts'
import { toNumber } from '../documents/foreign.ts'
import type { MergedView } from '../documents/merged.ts'
import type { Combatant, EncounterView } from '../views.ts'

/** The encounter that runs, or undefined in peace. Of two begun apart, the one with more rounds. */
export function readEncounter(merged: MergedView, actors: ActorsPart): EncounterView | undefined {
  const running = merged
    .entities('encounters')
    .filter((id) => merged.read(`encounters.${id}.active`) === true)
    .map((id) => toView(id, merged, actors))
  return running.sort((a, b) => b.round - a.round || (a.id < b.id ? -1 : 1))[0]
}

function toView(id: string, merged: MergedView, actors: ActorsPart): EncounterView {
  const turn = merged.read(`encounters.${id}.turn`)
  const order = merged.read(`encounters.${id}.order`)
  const places: readonly unknown[] = Array.isArray(order) ? order : []
  return {
    id,
    round: toNumber(merged.read(`encounters.${id}.round`), 1, 0, 1_000_000),
    turn: typeof turn === 'string' && merged.exists(`actors.${turn}`) ? turn : null,
    order: places.flatMap((place) => toCombatant(place, merged, actors)),
  }
}

function toCombatant(place: unknown, merged: MergedView, actors: ActorsPart): Combatant[] {
  if (place === null || typeof place !== 'object' || !('id' in place)) return []
  const { id } = place
  if (typeof id !== 'string' || !merged.exists(`actors.${id}`)) return []
  const position: unknown = 'position' in place ? place.position : 0
  const first: unknown = Array.isArray(position) ? position[0] : position
  return [{ actor: id, name: actors.nameOf(id), initiative: toNumber(first, 0, -1000, 1000) }]
}
