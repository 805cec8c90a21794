import { cellOf, centreOf, routeDistance, type Measure } from '../../maps/index.ts'
import type { DrawingView } from '../../world/index.ts'
import type { Camera, Point, Viewport } from '../camera.ts'
import type { MapToken } from '../model.ts'
import { areaToRim, rimOf, templateAt, tokensInside, touches } from './drawing-geometry.ts'
import type { FetchedHand } from './fetched-hand.ts'
import { settle } from './picked-drawing.ts'
import {
  areaBetween,
  draftOf,
  isNear,
  isSame,
  lineOf,
  onHalves,
  onHundredths,
  polygonOf,
  shapedBetween,
} from './sketches.ts'
import { heldUp, type Grip, type ToolModel } from './tool-model.ts'
import { isEditing, usualLengths, type AreaTemplate, type Draft, type Tool } from './tool.ts'
import type { Toolbox } from './toolbox.svelte.ts'

/** What the tools do at the map: presses become rulers, drawings, areas, words, pings. */
export class MapTools {
  readonly toolbox: Toolbox
  readonly model: ToolModel
  /** The drawing that is being made or changed here. */
  draft = $state.raw<Draft>()
  route = $state.raw<readonly Point[]>([])
  /** The route is the way of tokens that are carried. */
  isCarrying = false
  /** The drawing that is picked. */
  picked = $state<string>()
  /** Where words are being typed, in cells. */
  typing = $state.raw<Point>()
  /** Where the keyboard is, in cells. */
  cursor = $state.raw<Point>()
  /** What will be erased when the hand lifts. */
  erasing: readonly string[] = []
  trail: Point | undefined
  /** A tool whose script was fetched. */
  hand = $state.raw<FetchedHand>()
  /** How the map is shown. */
  camera = $state.raw<Camera>({ x: 0, y: 0, zoom: 50 })
  viewport = $state.raw<Viewport>({
    width: 1,
    height: 1,
    insets: { top: 0, right: 0, bottom: 0, left: 0 },
  })
  onChange: () => void = () => {}
  /** Called for each of my own pings, which come back from nobody. */
  onOwnPing: (at: Point) => void = () => {}
  #grip: Grip = { doing: 'nothing' }
  #slack = 0.2
  readonly #lengths: Record<AreaTemplate['template'], number> = { ...usualLengths }
  readonly #diagonals: Measure['rule']

  constructor(toolbox: Toolbox, model: ToolModel, diagonals: Measure['rule'] = 'equal-diagonals') {
    this.toolbox = toolbox
    this.model = model
    this.#diagonals = diagonals
  }

  get measure(): Measure {
    return { grid: this.model.grid, rule: this.#diagonals }
  }

  get isBoxing(): boolean {
    return this.toolbox.tool === 'box'
  }

  /** Whether presses belong to a tool, wherever they land. */
  get isActive(): boolean {
    return this.toolbox.tool !== 'select' && this.toolbox.tool !== 'box'
  }

  /** How long a route is, in feet, by the game system's rule. */
  feetAlong(route: readonly Point[]): number {
    const { grid } = this.measure
    const cells = route.map((point) => cellOf(grid, point))
    const length = routeDistance(this.measure, cells) * (this.model.scene?.cellFeet ?? 5)
    return Math.round(length * 10) / 10
  }

  /** Who stands in an area. */
  inside({ x, y }: Point, area: AreaTemplate): readonly MapToken[] {
    return tokensInside(templateAt({ x, y }, area), this.measure, this.model.tokens)
  }

  /** The picked drawing as it is shown at this moment. */
  get pickedDrawing(): (Draft & { readonly id: string }) | undefined {
    const drawing = this.model.drawings.find(({ id }) => id === this.picked)
    if (drawing === undefined) return undefined
    return { ...drawing, ...(this.draft?.of === drawing.id ? this.draft : {}) }
  }

  /** Takes a press; false leaves it to the map. */
  press(at: Point, camera: Camera, isFinger: boolean, isToken: boolean): boolean {
    this.#slack = (isFinger ? 18 : 7) / camera.zoom
    this.cursor = undefined
    if (!this.isActive) return this.#grasp(at, isToken)
    if (this.hand === undefined) this.#begin(at, true)
    else this.hand.press(at, this.#slack)
    this.changed()
    return true
  }

  move(at: Point, isFree = false): void {
    const grip = this.#grip
    this.hand?.move(at, isFree)
    switch (grip.doing) {
      case 'nothing':
        if (this.hand !== undefined) break
        return
      case 'measuring':
        this.route = [...this.route.slice(0, -1), this.#middle(at)]
        break
      case 'sketching':
        grip.points.push(at)
        this.draft = lineOf('stroke', grip.points, this.toolbox.style)
        break
      case 'shaping':
        this.draft = this.#shaped(grip.from, at)
        break
      case 'cornering':
        this.draft = polygonOf([...grip.corners, at], this.toolbox.style)
        break
      case 'spreading':
        this.draft = this.#area(grip.from, at)
        break
      case 'carrying': {
        const { drawing, from } = grip
        const place = { x: drawing.x + at.x - from.x, y: drawing.y + at.y - from.y }
        const isArea = drawing.shape.type === 'template'
        this.draft = { ...draftOf(drawing), ...(isArea ? onHalves(place) : onHundredths(place)) }
        break
      }
      case 'stretching': {
        const { drawing } = grip
        if (drawing.shape.type !== 'template') return
        this.draft = { ...draftOf(drawing), shape: areaToRim(drawing, drawing.shape, at) }
        break
      }
      case 'erasing':
        this.#eraseAt(at, grip.erased)
        break
      case 'pointing':
        this.trail = at
        break
      default:
        grip satisfies never
    }
    this.changed()
  }

  /** The hand lifts. `wasDrag`: it had gone some way. */
  release(at: Point, wasDrag: boolean): void {
    const grip = this.#grip
    const isTap = !wasDrag
    this.hand?.release(at, wasDrag)
    switch (grip.doing) {
      case 'nothing':
        break
      case 'measuring':
        // A tap sets a waypoint and goes on; a drag measures once.
        this.#grip = isTap ? { doing: 'measuring', isPressed: false } : { doing: 'nothing' }
        break
      case 'sketching':
        if (isTap && grip.isPressed) grip.points.push({ x: at.x + 0.01, y: at.y })
        this.keep(lineOf('stroke', grip.points, this.toolbox.style))
        break
      case 'shaping':
        // Two taps draw what one drag does.
        if (isTap && grip.isPressed) this.#grip = { ...grip, isPressed: false }
        else this.keep(this.#shaped(grip.from, at))
        break
      case 'cornering':
        // Each tap is a corner; the first one again closes it.
        break
      case 'spreading':
        this.keep(wasDrag ? this.#area(grip.from, at) : this.#area(grip.from, undefined))
        break
      case 'carrying':
      case 'stretching':
        if (wasDrag) settle(this, this.draft)
        this.#letGo()
        break
      case 'erasing':
        if (grip.erased.length > 0) this.model.eraseDrawings(grip.erased)
        this.#letGo()
        break
      case 'pointing':
        if (isTap) this.ping(at, false)
        this.#letGo()
        break
      default:
        grip satisfies never
    }
    this.changed()
  }

  /** Picks what is drawn at a place, or nothing. */
  pickAt(at: Point): void {
    this.picked = this.#drawingAt(at, () => true)?.id
    this.changed()
  }

  /** Calls off what is under way; false when there was nothing. */
  cancel(): boolean {
    const hadSomething =
      this.hand?.cancel() === true ||
      this.#grip.doing !== 'nothing' ||
      this.route.length > 0 ||
      this.picked !== undefined
    this.route = []
    this.picked = undefined
    this.typing = undefined
    this.#letGo()
    this.changed()
    return hadSomething
  }

  /** Enter or space at the keyboard's place: what a tap there does. */
  tap(at: Point): void {
    this.#slack = 0.4
    const { doing } = this.#grip
    if (this.hand !== undefined) this.hand.press(at, this.#slack)
    else if (doing === 'nothing' || doing === 'measuring' || doing === 'cornering')
      this.#begin(at, true)
    else if (this.#grip.doing === 'shaping') this.#grip = { ...this.#grip, isPressed: false }
    this.release(at, false)
  }

  /** Whether this person may take that tool. */
  canTake(tool: Tool): boolean {
    if (isEditing(tool)) return this.model.isGm
    return this.model.canDraw || ['select', 'box', 'measure', 'point'].includes(tool)
  }

  /** Ends what is under way; what is picked stays. */
  putDown(): void {
    this.route = []
    this.typing = undefined
    this.cursor = undefined
    this.#letGo()
    this.changed()
  }

  /** Takes a fetched tool in hand, or puts it back. */
  hold(hand: FetchedHand | undefined): void {
    this.hand?.cancel()
    this.hand = hand
    this.changed()
  }

  /** Shows the way of tokens that are carried; `isSecret`: to nobody else. */
  carry(route: readonly Point[], isSecret: boolean): void {
    this.route = route
    this.isCarrying = route.length > 0
    if (isSecret) this.onChange()
    else this.changed()
  }

  ping(at: Point, focus: boolean): void {
    const scene = this.model.scene?.id
    if (scene === undefined) return
    this.model.ping(scene, at.x, at.y, focus && this.model.isGm)
    this.onOwnPing(at)
  }

  #begin(at: Point, isPressed: boolean): void {
    const { tool, pen } = this.toolbox
    this.picked = undefined
    switch (tool) {
      case 'select':
      case 'box':
      case 'fog':
      case 'walls':
      case 'lamps':
        return
      case 'measure': {
        const isGoingOn = this.#grip.doing === 'measuring'
        const middle = this.#middle(at)
        const before = this.route.at(-1)
        const beforeLast = this.route.at(-2)
        if (isGoingOn && beforeLast && before && isSame(beforeLast, middle)) {
          // The same cell again ends the route there.
          this.route = this.route.slice(0, -1)
          this.#grip = { doing: 'nothing' }
          return
        }
        this.route = isGoingOn ? [...this.route.slice(0, -1), middle, middle] : [middle, middle]
        this.#grip = { doing: 'measuring', isPressed }
        return
      }
      case 'area':
        this.#grip = { doing: 'spreading', from: onHalves(at) }
        this.draft = this.#area(onHalves(at), undefined)
        return
      case 'draw':
        if (pen === 'polygon') this.#corner(at)
        else if (pen === 'stroke') this.#grip = { doing: 'sketching', points: [at], isPressed }
        else if (this.#grip.doing === 'shaping') this.#grip = { ...this.#grip, isPressed: false }
        else this.#grip = { doing: 'shaping', from: at, isPressed }
        return
      case 'text':
        this.typing = at
        return
      case 'erase':
        this.#grip = { doing: 'erasing', erased: [] }
        this.#eraseAt(at, this.#grip.erased)
        return
      case 'point':
        this.#grip = { doing: 'pointing', from: at }
        this.trail = at
        return
      default:
        tool satisfies never
    }
  }

  #corner(at: Point): void {
    const corners = this.#grip.doing === 'cornering' ? this.#grip.corners : []
    const [first] = corners
    const last = corners.at(-1)
    const reach = Math.max(this.#slack * 1.6, 0.05)
    const isClosing = [first, last].some((end) => end !== undefined && isNear(end, at, reach))
    if (isClosing && corners.length > 2) return this.keep(polygonOf(corners, this.toolbox.style))
    if (isClosing) return
    this.#grip = { doing: 'cornering', corners: [...corners, at].slice(0, 100) }
    this.draft = polygonOf([...corners, at], this.toolbox.style)
  }

  /** With an empty hand: the picked drawing's grips, and the middle of areas. */
  #grasp(at: Point, isToken: boolean): boolean {
    const picked = this.model.drawings.find(({ id }) => id === this.picked)
    if (picked?.shape.type === 'template') {
      if (isNear(rimOf(picked, picked.shape), at, this.#slack * 1.6)) {
        this.#grip = { doing: 'stretching', drawing: picked }
        return true
      }
      if (isNear(picked, at, this.#slack * 1.6)) {
        this.#grip = { doing: 'carrying', drawing: picked, from: at }
        return true
      }
    }
    if (isToken || picked === undefined || picked.shape.type === 'template') return false
    if (!this.model.isMineToChange(picked) || !touches(picked, at, this.#slack)) return false
    this.#grip = { doing: 'carrying', drawing: picked, from: at }
    return true
  }

  #drawingAt(at: Point, isMeant: (drawing: DrawingView) => boolean): DrawingView | undefined {
    return this.model.drawings.findLast(
      (drawing) => isMeant(drawing) && touches(drawing, at, this.#slack),
    )
  }

  #eraseAt(at: Point, erased: string[]): void {
    const isMeant = (drawing: DrawingView) =>
      !erased.includes(drawing.id) && this.model.isMineToChange(drawing)
    const drawing = this.#drawingAt(at, isMeant)
    if (drawing !== undefined) erased.push(drawing.id)
    this.erasing = [...erased]
  }

  #middle(at: Point): Point {
    const { grid } = this.measure
    return grid === 'none' ? at : centreOf(grid, cellOf(grid, at))
  }

  #shaped(from: Point, to: Point): Draft {
    return shapedBetween(this.toolbox.pen, from, to, this.toolbox.style)
  }

  #area(from: Point, to: Point | undefined): Draft {
    const template = this.toolbox.area
    const style = { ...this.toolbox.style, filled: true }
    const width = template === 'line' ? this.toolbox.lineWidth : 1
    return areaBetween({ template, length: this.#lengths[template], width }, from, to, style)
  }

  /** Draws it for everyone, and puts the hand back. */
  keep(draft: Draft): void {
    const { x, y, shape, style } = draft
    this.#letGo()
    const drawn = this.model.draw({ x, y, shape, style })
    if (drawn.type === 'refused' || shape.type !== 'template') return
    this.#lengths[shape.template] = shape.length
    // An area is looked at next: who is inside, and to the right place with it.
    this.picked = drawn.id
    this.toolbox.tool = 'select'
  }

  #letGo(): void {
    this.#grip = { doing: 'nothing' }
    this.draft = undefined
    this.trail = undefined
    this.erasing = []
  }

  /** Shows what is held to everyone, here and there. */
  changed(): void {
    const scene = this.model.scene?.id
    if (scene !== undefined) this.model.show(scene, heldUp(this))
    this.onChange()
  }
}
