import { defineAction, refuse, type ActorReader, type Change, type Outcome } from '#plugin-sdk'
import { skillBonus } from '../derived.ts'
import { checkCircumstances } from '../play/circumstances.ts'
import { has, hitPointsOf, isCharacter, nameOf } from '../play/creature.ts'
import { rollD20, type D20 } from '../play/d20.ts'
import { restore } from '../play/restore.ts'
import { fall, zeroSource } from '../play/zero.ts'
import { ActionInput, findActor, findTarget, refuseHeldBack } from './input.ts'

const firstAidDifficulty = 10

/** A death saving throw: 10 or more is a success, 20 wakes, 1 counts as two failures. */
export const deathSave = defineAction({
  id: 'death-save',
  name: 'Death saving throw',
  icon: 'skull',
  aim: 'self',
  input: ActionInput,

  perform({ actor }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const dying = found.actor
    const refused = whyNotDying(dying)
    if (refused !== undefined) return refuse(refused)
    const d20 = rollD20(dice, 0, 'Death saving throw')
    const { changes, say } = resolve(dying, d20)
    return { type: 'done', changes, say: `${nameOf(dying)} ${say}`, rolls: [d20.roll] }
  },
})

/** Keeps a dying creature from dying with a Wisdom (Medicine) check of 10. */
export const stabilize = defineAction({
  id: 'stabilize',
  name: 'First aid',
  icon: 'life-buoy',
  aim: 'target',
  input: ActionInput,

  perform({ actor, target }, world, dice): Outcome {
    const found = findActor(world, actor)
    if (found.type === 'missing') return found.outcome
    const refused = refuseHeldBack(found.actor)
    if (refused !== undefined) return refused
    const aimed = findTarget(world, target)
    if (aimed.type === 'missing') return aimed.outcome
    const reason = whyNotDying(aimed.actor)
    if (reason !== undefined) return refuse(reason)
    const bonus = skillBonus(found.actor, 'medicine')
    const d20 = rollD20(dice, bonus, 'Medicine check', checkCircumstances(found.actor))
    const succeeds = d20.total >= firstAidDifficulty
    const ends = succeeds ? 'and is stable' : 'without success'
    return {
      type: 'done',
      changes: succeeds ? settle(aimed.actor) : [],
      say: `${nameOf(found.actor)} tends to ${nameOf(aimed.actor)} (${d20.total}) ${ends}.`,
      rolls: [d20.roll],
    }
  },
})

function whyNotDying(actor: ActorReader): string | undefined {
  const name = nameOf(actor)
  if (!isCharacter(actor)) return `${name} makes no death saves.`
  if (has(actor, 'dead')) return `${name} is dead.`
  if (hitPointsOf(actor) > 0) return `${name} is not dying.`
  if (has(actor, 'stable')) return `${name} is already stable.`
  return undefined
}

function resolve(
  dying: ActorReader,
  { natural }: D20,
): { readonly changes: readonly Change[]; readonly say: string } {
  if (natural === 20) {
    return { changes: restore(dying, 1), say: 'wakes with 1 hit point (death save 20).' }
  }
  const path = `actors.${dying.id}.attributes.death`
  if (natural >= 10) {
    const successes = dying.number('attributes.death.successes') + 1
    if (successes >= 3) {
      return { changes: settle(dying), say: `is stable (death save ${natural}).` }
    }
    return {
      changes: [{ path: `${path}.successes`, edit: { add: 1 } }],
      say: `succeeds on a death save (${natural}), ${successes} of 3.`,
    }
  }
  const count = natural === 1 ? 2 : 1
  const failures = Math.min(3, dying.number('attributes.death.failures') + count)
  const dies = failures >= 3
  return {
    changes: [
      { path: `${path}.failures`, edit: { add: count } },
      ...(dies ? [fall(dying, 'dead')] : []),
    ],
    say: dies
      ? `dies (death save ${natural}).`
      : `fails a death save (${natural}), ${failures} of 3.`,
  }
}

function settle(actor: ActorReader): readonly Change[] {
  const path = `actors.${actor.id}`
  return [
    { path: `${path}.conditions`, edit: { add: 'stable', source: zeroSource } },
    { path: `${path}.attributes.death.successes`, edit: { set: 0 } },
    { path: `${path}.attributes.death.failures`, edit: { set: 0 } },
  ]
}
