/** A click: picks that token alone. A shift-click: adds it, or takes it out again. */
export function pickToken(selected: readonly string[], id: string, adding: boolean): string[] {
  if (!adding) return [id]
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]
}

/** A box: picks what it holds, or adds that to what was picked before. */
export function pickBox(
  selected: readonly string[],
  boxed: readonly string[],
  adding: boolean,
): string[] {
  return adding ? [...new Set([...selected, ...boxed])] : [...boxed]
}

/** What goes along when a token is dragged: the selection if it is part of it, else it alone. */
export function dragGroup(
  selected: readonly string[],
  id: string,
  canMove: (id: string) => boolean,
): string[] {
  const group = selected.includes(id) ? selected : [id]
  return group.filter(canMove)
}
