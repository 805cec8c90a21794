import { screenToMap, type Point } from './camera.ts'
import { keepInside, middleOf, snap } from './grid.ts'
import type { TableOptions } from './table-options.ts'

/** Picking a token or a cell for something that is about to be done. */
export interface Aiming {
  /** Shows what a click there would pick; undefined when the pointer is elsewhere. */
  aimAt(screen: Point | undefined, token: string | undefined): void
  /** The same for a token that the keyboard is on. */
  aimAtToken(token: string | undefined): void
  /** Picks; false when nothing is to be picked at the moment. */
  pick(token: string | undefined, screen: Point | undefined): boolean
  /** The whole cell that a token of that size would take there. */
  cellUnder(screen: Point, size: number): Point
}

/** Aims as the targeting at that moment asks. */
export function createAiming(options: TableOptions): Aiming {
  const { stage } = options

  const tokenById = (id: string | undefined) =>
    id === undefined ? undefined : options.model().token(id)

  function cellUnder(screen: Point, size: number): Point {
    const { x, y } = screenToMap(stage.view.camera, screen)
    return keepInside(
      snap({ x: x - size / 2, y: y - size / 2 }, stage.scene.grid, size),
      size,
      stage.scene,
    )
  }

  return {
    cellUnder,

    aimAt(screen, token) {
      const targeting = options.targeting()
      if (targeting === undefined || screen === undefined) {
        if (stage.view.aim !== undefined) stage.change({ aim: undefined })
        return
      }
      if (targeting.pick === 'cell') {
        const { size } = targeting
        const footprint = { ...cellUnder(screen, size), width: size, height: size }
        return stage.change({ aim: { footprint } })
      }
      const actor = tokenById(targeting.from)
      const to = screenToMap(stage.view.camera, screen)
      stage.change({
        aim: { from: actor && middleOf(actor), to, target: tokenById(token) },
      })
    },

    aimAtToken(id) {
      const targeting = options.targeting()
      const token = tokenById(id)
      if (targeting === undefined || token === undefined) return this.aimAt(undefined, undefined)
      if (targeting.pick === 'cell') {
        const { x, y } = token
        const { size } = targeting
        return stage.change({ aim: { footprint: { x, y, width: size, height: size } } })
      }
      const from = tokenById(targeting.from)
      stage.change({ aim: { from: from && middleOf(from), to: middleOf(token), target: token } })
    },

    pick(token, screen) {
      const targeting = options.targeting()
      if (targeting === undefined) return false
      if (targeting.pick === 'token') {
        if (token !== undefined) options.onPick({ type: 'token', id: token })
        return true
      }
      // A key names a token, not a point: its cell is meant.
      const at = screen === undefined ? tokenById(token) : cellUnder(screen, targeting.size)
      if (at !== undefined) options.onPick({ type: 'cell', x: at.x, y: at.y })
      return true
    },
  }
}
