import type { Roll } from '#plugin-sdk'
import type { Point } from '../camera.ts'
import { solidFor, type Solid, type Vector } from './solids.ts'
import { after, facing, turnAbout, type Turn } from './turning.ts'

/** One die on its way to the face that the log tells of. Lengths are in radii of a die. */
export interface ThrownDie {
  readonly solid: Solid
  /** What stands on each face. */
  readonly labels: readonly string[]
  /** The face that lands towards the eye. */
  readonly face: number
  readonly kept: boolean
  readonly luck: 'high' | 'low' | undefined
  /** Where it comes to rest, from the middle of the throw. */
  readonly rest: Point
  /** How it lies at rest. */
  readonly lies: Turn
  /** The way it rolls, of length 1, and how far. */
  readonly way: Point
  readonly distance: number
  readonly durationMs: number
}

/** A die at one moment. */
export interface Posture {
  readonly at: Point
  readonly turn: Turn
  /** How far above the table, in radii. */
  readonly height: number
  readonly isLanded: boolean
}

/** More dice than this would only hide each other. */
export const mostDice = 24

/** Every page makes the same throw of the same line of the log: all of it comes from the line's id. */
export function throwOf(id: string, rolls: readonly Roll[]): readonly ThrownDie[] {
  const random = randomFrom(id)
  const angle = -Math.PI / 2 + (random() - 0.5) * 2.2
  const shown = rolls.flatMap(({ dice }) => dice.flatMap(diceShown)).slice(0, mostDice)
  const columns = Math.ceil(Math.sqrt(shown.length * 1.8))
  const rows = Math.ceil(shown.length / columns)
  return shown.map(({ sides, value, kept, label }, index): ThrownDie => {
    const solid = solidFor(sides)
    const labels = solid.map((_face, face) => label((face % sides) + 1))
    const face = Math.min(Math.max(value - 1, 0), solid.length - 1)
    const { normal, up } = solid[face] ?? { normal: [0, 0, 1], up: [0, -1, 0] }
    const column = (index % columns) - (columns - 1) / 2
    const row = Math.floor(index / columns) - (rows - 1) / 2
    const direction = angle + (random() - 0.5) * 0.7
    const isSingle = sides === 20 && kept
    return {
      solid,
      labels,
      face,
      kept,
      luck: isSingle && value === 20 ? 'high' : isSingle && value === 1 ? 'low' : undefined,
      rest: {
        x: column * 2.35 + (random() - 0.5) * 0.5,
        y: row * 2.35 + (random() - 0.5) * 0.5,
      },
      lies: facing(normal, up, (random() - 0.5) * 0.7),
      way: { x: Math.cos(direction), y: Math.sin(direction) },
      distance: 13 + random() * 5,
      durationMs: 950 + random() * 450,
    }
  })
}

/** Where a die is and how it lies so long after it was thrown: it rolls without slipping and hops. */
export function postureOf(die: ThrownDie, sinceMs: number): Posture {
  const share = Math.min(Math.max(sinceMs / die.durationMs, 0), 1)
  const left = (1 - share) ** 2.1 * die.distance
  const at = { x: die.rest.x - die.way.x * left, y: die.rest.y - die.way.y * left }
  const hop = Math.abs(Math.cos(share * Math.PI * 2.5)) * (1 - share) ** 1.6 * 2.4
  const axis: Vector = [-die.way.y, die.way.x, 0]
  return {
    at,
    turn: left === 0 ? die.lies : after(turnAbout(axis, -left), die.lies),
    height: share === 1 ? 0 : hop,
    isLanded: share === 1,
  }
}

/** How long a throw takes until its last die lies still. */
export function durationOf(dice: readonly ThrownDie[]): number {
  return Math.max(0, ...dice.map(({ durationMs }) => durationMs))
}

interface DieShown {
  readonly sides: number
  readonly value: number
  readonly kept: boolean
  readonly label: (face: number) => string
}

/** A hundred-sided die is thrown as tens and ones. */
function diceShown({ sides, value, kept }: Roll['dice'][number]): readonly DieShown[] {
  if (sides !== 100) return [{ sides, value, kept, label: String }]
  const [tens, ones] = [Math.floor(value / 10) % 10, value % 10]
  return [
    { sides: 10, value: tens + 1, kept, label: (face) => `${face - 1}0` },
    { sides: 10, value: ones + 1, kept, label: (face) => String(face - 1) },
  ]
}

/** Numbers in [0, 1) that follow from a text (FNV-1a into mulberry32). */
function randomFrom(text: string): () => number {
  let state = 0x811c9dc5
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
}
