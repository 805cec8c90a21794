import type { MapToken } from './model.ts'

/**
 * The order Tab visits tokens in: from top to bottom, from left to right. While one of them has
 * the focus, what is already there keeps its place, since a button that is moved loses the focus.
 */
export function buttonOrder(
  inSight: readonly MapToken[],
  before: readonly MapToken[],
  focused: MapToken | undefined,
): readonly MapToken[] {
  const byPosition = [...inSight].sort((a, b) => a.y - b.y || a.x - b.x)
  if (focused === undefined) return byPosition
  const left = new Map(byPosition.map((token) => [token.id, token]))
  if (!left.has(focused.id)) left.set(focused.id, focused)
  const kept = before.flatMap(({ id }) => {
    const token = left.get(id)
    left.delete(id)
    return token ?? []
  })
  return [...kept, ...left.values()]
}

/** More at once than this are a crowd on the move: its buttons follow when all is calm. */
const MOST_AT_ONCE = 20

/** The same buttons with what just changed about their tokens; the same list when nothing did. */
export function refreshed(
  buttons: readonly MapToken[],
  changed: ReadonlySet<string>,
  tokenOf: (id: string) => MapToken | undefined,
): readonly MapToken[] {
  if (changed.size > MOST_AT_ONCE || !buttons.some(({ id }) => changed.has(id))) return buttons
  return buttons.flatMap((button) =>
    changed.has(button.id) ? (tokenOf(button.id) ?? []) : [button],
  )
}
