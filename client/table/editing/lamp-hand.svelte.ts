import { sayLine } from '../../texts/index.ts'
import type { Answer, LampOnScene, LampShine } from '../../world/index.ts'
import type { Point } from '../camera.ts'
import type { FetchedHand, Pressed } from '../tools/fetched-hand.ts'
import type { Easel } from '../tools/paint-drawings.ts'
import { isSame, onHalves, onHundredths } from '../tools/sketches.ts'
import type { ToolModel } from '../tools/tool-model.ts'
import { paintLamps } from './paint-lamps.ts'
import { stepped } from './stepped.ts'

type Grip =
  | { readonly doing: 'nothing' }
  /** A new one goes where the hand lifts. */
  | { readonly doing: 'placing' }
  | { readonly doing: 'moving'; readonly lamp: string; readonly from: Point; readonly grip: Point }

interface LampHandOptions {
  readonly model: ToolModel
  readonly onChange: () => void
}

/** Puts up lamps, picks and moves them, and sets how they shine. */
export class LampHand implements FetchedHand {
  readonly #model: ToolModel
  readonly #onChange: () => void
  /** How the next one shines, ranges in feet. */
  #next = $state.raw({ bright: 20, dim: 40, colour: null as string | null })
  #picked = $state.raw<string>()
  /** Why the last deed was refused. */
  told = $state('')
  #grip: Grip = { doing: 'nothing' }
  #at: Point | undefined
  #slack = 0.2
  #isFree = false

  constructor({ model, onChange }: LampHandOptions) {
    this.#model = model
    this.#onChange = onChange
  }

  get lamps(): readonly LampOnScene[] {
    return this.#model.scene?.lamps ?? []
  }
  get picked(): LampOnScene | undefined {
    return this.lamps.find(({ id }) => id === this.#picked)
  }
  get standsAt(): Point | undefined {
    return this.picked?.place
  }

  /** How the picked lamp shines, or the next one; ranges in feet. */
  get shine(): { readonly bright: number; readonly dim: number; readonly colour: string | null } {
    const { picked } = this
    if (picked === undefined) return this.#next
    const feet = (cells: number) => Math.round(cells * this.#cellFeet)
    return {
      bright: feet(picked.bright),
      dim: feet(picked.dim),
      colour: picked.colour ?? null,
    }
  }

  press(at: Point, slack: number): void {
    this.#slack = slack
    this.#at = at
    this.told = ''
    const lamp = this.#lampNear(at)
    this.#picked = lamp?.id
    this.#grip =
      lamp === undefined
        ? { doing: 'placing' }
        : { doing: 'moving', lamp: lamp.id, from: lamp.place, grip: at }
  }

  move(at: Point, isFree: boolean): void {
    this.#isFree = isFree
    this.#at = at
  }

  release(at: Point, wasDrag: boolean): void {
    const grip = this.#grip
    this.#grip = { doing: 'nothing' }
    switch (grip.doing) {
      case 'nothing':
        return
      case 'placing':
        return this.#put(this.place(at))
      case 'moving': {
        const to = this.#carried(grip, at)
        if (wasDrag && !isSame(to, grip.from)) this.#move(grip.lamp, to)
      }
    }
  }

  cancel(): boolean {
    const hadSomething = this.#grip.doing !== 'nothing' || this.picked !== undefined
    this.#grip = { doing: 'nothing' }
    this.#picked = undefined
    this.told = ''
    this.#onChange()
    return hadSomething
  }

  key(event: Pressed): boolean {
    const { key } = event
    const { picked } = this
    if (key === 'Delete' || key === 'Backspace') {
      if (picked === undefined && this.#at !== undefined)
        this.#picked = this.#lampNear(this.#at)?.id
      this.remove()
      return true
    }
    if (key.toLowerCase() === 'n') {
      this.pickNext()
      return true
    }
    const to = picked && stepped(picked.place, event)
    if (picked === undefined || to === undefined) return false
    this.#move(picked.id, to)
    return true
  }

  /** To half cells where the grid has any. */
  place(at: Point): Point {
    return this.#isFree || this.#model.grid !== 'square' ? onHundredths(at) : onHalves(at)
  }

  pickNext(): void {
    const { lamps } = this
    const index = lamps.findIndex(({ id }) => id === this.#picked)
    this.#picked = lamps[(index + 1) % Math.max(lamps.length, 1)]?.id
    this.#onChange()
  }

  /** Changes the picked lamp, and the next ones. */
  change(shine: Partial<LampHand['shine']>): void {
    const { picked } = this
    const after = { ...this.shine, ...shine }
    // What is bright is never left dark.
    this.#next = { ...after, dim: Math.max(after.dim, after.bright) }
    const { reach, colour } = this.#shineInCells
    const isColour = 'colour' in shine
    if (picked !== undefined) {
      this.#tell(this.#model.lampVerbs.shine(picked.id, isColour ? { colour } : { reach }))
    }
    this.#onChange()
  }

  remove(): void {
    if (this.#picked !== undefined) this.#tell(this.#model.lampVerbs.remove(this.#picked))
    this.#picked = undefined
    this.#onChange()
  }

  paint(easel: Easel): void {
    const grip = this.#grip
    const at = this.#at
    const moved = grip.doing === 'moving' && at !== undefined ? this.#carried(grip, at) : undefined
    const { reach, colour } = this.#shineInCells
    const isOver = at !== undefined && this.#lampNear(at) !== undefined
    paintLamps(easel, {
      lamps: this.lamps.map((lamp) =>
        moved !== undefined && lamp.id === this.#picked ? { ...lamp, place: moved } : lamp,
      ),
      picked: this.#picked,
      coming:
        at === undefined || grip.doing === 'moving' || isOver || this.#picked !== undefined
          ? undefined
          : { place: this.place(at), ...reach, ...(colour === null ? {} : { colour }) },
    })
  }

  get #cellFeet(): number {
    return this.#model.scene?.cellFeet ?? 5
  }

  get #shineInCells(): LampShine {
    const { bright, dim, colour } = this.#next
    const cells = (feet: number) => feet / this.#cellFeet
    return { reach: { bright: cells(bright), dim: cells(dim) }, colour }
  }

  #lampNear(at: Point): LampOnScene | undefined {
    const away = ({ place }: LampOnScene) => Math.hypot(place.x - at.x, place.y - at.y)
    const near = this.lamps.filter((lamp) => away(lamp) <= Math.max(this.#slack * 1.6, 0.3))
    return near.toSorted((one, other) => away(one) - away(other))[0]
  }

  #carried({ from, grip }: Grip & { doing: 'moving' }, at: Point): Point {
    return this.place({ x: from.x + at.x - grip.x, y: from.y + at.y - grip.y })
  }

  #put(at: Point): void {
    const placed = this.#model.lampVerbs.place(at, this.#shineInCells)
    this.#tell(placed)
    if (placed.type === 'done') this.#picked = placed.id
    this.#onChange()
  }

  #move(lamp: string, to: Point): void {
    this.#tell(this.#model.lampVerbs.move(lamp, to))
    this.#onChange()
  }

  #tell(answer: Answer): void {
    this.told = answer.type === 'refused' ? sayLine(answer.because) : ''
  }
}
