import type { Point } from './camera.ts'
import { keepInside, middleOf, snap } from './grid.ts'
import type { MapToken, TokenMove } from './model.ts'
import { dragGroup } from './selection.ts'
import type { TableOptions } from './table-options.ts'

/** Tokens in the hand: taken, carried about, and put down or let go. */
export interface TokenDrag {
  /** What goes along with that token, it first; empty when it may not be moved. */
  take(token: string): readonly string[]
  /** Carries them by so many cells from where they stood. */
  drag(tokens: readonly string[], by: Point, isFree: boolean): void
  /** The way goes by where they are now. */
  waypoint(): void
  /** Writes where they land, once. */
  drop(): void
  /** Puts them back where they stood. */
  letGo(): void
}

interface Carried {
  readonly moves: readonly TokenMove[]
  readonly isFree: boolean
}

/** Drags that are shown here and to others as they go, and written at the drop only. */
export function createTokenDrag(options: TableOptions): TokenDrag {
  const { stage, tracked } = options
  let carried: Carried = { moves: [], isFree: false }
  let waypoints: readonly Point[] = []

  const tokenById = (id: string): MapToken | undefined => options.model().token(id)

  function landing({ id, x, y }: TokenMove): TokenMove {
    const size = tokenById(id)?.size ?? 1
    return {
      id,
      ...keepInside(
        carried.isFree ? { x, y } : snap({ x, y }, stage.scene.grid, size),
        size,
        stage.scene,
      ),
    }
  }

  /** From where the leader stood by all waypoints to where it would land, middle by middle. */
  function routeTo(token: MapToken, target: TokenMove): readonly Point[] {
    return [middleOf(token), ...waypoints, middleOf({ ...token, ...target })]
  }

  /** What players do not see is carried before no eyes but the GM's. */
  function hidesAny(): boolean {
    return carried.moves.some(({ id }) => tokenById(id)?.hidden === true)
  }

  function show(): void {
    const [leader] = carried.moves
    const token = leader && tokenById(leader.id)
    if (leader === undefined || token === undefined) return stage.change({ drag: undefined })
    const target = landing(leader)
    const landings = carried.moves.map((move) => {
      const size = tokenById(move.id)?.size ?? 1
      return { ...landing(move), width: size, height: size }
    })
    stage.change({ drag: { landings } })
    options.carry(routeTo(token, target), hidesAny())
  }

  function end(landings: readonly TokenMove[]): void {
    const [leader] = carried.moves
    const token = leader && tokenById(leader.id)
    const [target] = landings
    const ways = new Map<string, readonly Point[]>()
    if (token !== undefined && target !== undefined) ways.set(token.id, routeTo(token, target))
    options.carry([], hidesAny())
    carried = { moves: [], isFree: false }
    waypoints = []
    tracked.release(landings, ways)
    stage.change({ drag: undefined })
    options.model().dragTokens([])
  }

  return {
    take(token) {
      const group = dragGroup(
        options.selected(),
        token,
        (id) => {
          const found = tokenById(id)
          return found !== undefined && options.canMove(found)
        },
        tracked.tokens,
      )
      if (!group.includes(token)) return []
      if (!options.selected().includes(token)) options.onSelect(group)
      // The wheel would hide where the drag goes.
      options.onActivate(undefined)
      // The one that was gripped leads, so that its distance is the one shown.
      return [token, ...group.filter((id) => id !== token)]
    },

    drag(tokens, by, isFree) {
      const moves = tokens.flatMap((id) => {
        const token = tokenById(id)
        return token === undefined ? [] : [{ id, x: token.x + by.x, y: token.y + by.y }]
      })
      carried = { moves, isFree }
      tracked.drag(moves)
      options.model().dragTokens(moves)
      show()
    },

    waypoint() {
      const [leader] = carried.moves
      const token = leader && tokenById(leader.id)
      if (leader === undefined || token === undefined) return
      const at = middleOf({ ...token, ...landing(leader) })
      const last = waypoints.at(-1) ?? middleOf(token)
      if (Math.hypot(at.x - last.x, at.y - last.y) < 0.1) return
      waypoints = [...waypoints, at].slice(0, 30)
      show()
    },

    drop() {
      const landings = carried.moves.map(landing)
      const changed = landings.filter(({ id, x, y }) => {
        const token = tokenById(id)
        return token !== undefined && (token.x !== x || token.y !== y)
      })
      end(landings)
      if (changed.length > 0) options.model().moveTokens(changed)
    },

    letGo() {
      end(carried.moves.flatMap(({ id }) => tokenById(id) ?? []))
    },
  }
}
