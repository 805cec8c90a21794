import {
  centreOn,
  clampCamera,
  fit,
  freeArea,
  screenToMap,
  zoomAt,
  type Camera,
  type Point,
} from './camera.ts'
import { firstView } from './first-view.ts'
import { distanceFeet, keepInside, middleOf, sceneArea, snap } from './grid.ts'
import type { HandsHost } from './hands.ts'
import { tokenAt, tokensCentredIn, tokensIn } from './hit-test.ts'
import type { KeyCommand } from './keys.ts'
import type { Anchor, MapModel, MapToken, Picked, Targeting, TokenMove } from './model.ts'
import { dragGroup, pickBox, pickToken } from './selection.ts'
import type { Stage } from './stage.ts'
import type { TrackedTokens } from './tracked-tokens.ts'

/** What the table asks of the screen it stands on; all of it is read when it is needed. */
export interface TableOptions {
  readonly stage: Stage
  readonly tracked: TrackedTokens
  model(): MapModel
  selected(): readonly string[]
  targeting(): Targeting | undefined
  canMove(token: MapToken): boolean
  feet(feet: number): string
  onSelect(ids: readonly string[]): void
  onPick(picked: Picked): void
  onCancel(): void
  /** A token was clicked, or the floor: then undefined. */
  onActivate(token: string | undefined): void
  onHover(token: string | undefined): void
}

/** The verbs of the map, for hands and keys alike. */
export interface Table extends HandsHost {
  /** Shows the whole scene. */
  fit(): void
  /** Shows the scene for the first time. */
  begin(): void
  zoom(factor: number): void
  showToken(token: string): void
  focus(token: string | undefined): void
  activate(token: string): void
  obey(command: KeyCommand, focused: string | undefined): boolean
  anchorOf(token: string): Anchor | undefined
  cellAt(screen: Point): Point
  markSelected(): void
  /** Those in sight, at most so many, the ones nearest to the middle of the screen. */
  tokensInSight(most: number): readonly MapToken[]
}

/** Joins stage and model: says what hands and keys mean for this game. */
export function createTable(options: TableOptions): Table {
  const { stage, tracked } = options
  let drag: { readonly moves: readonly TokenMove[]; readonly isFree: boolean } | undefined

  const tokenById = (id: string | undefined) =>
    id === undefined ? undefined : options.model().token(id)

  function look(camera: Camera): void {
    const clamped = clampCamera(camera, sceneArea(stage.scene), stage.view.viewport)
    stage.change({ camera: clamped })
  }

  function zoom(factor: number): void {
    const { width, height } = stage.view.viewport
    look(zoomAt(stage.view.camera, { x: width / 2, y: height / 2 }, factor))
  }

  function landing({ id, x, y }: TokenMove, isFree: boolean): TokenMove {
    const size = tokenById(id)?.size ?? 1
    const at = keepInside(isFree ? { x, y } : snap({ x, y }), size, stage.scene)
    return { id, ...at }
  }

  function showDrag(): void {
    const [leader] = drag?.moves ?? []
    const token = tokenById(leader?.id)
    if (drag === undefined || leader === undefined || token === undefined) {
      return stage.change({ drag: undefined })
    }
    const { isFree, moves } = drag
    const target = landing(leader, isFree)
    const feet = distanceFeet(token, target, stage.scene.cellFeet)
    const landings = moves.map((move) => {
      const size = tokenById(move.id)?.size ?? 1
      return { ...landing(move, isFree), width: size, height: size }
    })
    const to = middleOf({ ...token, ...target })
    stage.change({
      drag: { from: middleOf(token), to, label: options.feet(feet), landings },
    })
  }

  function endDrag(landings: readonly TokenMove[]): void {
    drag = undefined
    tracked.release(landings)
    stage.change({ drag: undefined })
    options.model().dragTokens([])
  }

  function aimAt(screen: Point | undefined): void {
    const targeting = options.targeting()
    if (targeting === undefined || screen === undefined) {
      if (stage.view.aim !== undefined) stage.change({ aim: undefined })
      return
    }
    const to = screenToMap(stage.view.camera, screen)
    if (targeting.pick === 'cell') {
      const { size } = targeting
      return stage.change({
        aim: { footprint: { ...cellUnder(to, size), width: size, height: size } },
      })
    }
    const actor = tokenById(targeting.from)
    const target = tokenById(tokenUnder(screen, false))
    stage.change({ aim: { from: actor && middleOf(actor), to, target } })
  }

  function cellUnder(point: Point, size: number): Point {
    const corner = snap({ x: point.x - size / 2, y: point.y - size / 2 })
    return keepInside(corner, size, stage.scene)
  }

  function tokenUnder(screen: Point, isFinger: boolean): string | undefined {
    const point = screenToMap(stage.view.camera, screen)
    const slack = isFinger ? Math.max(0, 22 / stage.view.camera.zoom - 0.5) : 0
    const footprints = tracked.tokens.map((token) => {
      const at = tracked.shownAt(token)
      return { id: token.id, size: token.size, x: at.x, y: at.y }
    })
    return tokenAt(footprints, point, slack)?.id
  }

  function pick(token: string | undefined, screen: Point): boolean {
    const targeting = options.targeting()
    if (targeting === undefined) return false
    if (targeting.pick === 'token') {
      if (token !== undefined) options.onPick({ type: 'token', id: token })
    } else {
      const at = cellUnder(screenToMap(stage.view.camera, screen), targeting.size)
      options.onPick({ type: 'cell', ...at })
    }
    return true
  }

  function step(dx: number, dy: number, focused: string | undefined): void {
    const ids =
      focused === undefined
        ? options.selected()
        : dragGroup(options.selected(), focused, () => true)
    const tokens = ids
      .flatMap((id) => tokenById(id) ?? [])
      .filter((token) => options.canMove(token))
    if (ids.length === 0) {
      const { camera } = stage.view
      const pace = 90 / camera.zoom
      return look({ ...camera, x: camera.x + dx * pace, y: camera.y + dy * pace })
    }
    if (focused !== undefined && !options.selected().includes(focused)) options.onSelect([focused])
    if (tokens.length === 0) return
    options.model().moveTokens(
      tokens.map((token) => {
        const to = { x: Math.round(token.x) + dx, y: Math.round(token.y) + dy }
        return { id: token.id, ...keepInside(to, token.size, stage.scene) }
      }),
    )
  }

  return {
    get camera() {
      return stage.view.camera
    },

    get isAiming() {
      return options.targeting() !== undefined
    },

    look,
    zoom,
    tokenUnder,

    fit() {
      stage.change({ camera: fit(sceneArea(stage.scene), stage.view.viewport) })
    },

    begin() {
      look(firstView(sceneArea(stage.scene), tracked.tokens, stage.view.viewport))
    },

    take(token) {
      const group = dragGroup(options.selected(), token, (id) => {
        const found = tokenById(id)
        return found !== undefined && options.canMove(found)
      })
      if (group.length === 0) return []
      if (!options.selected().includes(token)) options.onSelect([token])
      // The wheel would hide where the drag goes.
      options.onActivate(undefined)
      // The one that was gripped leads, so that its distance is the one shown.
      return [token, ...group.filter((id) => id !== token)].filter((id) => group.includes(id))
    },

    drag(tokens, by, isFree) {
      const moves = tokens.flatMap((id) => {
        const token = tokenById(id)
        return token === undefined ? [] : [{ id, x: token.x + by.x, y: token.y + by.y }]
      })
      drag = { moves, isFree }
      tracked.drag(moves)
      options.model().dragTokens(moves)
      showDrag()
    },

    drop() {
      const moves = (drag?.moves ?? []).map((move) => landing(move, drag?.isFree === true))
      const changed = moves.filter(({ id, x, y }) => {
        const token = tokenById(id)
        return token !== undefined && (token.x !== x || token.y !== y)
      })
      endDrag(moves)
      if (changed.length > 0) options.model().moveTokens(changed)
    },

    letGo() {
      endDrag((drag?.moves ?? []).flatMap(({ id }) => tokenById(id) ?? []))
    },

    click(token, screen, isAdding) {
      if (pick(token, screen)) return
      if (token === undefined) {
        if (!isAdding) options.onSelect([])
        return options.onActivate(undefined)
      }
      options.onSelect(pickToken(options.selected(), token, isAdding))
      options.onActivate(isAdding ? undefined : token)
    },

    activate(token) {
      const at = tokenById(token)
      if (at === undefined || pick(token, { x: 0, y: 0 })) return
      options.onSelect([token])
      options.onActivate(token)
    },

    box: (box) => stage.change({ box }),

    pickBox(area, isAdding) {
      const boxed = tokensCentredIn(tracked.tokens, area).map((token) => token.id)
      options.onSelect(pickBox(options.selected(), boxed, isAdding))
      options.onActivate(undefined)
    },

    hover(screen) {
      const hovered = screen === undefined ? undefined : tokenUnder(screen, false)
      if (hovered !== stage.view.marked.hovered) {
        stage.change({ marked: { ...stage.view.marked, hovered } })
        options.onHover(hovered)
      }
      aimAt(screen)
      if (screen === undefined) return
      const { x, y } = screenToMap(stage.view.camera, screen)
      options.model().pointAt(stage.scene.id, x, y)
    },

    focus: (focused) => stage.change({ marked: { ...stage.view.marked, focused } }),

    markSelected() {
      const selected = new Set(options.selected())
      stage.change({ marked: { ...stage.view.marked, selected } })
    },

    showToken(id) {
      const token = tokenById(id)
      if (token === undefined) return
      const { camera, viewport } = stage.view
      look(centreOn(middleOf(token), camera.zoom, viewport))
    },

    obey(command, focused) {
      switch (command.type) {
        case 'zoom':
          zoom(command.factor)
          return true
        case 'fit':
          this.fit()
          return true
        case 'step':
          step(command.dx, command.dy, focused)
          return true
        case 'clear':
          if (options.targeting() !== undefined) options.onCancel()
          else if (options.selected().length > 0) {
            options.onSelect([])
            options.onActivate(undefined)
          } else return false
          return true
      }
    },

    anchorOf(id) {
      const token = tokenById(id)
      if (token === undefined) return undefined
      const { camera } = stage.view
      const at = tracked.shownAt(token)
      const half = token.size / 2
      return {
        x: (at.x + half - camera.x) * camera.zoom,
        y: (at.y + half - camera.y) * camera.zoom,
        radius: half * camera.zoom,
        free: freeArea(stage.view.viewport),
      }
    },

    cellAt(screen) {
      return cellUnder(screenToMap(stage.view.camera, screen), 1)
    },

    tokensInSight(most) {
      const { camera, viewport } = stage.view
      const seen = {
        x: camera.x,
        y: camera.y,
        width: viewport.width / camera.zoom,
        height: viewport.height / camera.zoom,
      }
      const inSight = tokensIn(tracked.tokens, seen)
      if (inSight.length <= most) return inSight
      const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }
      return inSight.sort((a, b) => awayFrom(middle, a) - awayFrom(middle, b)).slice(0, most)
    },
  }
}

function awayFrom(point: Point, token: MapToken): number {
  const middle = middleOf(token)
  return Math.hypot(middle.x - point.x, middle.y - point.y)
}
