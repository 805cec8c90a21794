import { createAiming } from './aiming.ts'
import {
  centreOn,
  clampCamera,
  fit,
  freeArea,
  isInSight,
  lookedAt,
  screenToMap,
  zoomAt,
  type Camera,
  type Point,
} from './camera.ts'
import { firstView } from './first-view.ts'
import { keepInside, middleOf, sceneArea, step as stepFrom } from './grid.ts'
import type { HandsHost } from './hands.ts'
import { tokenAt, tokensCentredIn, tokensIn } from './hit-test.ts'
import type { KeyCommand } from './keys.ts'
import type { Anchor, MapToken } from './model.ts'
import { dragGroup, pickBox, pickToken, withGroups } from './selection.ts'
import type { TableOptions } from './table-options.ts'
import { createTokenDrag } from './token-drag.ts'

/** The verbs of the map, for hands and keys alike. */
export interface Table extends HandsHost {
  /** Shows the whole scene. */
  fit(): void
  /** Shows the scene for the first time. */
  begin(): void
  zoom(factor: number): void
  showToken(token: string): void
  /** Brings a place to the middle of the screen, in cells. */
  lookAt(place: Point): void
  focus(token: string | undefined): void
  activate(token: string): void
  /** Adds a token to what is selected, or takes it out again. */
  add(token: string): void
  obey(command: KeyCommand, focused: string | undefined): boolean
  anchorOf(token: string): Anchor | undefined
  cellAt(screen: Point): Point
  markSelected(): void
  /** Those in sight, or all while aiming; at most so many, the ones nearest to the middle of the screen. */
  tokensInSight(most: number): readonly MapToken[]
}

/** Joins stage and model: says what hands and keys mean for this game. */
export function createTable(options: TableOptions): Table {
  const { stage, tracked } = options
  const aiming = createAiming(options)
  const tokenDrag = createTokenDrag(options)

  const tokenById = (id: string | undefined) =>
    id === undefined ? undefined : options.model().token(id)

  function show(camera: Camera): void {
    const clamped = clampCamera(camera, sceneArea(stage.scene), stage.view.viewport)
    stage.change({ camera: clamped })
  }

  function look(camera: Camera): void {
    show(camera)
    options.onLook(stage.scene.id, lookedAt(stage.view.camera, stage.view.viewport))
  }

  function bringIntoSight(token: MapToken): void {
    const { camera, viewport } = stage.view
    if (isInSight(token, camera, viewport)) return
    look(centreOn(middleOf(token), camera.zoom, viewport))
  }

  function zoom(factor: number): void {
    const { width, height } = stage.view.viewport
    look(zoomAt(stage.view.camera, { x: width / 2, y: height / 2 }, factor))
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

  function step(
    { dx, dy }: { readonly dx: number; readonly dy: number },
    isFine: boolean,
    focused: string | undefined,
  ): void {
    const ids =
      focused === undefined
        ? options.selected()
        : dragGroup(options.selected(), focused, () => true, tracked.tokens)
    const tokens = ids
      .flatMap((id) => tokenById(id) ?? [])
      .filter((token) => options.canMove(token))
    if (ids.length === 0) {
      const { camera } = stage.view
      const pace = 90 / camera.zoom
      return look({ ...camera, x: camera.x + dx * pace, y: camera.y + dy * pace })
    }
    if (focused !== undefined && !options.selected().includes(focused)) options.onSelect(ids)
    if (tokens.length === 0) return
    options.model().moveTokens(
      tokens.map((token) => {
        const to = isFine
          ? { x: tenths(token.x + dx * FINE_STEP), y: tenths(token.y + dy * FINE_STEP) }
          : stepFrom(token, token.size, stage.scene.grid, { dx, dy })
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

    ...tokenDrag,
    look,
    zoom,
    tokenUnder,

    fit: () => look(fit(sceneArea(stage.scene), stage.view.viewport)),

    begin() {
      const { scene, view } = stage
      const before = options.recall(scene.id)
      show(
        before === undefined
          ? firstView(sceneArea(scene), tracked.tokens, view.viewport)
          : centreOn(before, before.zoom, view.viewport),
      )
    },

    click(token, screen, isAdding) {
      if (aiming.pick(token, screen)) return
      if (token === undefined) {
        if (!isAdding) options.onSelect([])
        return options.onActivate(undefined)
      }
      options.onSelect(pickToken(options.selected(), token, isAdding, tracked.tokens))
      options.onActivate(isAdding ? undefined : token)
    },

    activate(token) {
      const at = tokenById(token)
      if (at === undefined || aiming.pick(token, undefined)) return
      options.onSelect(withGroups([token], tracked.tokens))
      options.onActivate(token)
    },

    add(token) {
      options.onSelect(pickToken(options.selected(), token, true, tracked.tokens))
      options.onActivate(undefined)
    },

    box: (box) => stage.change({ box }),

    pickBox(area, isAdding) {
      const boxed = tokensCentredIn(tracked.tokens, area).map((token) => token.id)
      options.onSelect(pickBox(options.selected(), boxed, isAdding, tracked.tokens))
      options.onActivate(undefined)
    },

    hover(screen) {
      const hovered = screen === undefined ? undefined : tokenUnder(screen, false)
      if (hovered !== stage.view.marked.hovered) {
        stage.change({ marked: { ...stage.view.marked, hovered } })
        options.onHover(hovered)
      }
      aiming.aimAt(screen, hovered)
      if (screen === undefined) return
      const { x, y } = screenToMap(stage.view.camera, screen)
      options.model().pointAt(stage.scene.id, x, y)
    },

    focus(focused) {
      stage.change({ marked: { ...stage.view.marked, focused } })
      const token = tokenById(focused)
      if (token !== undefined) bringIntoSight(token)
      aiming.aimAtToken(focused)
    },

    markSelected() {
      const selected = new Set(options.selected())
      stage.change({ marked: { ...stage.view.marked, selected } })
    },

    lookAt(place) {
      const { camera, viewport } = stage.view
      look(centreOn(place, camera.zoom, viewport))
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
          step(command, command.isFine === true, focused)
          return true
        case 'selectAll':
          options.onSelect(tracked.tokens.map(({ id }) => id))
          options.onActivate(undefined)
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
      return aiming.cellUnder(screen, 1)
    },

    tokensInSight(most) {
      const { camera, viewport } = stage.view
      const seen = {
        x: camera.x,
        y: camera.y,
        width: viewport.width / camera.zoom,
        height: viewport.height / camera.zoom,
      }
      // Who picks a target by keys may pick one that has to be looked for.
      const inSight =
        options.targeting() === undefined ? tokensIn(tracked.tokens, seen) : tracked.tokens.slice(0)
      if (inSight.length <= most) return inSight
      const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }
      return inSight.sort((a, b) => awayFrom(middle, a) - awayFrom(middle, b)).slice(0, most)
    },
  }
}

/** How far a fine step goes, in cells. */
const FINE_STEP = 0.1

/** Ten fine steps are exactly one cell again. */
function tenths(place: number): number {
  return Math.round(place * 100) / 100
}

function awayFrom(point: Point, token: MapToken): number {
  const middle = middleOf(token)
  return Math.hypot(middle.x - point.x, middle.y - point.y)
}
