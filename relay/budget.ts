/** Memory that many share. */
export interface Budget {
  /** Whether so much was free; if so it is taken. */
  take(amount: number): boolean
  giveBack(amount: number): void
}

/** A budget of which nothing is taken. */
export function createBudget(limit: number): Budget {
  let taken = 0
  return {
    take(amount) {
      if (taken + amount > limit) return false
      taken += amount
      return true
    },
    giveBack(amount) {
      taken -= amount
    },
  }
}
