/** The result of one throw: the total and every die, also those that were dropped. */
export interface Roll {
  readonly notation: string
  readonly total: number
  readonly dice: readonly RolledDie[]
  readonly label?: string
}

/** One die as it landed; `kept` is false when keep, drop or reroll left it out of the total. */
export interface RolledDie {
  readonly sides: number
  readonly value: number
  readonly kept: boolean
}

/** What an action throws with. The randomness behind it is chosen by whoever performs the action. */
export interface Dice {
  /** Throws `notation`; a notation that `parseDice` refuses is a programmer's mistake and throws. */
  roll(notation: string, label?: string): Roll
}
