import type { ActorReader, Derivation } from '#plugin-sdk'
import { abilityIds, skillIds, skills, type AbilityId, type SkillId } from './vocabulary.ts'

/** Every number that follows from others, by name: 'dex.modifier', 'con.save', 'skill.stealth'. */
export const derived: Readonly<Record<string, Derivation>> = {
  ...Object.fromEntries(
    abilityIds.flatMap((id): [string, Derivation][] => [
      [`${id}.modifier`, (actor) => abilityModifier(actor, id)],
      [`${id}.save`, (actor) => saveBonus(actor, id)],
    ]),
  ),
  ...Object.fromEntries(
    skillIds.map((id): [string, Derivation] => [`skill.${id}`, (actor) => skillBonus(actor, id)]),
  ),
  proficiency: proficiencyBonus,
  unconscious: (actor) => Number(isDown(actor) && !isImmuneTo(actor, 'unconscious')),
  defeated: (actor) => Number(isDown(actor) && actor.text('kind') !== 'character'),
  initiative: initiativeBonus,
  /** In feet, as the senses say it. */
  darkvision: (actor) => Number(/darkvision (\d+)/i.exec(actor.text('details.senses'))?.[1] ?? 0),
  'passive.perception': (actor) => 10 + skillBonus(actor, 'perception'),
  'attack.melee': (actor) => abilityModifier(actor, 'str') + proficiencyBonus(actor),
  'attack.ranged': (actor) => abilityModifier(actor, 'dex') + proficiencyBonus(actor),
}

/** Whether a creature that has hit points has none left. */
export function isDown(actor: ActorReader): boolean {
  const maximum = actor.number('attributes.hp.max')
  return maximum > 0 && actor.number('attributes.hp.value', maximum) <= 0
}

/** Whether a creature cannot be given a condition. */
export function isImmuneTo(actor: ActorReader, condition: string): boolean {
  return actor.list('defences.conditions').includes(condition)
}

/** Half of what an ability exceeds 10 by, rounded down. */
export function abilityModifier(actor: ActorReader, ability: AbilityId): number {
  return Math.floor((actor.number(`abilities.${ability}`, 10) - 10) / 2)
}

/** From a character's level, or from a monster's challenge rating. */
export function proficiencyBonus(actor: ActorReader): number {
  const rank =
    actor.text('kind') === 'character'
      ? actor.number('details.level', 1)
      : actor.number('details.challenge', 0)
  return 2 + Math.max(0, Math.floor((Math.ceil(rank) - 1) / 4))
}

/** What is added to a saving throw. */
export function saveBonus(actor: ActorReader, ability: AbilityId): number {
  return trained(actor, ability, `saves.${ability}`)
}

/** What is added to a check with a skill. */
export function skillBonus(actor: ActorReader, skill: SkillId): number {
  return trained(actor, skills[skill].ability, `skills.${skill}`)
}

/** What is added when initiative is rolled. */
export function initiativeBonus(actor: ActorReader): number {
  return abilityModifier(actor, 'dex') + actor.number('attributes.initiative')
}

function trained(actor: ActorReader, ability: AbilityId, path: string): number {
  const proficiency = Math.floor(actor.number(`${path}.proficiency`) * proficiencyBonus(actor))
  return abilityModifier(actor, ability) + proficiency + actor.number(`${path}.bonus`)
}
