/** Keeps a copy without gaps: after an update that the device had no room for, nothing but the whole document goes in. */
export interface GapGuard {
  /** Whether one more update may be added to the copy. */
  lets(): boolean
  /** The whole document is about to be put down, and updates after it may be added. Call the answer where that failed. */
  whole(): () => void
}

/** Nothing is left out yet. `hasRoom`: whether the device took what it was given last. */
export function createGapGuard(hasRoom: () => boolean): GapGuard {
  let hasGap = false
  return {
    lets() {
      hasGap ||= !hasRoom()
      return !hasGap
    },
    whole() {
      hasGap = false
      return () => {
        hasGap = true
      }
    },
  }
}
