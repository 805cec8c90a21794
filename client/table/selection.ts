import type { MapToken } from './model.ts'

type Grouped = Pick<MapToken, 'id' | 'group'>

/** A click: picks that token and its group. A shift-click: adds them, or takes them out again. */
export function pickToken(
  selected: readonly string[],
  id: string,
  adding: boolean,
  tokens: readonly Grouped[] = [],
): string[] {
  const picked = withGroups([id], tokens)
  if (!adding) return picked
  return selected.includes(id)
    ? selected.filter((other) => !picked.includes(other))
    : [...new Set([...selected, ...picked])]
}

/** A box: picks what it holds, or adds that to what was picked before. */
export function pickBox(
  selected: readonly string[],
  boxed: readonly string[],
  adding: boolean,
  tokens: readonly Grouped[] = [],
): string[] {
  const picked = withGroups(boxed, tokens)
  return adding ? [...new Set([...selected, ...picked])] : picked
}

/** What goes along when a token is dragged: the selection if it is part of it, else it and its group. */
export function dragGroup(
  selected: readonly string[],
  id: string,
  canMove: (id: string) => boolean,
  tokens: readonly Grouped[] = [],
): string[] {
  const group = selected.includes(id) ? selected : withGroups([id], tokens)
  return group.filter(canMove)
}

/** Those tokens and all that are grouped with any of them, those first. */
export function withGroups(ids: readonly string[], tokens: readonly Grouped[]): string[] {
  const picked = new Set(ids)
  const groups = new Set(
    tokens.flatMap(({ id, group }) => (group !== undefined && picked.has(id) ? [group] : [])),
  )
  if (groups.size === 0) return [...picked]
  for (const { id, group } of tokens) if (group !== undefined && groups.has(group)) picked.add(id)
  return [...picked]
}
