const MOST_EDITS = 2

/** The name that was probably meant: at most two letters away. */
export function nearestOf(name: string, names: readonly string[]): string | undefined {
  const byEdits = names
    .map((candidate) => ({ candidate, edits: editsBetween(name, candidate) }))
    .filter(({ edits, candidate }) => edits <= MOST_EDITS && edits <= candidate.length / 2)
    .sort((left, right) => left.edits - right.edits)
  return byEdits[0]?.candidate
}

/** How many letters have to be added, taken away or changed (Levenshtein 1965). */
function editsBetween(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1]
      const changed = (above[column - 1] ?? 0) + (isSame ? 0 : 1)
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[right.length] ?? 0
}
