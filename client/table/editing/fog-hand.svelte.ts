import { cellOf, cornersOf } from '../../maps/index.ts'
import { sayLine } from '../../texts/index.ts'
import type { CoverDeed } from '../../sight/index.ts'
import type { Point } from '../camera.ts'
import type { FetchedHand, Pressed } from '../tools/fetched-hand.ts'
import type { Easel } from '../tools/paint-drawings.ts'
import { simplify } from '../tools/simplify.ts'
import { isNear } from '../tools/sketches.ts'
import type { ToolModel } from '../tools/tool-model.ts'
import { paintCover } from './paint-cover.ts'
import { nearestCorner } from './snapping.ts'

/** How an area is drawn. */
export type FogShape = 'rectangle' | 'stroke' | 'polygon'

type Grip =
  | { readonly doing: 'nothing' }
  | { readonly doing: 'boxing'; readonly from: Point; readonly isPressed: boolean }
  | { readonly doing: 'sketching'; readonly points: Point[] }
  | { readonly doing: 'cornering'; readonly corners: readonly Point[] }

interface FogHandOptions {
  readonly model: ToolModel
  readonly onChange: () => void
}

/** Shows, hides, or leaves to the tokens' eyes what a GM goes over. */
export class FogHand implements FetchedHand {
  readonly #model: ToolModel
  readonly #onChange: () => void
  deed = $state<CoverDeed>('reveal')
  #shape = $state<FogShape>('rectangle')
  /** Whether corners go to the corners of the grid. */
  snaps = $state(true)
  /** Why the last deed was refused. */
  told = $state('')
  #grip: Grip = { doing: 'nothing' }
  #at: Point | undefined
  #slack = 0.2
  #isFree = false

  constructor({ model, onChange }: FogHandOptions) {
    this.#model = model
    this.#onChange = onChange
  }

  get shape(): FogShape {
    return this.#shape
  }

  take(shape: FogShape): void {
    this.cancel()
    this.#shape = shape
  }

  press(at: Point, slack: number): void {
    this.#slack = slack
    this.#at = at
    const place = this.place(at)
    switch (this.#shape) {
      case 'rectangle':
        if (this.#grip.doing !== 'boxing') {
          this.#grip = { doing: 'boxing', from: place, isPressed: true }
        } else this.#grip = { ...this.#grip, isPressed: false }
        return
      case 'stroke':
        this.#grip = { doing: 'sketching', points: [at] }
        return
      case 'polygon':
        return this.#corner(place)
    }
  }

  move(at: Point, isFree: boolean): void {
    this.#isFree = isFree
    this.#at = at
    if (this.#grip.doing === 'sketching') this.#grip.points.push(at)
  }

  release(at: Point, wasDrag: boolean): void {
    const grip = this.#grip
    if (grip.doing === 'boxing') {
      // Two taps do what one drag does.
      if (!wasDrag && grip.isPressed) return
      this.#cover(boxBetween(grip.from, this.place(at)))
    } else if (grip.doing === 'sketching') {
      const { grid } = this.#model
      if (wasDrag) this.#cover(simplify(grip.points, 0.04, 390))
      else this.#cover(cornersOf(grid, cellOf(grid, at)))
    }
  }

  cancel(): boolean {
    const hadSomething = this.#grip.doing !== 'nothing'
    this.#grip = { doing: 'nothing' }
    this.told = ''
    this.#onChange()
    return hadSomething
  }

  key({ key }: Pressed): boolean {
    // Plus and minus zoom, whatever is in hand.
    const deed = ({ r: 'reveal', h: 'hide' } as const)[key.toLowerCase()]
    if (deed === undefined) return false
    this.deed = deed
    this.#onChange()
    return true
  }

  place(at: Point): Point {
    const isFree = this.#isFree === this.snaps || this.#shape === 'stroke'
    return (isFree ? undefined : nearestCorner(this.#model.grid, at, 1)) ?? at
  }

  coverAll(isAll: boolean): void {
    this.#tell(this.#model.coverVerbs.coverAll(isAll))
  }

  resetExplored(): void {
    this.#tell(this.#model.coverVerbs.resetExplored())
  }

  paint(easel: Easel): void {
    const { scene } = this.#model
    const at = this.#at === undefined ? undefined : this.place(this.#at)
    paintCover(easel, {
      areas: scene?.cover.areas ?? [],
      drawn: at === undefined ? [] : this.#drawnTo(at),
      deed: this.deed,
      at: this.#shape === 'stroke' ? undefined : at,
    })
  }

  #drawnTo(at: Point): readonly Point[] {
    const grip = this.#grip
    switch (grip.doing) {
      case 'nothing':
        return []
      case 'boxing':
        return boxBetween(grip.from, at)
      case 'sketching':
        return grip.points
      case 'cornering':
        return [...grip.corners, at]
    }
  }

  #corner(place: Point): void {
    const corners = this.#grip.doing === 'cornering' ? this.#grip.corners : []
    const reach = Math.max(this.#slack * 1.6, 0.05)
    const isClosing = [corners[0], corners.at(-1)].some((end) => end && isNear(end, place, reach))
    if (isClosing && corners.length > 2) return this.#cover(corners)
    if (!isClosing) this.#grip = { doing: 'cornering', corners: [...corners, place].slice(0, 390) }
  }

  #cover(outline: readonly Point[]): void {
    this.#grip = { doing: 'nothing' }
    this.#tell(this.#model.coverVerbs.coverArea(this.deed, outline))
  }

  #tell(answer: ReturnType<ToolModel['coverVerbs']['coverAll']>): void {
    this.told = answer.type === 'refused' ? sayLine(answer.because) : ''
    this.#onChange()
  }
}

function boxBetween(one: Point, other: Point): readonly Point[] {
  return [one, { x: other.x, y: one.y }, other, { x: one.x, y: other.y }]
}
