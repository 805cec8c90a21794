import type { Dice, Roll } from '#plugin-sdk'

/** Reasons for and against; any of both kinds cancel each other out. */
export interface Circumstances {
  readonly advantages: readonly string[]
  readonly disadvantages: readonly string[]
}

export const plain: Circumstances = { advantages: [], disadvantages: [] }

/** A d20 as it fell: the total and the face that counted. */
export interface D20 {
  readonly roll: Roll
  readonly total: number
  readonly natural: number
}

/** Throws a d20 with a bonus; twice with advantage or disadvantage. */
export function rollD20(
  dice: Dice,
  bonus: number,
  label: string,
  circumstances: Circumstances = plain,
): D20 {
  const roll = dice.roll(`${d20Of(circumstances)}${plus(bonus)}`, label)
  const natural = roll.dice.find((die) => die.kept)?.value ?? 0
  return { roll, total: roll.total, natural }
}

/** ' with advantage (target is prone)', or nothing when none counts. */
export function inWords(circumstances: Circumstances): string {
  switch (d20Of(circumstances)) {
    case '2d20kh1':
      return ` with advantage (${circumstances.advantages.join(', ')})`
    case '2d20kl1':
      return ` with disadvantage (${circumstances.disadvantages.join(', ')})`
    default:
      return ''
  }
}

/** '+5', '-1', '+0' as it stands in notation; nothing for 0. */
export function plus(bonus: number): string {
  if (bonus === 0) return ''
  return bonus > 0 ? `+${bonus}` : `${bonus}`
}

/** '+5', '-1', '+0' for people. */
export function signed(bonus: number): string {
  return bonus < 0 ? `${bonus}` : `+${bonus}`
}

function d20Of({ advantages, disadvantages }: Circumstances): string {
  if (advantages.length > 0 === disadvantages.length > 0) return '1d20'
  return advantages.length > 0 ? '2d20kh1' : '2d20kl1'
}
