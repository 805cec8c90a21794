import { sayLine } from '../../texts/index.ts'
import type { Wall } from '../../sight/index.ts'
import type { BarrierKind } from '../../world/index.ts'
import type { Point } from '../camera.ts'
import type { FetchedHand, Pressed } from '../tools/fetched-hand.ts'
import type { Easel } from '../tools/paint-drawings.ts'
import { isSame } from '../tools/sketches.ts'
import type { ToolModel } from '../tools/tool-model.ts'
import { paintWalls } from './paint-walls.ts'
import { nearestEnd, nearestWall, snapped } from './snapping.ts'

/** What presses do: pick and move what is there, or draw something new. */
export type WallMode = 'pick' | BarrierKind

type Grip =
  | { readonly doing: 'nothing' }
  /** From a place on; `first` is where the chain began. */
  | {
      readonly doing: 'drawing'
      readonly first: Point
      readonly from: Point
      readonly fresh: boolean
    }
  | { readonly doing: 'moving'; readonly from: readonly Point[]; readonly grip: Point }

interface WallHandOptions {
  readonly model: ToolModel
  readonly onChange: () => void
}

/** Draws walls in chains, moves their corners, and picks stretches to change or remove. */
export class WallHand implements FetchedHand {
  readonly #model: ToolModel
  readonly #onChange: () => void
  #mode = $state<WallMode>('wall')
  /** Whether places go to the corners of the grid. */
  snaps = $state(true)
  #picked = $state.raw<readonly string[]>([])
  /** Why the last deed was refused. */
  told = $state('')
  #grip = $state.raw<Grip>({ doing: 'nothing' })
  #at: Point | undefined
  #slack = 0.2
  #isFree = false

  constructor({ model, onChange }: WallHandOptions) {
    this.#model = model
    this.#onChange = onChange
  }

  get mode(): WallMode {
    return this.#mode
  }
  get isDrawing(): boolean {
    return this.#grip.doing === 'drawing'
  }
  get picked(): readonly Wall[] {
    return this.#walls.filter(({ id }) => this.#picked.includes(id))
  }

  take(mode: WallMode): void {
    this.cancel()
    this.#mode = mode
    this.#onChange()
  }

  press(at: Point, slack: number): void {
    this.#slack = slack
    if (this.#mode === 'pick') this.#grasp(at)
    else if (this.#grip.doing === 'nothing') {
      const from = this.place(at)
      this.#grip = { doing: 'drawing', first: from, from, fresh: true }
    }
    this.#at = at
  }

  move(at: Point, isFree: boolean): void {
    this.#isFree = isFree
    this.#at = at
  }

  release(at: Point, wasDrag: boolean): void {
    const grip = this.#grip
    switch (grip.doing) {
      case 'nothing':
        return
      case 'moving':
        this.#grip = { doing: 'nothing' }
        if (wasDrag) this.#settle(grip, at)
        return
      case 'drawing':
        return this.#draw(grip, this.place(at), wasDrag)
    }
  }

  cancel(): boolean {
    const hadSomething = this.#grip.doing !== 'nothing' || this.#picked.length > 0
    this.#grip = { doing: 'nothing' }
    this.#picked = []
    this.told = ''
    this.#onChange()
    return hadSomething
  }

  key({ key }: Pressed): boolean {
    if (key !== 'Delete' && key !== 'Backspace') return false
    if (this.#picked.length === 0 && this.#at !== undefined) this.#pick(this.#at)
    this.remove()
    return true
  }

  place(at: Point): Point {
    return snapped(at, {
      walls: this.#walls,
      grid: this.#model.grid,
      reach: Math.max(this.#slack * 1.6, 0.15),
      ontoWalls: this.#mode === 'door' || this.#mode === 'window',
      isFree: this.#isFree === this.snaps,
    })
  }

  /** Makes what is picked something else. */
  change(kind: BarrierKind): void {
    this.#tell(this.#model.wallVerbs.changePieces(this.#picked, kind))
    this.#picked = []
  }

  remove(): void {
    if (this.#picked.length > 0) this.#tell(this.#model.wallVerbs.removePieces(this.#picked))
    this.#picked = []
    this.#onChange()
  }

  paint(easel: Easel): void {
    const at = this.#at === undefined ? undefined : this.#shownPlace(this.#at)
    const grip = this.#grip
    paintWalls(easel, {
      walls: this.#walls,
      picked: this.#picked,
      drawn:
        grip.doing === 'drawing' && at !== undefined && this.#mode !== 'pick'
          ? { kind: this.#mode, from: grip.from, to: at }
          : undefined,
      moved:
        grip.doing === 'moving' && at !== undefined
          ? grip.from.map((from) => ({ from, to: shifted(from, grip.grip, at) }))
          : [],
      at: this.#mode === 'pick' ? undefined : at,
    })
  }

  get #walls(): readonly Wall[] {
    return this.#model.scene?.walls ?? []
  }

  #shownPlace(at: Point): Point {
    return this.#mode === 'pick' && this.#grip.doing === 'nothing' ? at : this.place(at)
  }

  #grasp(at: Point): void {
    const end = nearestEnd(this.#walls, at, this.#slack * 1.4)
    if (end !== undefined) {
      this.#grip = { doing: 'moving', from: [end], grip: end }
      return
    }
    this.#pick(at)
    const [wall] = this.picked
    if (wall === undefined) return
    this.#grip = { doing: 'moving', from: [wall.from, wall.to], grip: this.place(at) }
  }

  #pick(at: Point): void {
    const wall = nearestWall(this.#walls, at, Math.max(this.#slack * 1.4, 0.15))
    this.#picked = wall === undefined ? [] : [wall.id]
  }

  #settle({ from, grip }: Grip & { doing: 'moving' }, at: Point): void {
    // What is being moved must not catch itself.
    const to = from.length === 1 ? this.#placeBeside(at, from) : this.place(at)
    const moves = from.map((end) => ({ from: end, to: shifted(end, grip, to) }))
    if (moves.some((move) => !isSame(move.from, move.to))) {
      this.#tell(this.#model.wallVerbs.movePlaces(moves))
    }
  }

  #placeBeside(at: Point, from: readonly Point[]): Point {
    const others = this.#walls.filter(
      (wall) => !from.some((end) => isSame(end, wall.from) || isSame(end, wall.to)),
    )
    return snapped(at, {
      walls: others,
      grid: this.#model.grid,
      reach: Math.max(this.#slack * 1.6, 0.15),
      ontoWalls: false,
      isFree: this.#isFree === this.snaps,
    })
  }

  #draw(grip: Grip & { doing: 'drawing' }, to: Point, wasDrag: boolean): void {
    if (this.#mode === 'pick') return
    const { first, from, fresh } = grip
    if (isSame(from, to)) {
      // The first tap begins; the same place again ends the chain.
      this.#grip = fresh ? { ...grip, fresh: false } : { doing: 'nothing' }
      return
    }
    this.#tell(this.#model.wallVerbs.addPiece(this.#mode, from, to))
    const isOne = this.#mode === 'door' || this.#mode === 'window'
    const isOver = wasDrag || isOne || isSame(first, to)
    this.#grip = isOver ? { doing: 'nothing' } : { doing: 'drawing', first, from: to, fresh: false }
  }

  #tell(answer: ReturnType<ToolModel['wallVerbs']['removePieces']>): void {
    this.told = answer.type === 'refused' ? sayLine(answer.because) : ''
  }
}

function shifted(end: Point, from: Point, to: Point): Point {
  return { x: end.x + to.x - from.x, y: end.y + to.y - from.y }
}
