/** A parsed dice notation. */
export type Term =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'dice'; readonly count: number; readonly sides: Sides; readonly mods: Mods }
  | { readonly type: 'group'; readonly members: readonly Term[]; readonly keep?: Keep }
  | { readonly type: 'call'; readonly name: MathName; readonly of: Term }
  | { readonly type: 'sum'; readonly left: Term; readonly right: Term }
  | { readonly type: 'product'; readonly left: Term; readonly right: Term }
  | { readonly type: 'quotient'; readonly left: Term; readonly divisor: number }

/** A number of faces, or a fate die that shows -1, 0 or 1. */
export type Sides = number | 'fate'
export type MathName = 'floor' | 'ceil' | 'round' | 'abs'

export interface Mods {
  readonly keep?: Keep
  readonly explode?: Target
  readonly reroll?: { readonly target: Target; readonly once: boolean }
  /** Counts the dice that meet it instead of adding them up. */
  readonly success?: Target
}

/** How many dice stay, from which end. */
export interface Keep {
  readonly from: 'highest' | 'lowest'
  readonly count: number
  /** Whether the count says how many go instead. */
  readonly drop: boolean
}

/** A comparison with a die's face; at least, at most, or exactly. */
export interface Target {
  readonly at: 'least' | 'most' | 'exactly'
  readonly value: number
}

/** How many dice a term throws, not counting those that explode. */
export function diceIn(term: Term): number {
  switch (term.type) {
    case 'number':
      return 0
    case 'dice':
      return term.count
    case 'group':
      return term.members.reduce((sum, member) => sum + diceIn(member), 0)
    case 'call':
      return diceIn(term.of)
    case 'quotient':
      return diceIn(term.left)
    case 'sum':
    case 'product':
      return diceIn(term.left) + diceIn(term.right)
  }
}

/** The greatest result, in either direction, that a term can have. */
export function largest(term: Term): number {
  switch (term.type) {
    case 'number':
      return Math.abs(term.value)
    case 'dice':
      return term.count * (term.sides === 'fate' ? 1 : term.sides)
    case 'group':
      return term.members.reduce((sum, member) => sum + largest(member), 0)
    case 'call':
      return largest(term.of)
    case 'sum':
      return largest(term.left) + largest(term.right)
    case 'product':
      return largest(term.left) * largest(term.right)
    case 'quotient':
      return largest(term.left)
  }
}
