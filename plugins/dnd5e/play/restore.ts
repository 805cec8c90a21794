import type { ActorReader, Change } from '#plugin-sdk'
import { has, hitPointsOf } from './creature.ts'
import { rise } from './zero.ts'

/**
 * Hit points given back, written as an addition. Who was at 0 wakes: what 0 hit points brought goes
 * away, except lying on the ground.
 */
export function restore(target: ActorReader, amount: number): readonly Change[] {
  const path = `actors.${target.id}.attributes`
  return [{ path: `${path}.hp.value`, edit: { add: amount } }, ...wake(target)]
}

/** Takes away what 0 hit points brought to a creature that is there. */
export function wake(target: ActorReader): readonly Change[] {
  if (hitPointsOf(target) > 0) return []
  const path = `actors.${target.id}.attributes.death`
  return [
    ...(has(target, 'stable') ? [rise(target, 'stable')] : []),
    ...(['successes', 'failures'] as const).flatMap((kind) =>
      target.number(`attributes.death.${kind}`) > 0
        ? [{ path: `${path}.${kind}`, edit: { set: 0 } }]
        : [],
    ),
  ]
}
