/** The first colour nobody has; when all are taken, the one this member always gets. */
export function chooseColour(
  member: string,
  colours: readonly string[],
  taken: ReadonlySet<string>,
): string {
  return colours.find((colour) => !taken.has(colour)) ?? usualColour(member, colours)
}

/** The colour of a member who chose none, the same on every screen. */
export function usualColour(member: string, colours: readonly string[]): string {
  const sum = [...member].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7)
  return colours[sum % colours.length] ?? '#808080'
}
