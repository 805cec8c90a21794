import {
  defineAction,
  refuse,
  type ActorReader,
  type Change,
  type Dice,
  type Outcome,
  type Roll,
  type WorldReader,
} from '#plugin-sdk'
import type { Attack } from '../attack-schema.ts'
import { attackCircumstances, isCriticalFromNear } from '../play/circumstances.ts'
import { follow, giveConditions } from '../play/consequence.ts'
import { attacksOf, has, nameOf } from '../play/creature.ts'
import { inWords, rollD20 } from '../play/d20.ts'
import { rollDamage, takeDamage, type Hurt } from '../play/damage.ts'
import { attackBonus, describeAttack } from '../play/describe-attack.ts'
import { feetBetween } from '../play/distance.ts'
import { missingSlot, spendSlot } from '../play/slots.ts'
import { ActionInput, findActor, findTarget, refuseHeldBack } from './input.ts'

/**
 * Attacks one target: by a d20 against armour class, by the target's saving throw, or without
 * fail. A natural 20 hits and doubles the dice, a natural 1 misses. The first attack is taken when
 * none is chosen.
 */
export const attack = defineAction({
  id: 'attack',
  name: 'Attack',
  icon: 'sword',
  aim: 'target',
  input: ActionInput,
  choices: (actor) => attacksOf(actor).map((way) => describeAttack(actor, way)),

  perform(input, world, dice): Outcome {
    const found = findActor(world, input.actor)
    if (found.type === 'missing') return found.outcome
    const attacker = found.actor
    const refused = refuseHeldBack(attacker)
    if (refused !== undefined) return refused
    const aimed = findTarget(world, input.target)
    if (aimed.type === 'missing') return aimed.outcome
    const target = aimed.actor
    if (has(target, 'dead')) return refuse(`${nameOf(target)} is already dead.`)

    const ways = attacksOf(attacker)
    const way = input.choice === undefined ? ways[0] : ways.find(({ id }) => id === input.choice)
    if (way === undefined) return refuse(`${nameOf(attacker)} has no such attack.`)
    const missing = missingSlot(attacker, way.slot)
    if (missing !== undefined) return refuse(missing)

    const struck = strike({ attacker, target, way, world, dice })
    return {
      type: 'done',
      changes: [...spendSlot(attacker, way.slot), ...struck.changes],
      say: [
        `${nameOf(attacker)} uses ${way.name} on ${nameOf(target)}${struck.how}.`,
        ...struck.say,
      ].join(' '),
      rolls: struck.rolls,
    }
  },
})

interface Bout {
  readonly attacker: ActorReader
  readonly target: ActorReader
  readonly way: Attack
  readonly world: WorldReader
  readonly dice: Dice
}

interface Struck {
  readonly changes: readonly Change[]
  /** Goes into the first sentence: ': 17 hits armour class 15'. */
  readonly how: string
  readonly say: readonly string[]
  readonly rolls: readonly Roll[]
}

function strike(bout: Bout): Struck {
  switch (bout.way.type) {
    case 'roll':
      return strikeByRoll(bout, bout.way)
    case 'save':
      return strikeBySave(bout, bout.way)
    case 'sure':
      return strikeForSure(bout, bout.way)
  }
}

function strikeByRoll(bout: Bout, way: Extract<Attack, { type: 'roll' }>): Struck {
  const { attacker, target, dice } = bout
  const manner = mannerOf(bout)
  const circumstances = attackCircumstances(attacker, target, manner)
  const armourClass = target.number('attributes.ac', 10)
  const d20 = rollD20(dice, attackBonus(attacker, way), `${way.name}: to hit`, circumstances)
  const hits = d20.natural === 20 || (d20.natural !== 1 && d20.total >= armourClass)
  const verb = hits ? 'hits' : 'misses'
  const how = `: ${d20.total} ${verb} armour class ${armourClass}${inWords(circumstances)}`
  if (!hits) return { changes: [], how, say: [], rolls: [d20.roll] }

  const critical =
    d20.natural >= (way.criticalFrom ?? 20) || (manner.near && isCriticalFromNear(target))
  const damage = rollDamage(attacker, way.damage, dice, { critical, name: way.name })
  const followed =
    way.consequence === undefined
      ? undefined
      : follow(attacker, target, way.consequence, dice, way.name)
  const landed = land(bout, [...damage.hurts, ...(followed?.hurts ?? [])], {
    critical,
    conditions: followed?.conditions ?? [],
  })
  return {
    changes: landed.changes,
    how: critical ? `${how}, a critical hit` : how,
    say: [...(followed?.say ?? []), ...landed.say],
    rolls: [d20.roll, ...damage.rolls, ...(followed?.rolls ?? [])],
  }
}

function strikeBySave(bout: Bout, way: Extract<Attack, { type: 'save' }>): Struck {
  const followed = follow(bout.attacker, bout.target, way, bout.dice, way.name)
  const landed = land(bout, followed.hurts, { critical: false, conditions: followed.conditions })
  return {
    changes: landed.changes,
    how: '',
    say: [...followed.say, ...landed.say],
    rolls: followed.rolls,
  }
}

function strikeForSure(bout: Bout, way: Extract<Attack, { type: 'sure' }>): Struck {
  const damage = rollDamage(bout.attacker, way.damage, bout.dice, {
    critical: false,
    name: way.name,
  })
  const landed = land(bout, damage.hurts, { critical: false, conditions: [] })
  return { changes: landed.changes, how: '', say: landed.say, rolls: damage.rolls }
}

function land(
  { attacker, target, way }: Bout,
  hurts: readonly Hurt[],
  { critical, conditions }: { critical: boolean; conditions: readonly string[] },
): { readonly changes: readonly Change[]; readonly say: readonly string[] } {
  const source = {
    magical: way.magical === true || way.spell === true,
    spell: way.spell === true,
    material: way.material,
    alignment: attacker.text('details.alignment'),
  }
  const damaged =
    hurts.length === 0 ? { changes: [], say: '' } : takeDamage(target, hurts, source, { critical })
  const given = giveConditions(target, conditions, `${attacker.id}:${way.id}`)
  return {
    changes: [...damaged.changes, ...given.changes],
    say: [...(damaged.say === '' ? [] : [damaged.say]), ...given.say],
  }
}

/** Within reach it is made hand to hand where it can be; without tokens the attack itself says. */
function mannerOf({ world, attacker, target, way }: Bout): { melee: boolean; near: boolean } {
  const feet = feetBetween(world, attacker.id, target.id)
  const { reachFeet, rangeFeet } = way
  if (reachFeet === undefined) return { melee: false, near: feet !== undefined && feet <= 5 }
  const melee = rangeFeet === undefined || feet === undefined || feet <= Math.max(5, reachFeet)
  // Who strikes with a reach of 5 feet stands near, wherever the tokens are.
  const near = melee && (reachFeet <= 5 || feet === undefined || feet <= 5)
  return { melee, near }
}
