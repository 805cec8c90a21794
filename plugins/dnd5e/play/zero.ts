import type { ActorReader, Change } from '#plugin-sdk'
import { has, isCharacter, nameOf } from './creature.ts'

/** The source of the conditions that 0 hit points bring, and that healing takes away. */
export const zeroSource = 'hit-points'

/** What damage leads to at 0 hit points. */
export interface AtZero {
  readonly changes: readonly Change[]
  readonly say: readonly string[]
}

/**
 * What 0 hit points bring beside unconsciousness and defeat, which follow from them; judged by what
 * is seen: a character falls prone, damage at 0 fails death saves, and beyond the maximum it kills.
 */
export function atZero(
  target: ActorReader,
  hit: { readonly seen: number; readonly through: number; readonly critical: boolean },
): AtZero {
  if (hit.through <= 0 || hit.seen - hit.through > 0) return nothing
  return isCharacter(target) ? characterAtZero(target, hit) : monsterAtZero(target)
}

/** One condition from 0 hit points. */
export function fall(target: ActorReader, condition: string): Change {
  return { path: `actors.${target.id}.conditions`, edit: { add: condition, source: zeroSource } }
}

/** Takes back one condition from 0 hit points. */
export function rise(target: ActorReader, condition: string): Change {
  return { path: `actors.${target.id}.conditions`, edit: { remove: condition, source: zeroSource } }
}

const nothing: AtZero = { changes: [], say: [] }

function monsterAtZero(target: ActorReader): AtZero {
  if (has(target, 'defeated')) return nothing
  return { changes: [], say: [`${nameOf(target)} drops to 0 hit points and is out of the fight.`] }
}

function characterAtZero(
  target: ActorReader,
  { seen, through, critical }: { seen: number; through: number; critical: boolean },
): AtZero {
  if (has(target, 'dead')) return nothing
  const down = target.list('conditions').includes('prone') ? [] : [fall(target, 'prone')]
  if (through - seen >= target.number('attributes.hp.max', 1)) {
    return {
      changes: [...down, fall(target, 'dead')],
      say: [`${nameOf(target)} is killed outright.`],
    }
  }
  if (seen > 0) {
    return {
      changes: down,
      say: [`${nameOf(target)} drops to 0 hit points and falls unconscious.`],
    }
  }
  return failedDeathSaves(target, critical ? 2 : 1, down)
}

function failedDeathSaves(target: ActorReader, count: number, down: readonly Change[]): AtZero {
  const failures = target.number('attributes.death.failures') + count
  const fails = count === 1 ? 'a death save' : 'two death saves'
  return {
    changes: [
      ...down,
      { path: `actors.${target.id}.attributes.death.failures`, edit: { add: count } },
      ...(has(target, 'stable') ? [rise(target, 'stable')] : []),
      ...(failures >= 3 ? [fall(target, 'dead')] : []),
    ],
    say: [`${nameOf(target)} fails ${fails}${failures >= 3 ? ' and dies' : ''}.`],
  }
}
