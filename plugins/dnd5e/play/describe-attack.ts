import type { ActorReader, Choice } from '#plugin-sdk'
import type { Attack, Damage } from '../attack-schema.ts'
import { abilityModifier, proficiencyBonus } from '../derived.ts'
import { difficulty } from './creature.ts'
import { plus, signed } from './d20.ts'

/** What is added to an attack roll. */
export function attackBonus(actor: ActorReader, attack: Extract<Attack, { type: 'roll' }>): number {
  if (typeof attack.toHit === 'number') return attack.toHit
  const { ability, bonus } = attack.toHit
  return abilityModifier(actor, ability) + proficiencyBonus(actor) + bonus
}

/** An attack as a choice: '+4, 1d6+2 slashing' or 'DC 13 dex, 8d6 fire'. */
export function describeAttack(actor: ActorReader, attack: Attack): Choice {
  const damage = attack.damage.map((part) => describeDamage(actor, part)).join(' + ')
  const parts = [howItHits(actor, attack), damage, attack.limit ?? '', slotOf(attack)]
  return { id: attack.id, name: attack.name, hint: parts.filter((part) => part !== '').join(', ') }
}

function howItHits(actor: ActorReader, attack: Attack): string {
  switch (attack.type) {
    case 'roll':
      return signed(attackBonus(actor, attack))
    case 'save':
      return `DC ${difficulty(actor, attack.save.dc)} ${attack.save.ability}`
    case 'sure':
      return 'always hits'
  }
}

function describeDamage(actor: ActorReader, { dice, ability, type }: Damage): string {
  const modifier = ability === undefined ? 0 : abilityModifier(actor, ability)
  return `${dice}${plus(modifier)} ${type}`
}

function slotOf(attack: Attack): string {
  return attack.slot === undefined ? '' : `level ${attack.slot} slot`
}
