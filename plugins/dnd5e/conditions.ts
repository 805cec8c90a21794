import type { Condition } from '#plugin-sdk'

/** Everything that can hold of a creature: the fifteen of the rules, and what 0 hit points bring. */
export const conditionIds = [
  'blinded',
  'charmed',
  'deafened',
  'exhaustion',
  'frightened',
  'grappled',
  'incapacitated',
  'invisible',
  'paralyzed',
  'petrified',
  'poisoned',
  'prone',
  'restrained',
  'stunned',
  'unconscious',
  'concentrating',
  'defeated',
  'stable',
  'dead',
] as const
export type ConditionId = (typeof conditionIds)[number]

/** Their names and what they do, in a sentence or two. */
export const conditions: readonly Condition[] = [
  condition('blinded', 'Sees nothing. Attacks with disadvantage and is attacked with advantage.'),
  condition('charmed', 'Will not harm the charmer, who finds it easy to talk to.'),
  condition('deafened', 'Hears nothing and fails what needs hearing.'),
  condition('exhaustion', 'Worn out in six levels: checks, speed, attacks and saves, life, death.'),
  condition('frightened', 'Checks and attacks with disadvantage while what it fears is in sight.'),
  condition('grappled', 'Held: its speed is 0.'),
  condition('incapacitated', 'Can take neither actions nor reactions.'),
  condition('invisible', 'Cannot be seen. Attacks with advantage, is attacked with disadvantage.'),
  condition('paralyzed', 'Cannot move or act, fails Strength and Dexterity saves; near hits crit.'),
  condition('petrified', 'Turned to stone: cannot act, resists all damage, immune to poison.'),
  condition('poisoned', 'Attacks and checks with disadvantage.'),
  condition('prone', 'Lies down. Attacks with disadvantage; easy to hit near, hard from afar.'),
  condition('restrained', 'Cannot move. Attacks badly, is hit easily, dodges badly.'),
  condition('stunned', 'Cannot act, fails Strength and Dexterity saves, is hit easily.'),
  {
    ...condition(
      'unconscious',
      'Out cold and lying down: cannot act; hits from near are critical.',
    ),
    holdsWhile: 'unconscious',
  },
  condition('concentrating', 'Keeps a spell going; damage can break it.'),
  { ...condition('defeated', 'Out of the fight.'), holdsWhile: 'defeated' },
  condition('stable', 'At 0 hit points but no longer dying.'),
  condition('dead', 'Beyond ordinary healing.'),
]

/** How a condition is called in a sentence. */
export function conditionName(id: string): string {
  return (conditions.find((known) => known.id === id)?.name ?? id).toLowerCase()
}

function condition(id: ConditionId, description: string): Condition {
  return { id, name: id.charAt(0).toUpperCase() + id.slice(1), description }
}
