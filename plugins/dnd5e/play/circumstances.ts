import type { ActorReader } from '#plugin-sdk'
import { conditionName, type ConditionId } from '../conditions.ts'
import type { AbilityId } from '../vocabulary.ts'
import type { Circumstances } from './d20.ts'
import { exhaustionOf, has, heldBackBy } from './creature.ts'

/** How an attack is made: hand to hand or from afar, and whether the target is within 5 feet. */
export interface Manner {
  readonly melee: boolean
  readonly near: boolean
}

/** What helps and hinders an attack roll, by the conditions of both sides. */
export function attackCircumstances(
  attacker: ActorReader,
  target: ActorReader,
  manner: Manner,
): Circumstances {
  const targetHas = (id: ConditionId) => (has(target, id) ? [`target is ${conditionName(id)}`] : [])
  const attackerHas = (id: ConditionId) => (has(attacker, id) ? [conditionName(id)] : [])
  const prone = targetHas('prone')
  const threatened = !manner.melee && manner.near && heldBackBy(target) === undefined
  return {
    advantages: [
      ...attackerHas('invisible'),
      ...(
        ['blinded', 'paralyzed', 'petrified', 'restrained', 'stunned', 'unconscious'] as const
      ).flatMap(targetHas),
      ...(manner.near ? prone : []),
    ],
    disadvantages: [
      ...(['blinded', 'frightened', 'poisoned', 'prone', 'restrained'] as const).flatMap(
        attackerHas,
      ),
      ...(exhaustionOf(attacker) >= 3 ? ['exhausted'] : []),
      ...targetHas('invisible'),
      ...(manner.near ? [] : prone),
      ...(threatened ? ['an enemy is near'] : []),
    ],
  }
}

/** Whether every hit from near on this target is critical. */
export function isCriticalFromNear(target: ActorReader): boolean {
  return has(target, 'unconscious') || has(target, 'paralyzed')
}

/** What hinders a saving throw. */
export function saveCircumstances(actor: ActorReader, ability: AbilityId): Circumstances {
  return {
    advantages: [],
    disadvantages: [
      ...(ability === 'dex' && has(actor, 'restrained') ? ['restrained'] : []),
      ...(exhaustionOf(actor) >= 3 ? ['exhausted'] : []),
    ],
  }
}

/** What hinders an ability check. */
export function checkCircumstances(actor: ActorReader): Circumstances {
  return {
    advantages: [],
    disadvantages: [
      ...(['frightened', 'poisoned'] as const).flatMap((id) =>
        has(actor, id) ? [conditionName(id)] : [],
      ),
      ...(exhaustionOf(actor) >= 1 ? ['exhausted'] : []),
    ],
  }
}
