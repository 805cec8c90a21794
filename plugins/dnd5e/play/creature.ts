import type { ActorReader } from '#plugin-sdk'
import { Attack, Healing } from '../attack-schema.ts'
import type { ConditionId } from '../conditions.ts'
import { abilityModifier, proficiencyBonus } from '../derived.ts'
import type { AbilityId } from '../vocabulary.ts'

/** What an actor is called in a sentence. */
export function nameOf(actor: ActorReader): string {
  const name = actor.text('name').trim()
  return name === '' ? 'Somebody' : name
}

/** Whether an actor plays by the rules for characters: death saves, hit dice, levels. */
export function isCharacter(actor: ActorReader): boolean {
  return actor.text('kind') === 'character'
}

/** Hit points as seen now. */
export function hitPointsOf(actor: ActorReader): number {
  return actor.number('attributes.hp.value', actor.number('attributes.hp.max'))
}

/** Whether a condition holds: somebody gave it, or it follows from what the creature is like. */
export function has(actor: ActorReader, condition: ConditionId): boolean {
  if (actor.list('conditions').includes(condition)) return true
  switch (condition) {
    case 'unconscious':
      return actor.derive('unconscious') > 0
    case 'defeated':
      return actor.derive('defeated') > 0
    case 'prone':
      return has(actor, 'unconscious')
    case 'exhaustion':
      return actor.number('attributes.exhaustion') > 0
    default:
      return false
  }
}

/** How exhausted: 0 to 6. The mere condition counts as the first level. */
export function exhaustionOf(actor: ActorReader): number {
  const level = actor.number('attributes.exhaustion')
  return Math.max(level, actor.list('conditions').includes('exhaustion') ? 1 : 0)
}

/** Which condition keeps a creature from acting, the heaviest first; undefined when it can act. */
export function heldBackBy(actor: ActorReader): ConditionId | undefined {
  const heaviestFirst: readonly ConditionId[] = [
    'dead',
    'unconscious',
    'defeated',
    'petrified',
    'paralyzed',
    'stunned',
    'incapacitated',
  ]
  return heaviestFirst.find((condition) => has(actor, condition))
}

/** Whether a creature fails every Strength and Dexterity save. */
export function isHelpless(actor: ActorReader): boolean {
  return (['unconscious', 'paralyzed', 'stunned', 'petrified'] as const).some((id) =>
    has(actor, id),
  )
}

/** An actor's attacks; an unarmed strike when it has none that make sense. */
export function attacksOf(actor: ActorReader): readonly Attack[] {
  const attacks = actor.list('attacks').flatMap((value) => {
    const attack = Attack.safeParse(value)
    return attack.success ? [attack.data] : []
  })
  return attacks.length > 0 ? attacks : [unarmedStrike(actor)]
}

/** An actor's ways of giving hit points back. */
export function healingOf(actor: ActorReader): readonly Healing[] {
  return actor.list('healing').flatMap((value) => {
    const healing = Healing.safeParse(value)
    return healing.success ? [healing.data] : []
  })
}

/** 8, proficiency and the modifier of an ability; or the number that is printed. */
export function difficulty(actor: ActorReader, dc: number | { readonly from: AbilityId }): number {
  if (typeof dc === 'number') return dc
  return 8 + proficiencyBonus(actor) + abilityModifier(actor, dc.from)
}

/** What everybody can do with bare hands: 1 and the Strength modifier, bludgeoning. */
function unarmedStrike(actor: ActorReader): Attack {
  return {
    id: 'unarmed-strike',
    name: 'Unarmed strike',
    description: 'A punch, kick, headbutt or the like.',
    type: 'roll',
    reachFeet: 5,
    toHit: abilityModifier(actor, 'str') + proficiencyBonus(actor),
    damage: [{ dice: '1', ability: 'str', type: 'bludgeoning' }],
  }
}
