import type { RuleDocument } from '#crdt-rules'
import type { Ids } from '../ids.ts'
import type { WallVerbs } from '../parts.ts'
import { addBarrier, readBarriers, reshape, type Barrier } from '../scene/barriers.ts'
import type { Cell } from '../views.ts'
import type { createQuietly } from './on-open-scene.ts'
import { line } from '../../texts/told.ts'
import { refuse } from '../refuse.ts'

interface WallDeedsOptions {
  readonly ids: Ids
  readonly quietly: ReturnType<typeof createQuietly>
}

/**
 * What a GM does to walls. A stretch drawn by hand is a thing of its own: two GMs who work apart on two
 * stretches keep both, and who removes one wins over who moves it.
 */
export function createWallDeeds({ ids, quietly }: WallDeedsOptions): WallVerbs {
  /** Takes these stretches out of a line; what is left of it goes on in pieces. */
  function takeOut(document: RuleDocument, barrier: Barrier, gone: ReadonlySet<number>): void {
    keepPieces(document, barrier, piecesWithout(barrier.line, gone))
  }

  function keepPieces(
    document: RuleDocument,
    barrier: Barrier,
    [first, ...others]: readonly (readonly Cell[])[],
  ): void {
    if (first === undefined) return document.remove(barrier.entity)
    reshape(document, barrier, first)
    for (const line of others) addBarrier(document, ids, barrier.kind, line, barrier)
  }

  /** Opens the walls that a door or a window lies on. */
  function cutFor(document: RuleDocument, from: Cell, to: Cell): void {
    for (const barrier of readBarriers(document)) {
      if (barrier.kind === 'door' || barrier.kind === 'window') continue
      const index = stretchesOf(barrier.line).findIndex(
        ([start, end]) => isOn(start, end, from) && isOn(start, end, to),
      )
      const [start, end] = [barrier.line[index], barrier.line[index + 1]]
      if (index < 0 || start === undefined || end === undefined) continue
      const isForwards = away(start, from) <= away(start, to)
      const [near, far] = isForwards ? [from, to] : [to, from]
      const pieces = [
        [...barrier.line.slice(0, index + 1), near],
        [far, ...barrier.line.slice(index + 1)],
      ]
      keepPieces(document, barrier, pieces.filter(hasLength))
    }
  }

  return {
    addPiece: (kind, from, to) =>
      quietly({
        sentence: line(drawn[kind]),
        refuse: () => (away(from, to) < shortest ? refuse('refused.wallTooShort') : undefined),
        write(document) {
          if (kind === 'door' || kind === 'window') cutFor(document, from, to)
          addBarrier(document, ids, kind, [from, to])
        },
      }),

    movePlaces: (moves) =>
      quietly({
        sentence: line('told.wallMoved'),
        write(document) {
          const moved = (point: Cell) => moves.find(({ from }) => away(point, from) < near)?.to
          for (const barrier of readBarriers(document)) {
            const line = barrier.line.map((point) => moved(point) ?? point)
            if (line.some((point, index) => point !== barrier.line[index])) {
              reshape(document, barrier, line)
            }
          }
        },
      }),

    changePieces: (pieces, kind) =>
      quietly({
        sentence: line(became[kind]),
        write(document) {
          for (const [barrier, indices] of among(document, pieces)) {
            if (barrier.kind === kind) continue
            takeOut(document, barrier, indices)
            for (const index of indices) {
              addBarrier(document, ids, kind, barrier.line.slice(index, index + 2))
            }
          }
        },
      }),

    removePieces: (pieces) =>
      quietly({
        sentence: line(pieces.length === 1 ? 'told.wallRemoved' : 'told.wallsRemoved'),
        refuse: (document) =>
          among(document, pieces).length === 0 ? refuse('refused.gone') : undefined,
        write(document) {
          for (const [barrier, indices] of among(document, pieces)) {
            takeOut(document, barrier, indices)
          }
        },
      }),
  }
}

/** The barriers that pieces are part of, with the numbers of their stretches. */
function among(document: RuleDocument, pieces: readonly string[]) {
  const indicesByEntity = new Map<string, Set<number>>()
  for (const piece of pieces) {
    const [entity = '', index = '0'] = piece.split('/')
    indicesByEntity.set(entity, (indicesByEntity.get(entity) ?? new Set()).add(Number(index)))
  }
  return readBarriers(document).flatMap((barrier): [Barrier, ReadonlySet<number>][] => {
    const indices = indicesByEntity.get(barrier.entity)
    return indices === undefined ? [] : [[barrier, indices]]
  })
}

function piecesWithout(line: readonly Cell[], gone: ReadonlySet<number>): readonly Cell[][] {
  const pieces: Cell[][] = []
  stretchesOf(line).forEach(([start, end], index) => {
    if (gone.has(index)) return
    const last = gone.has(index - 1) ? undefined : pieces.at(-1)
    if (last === undefined) pieces.push([start, end])
    else last.push(end)
  })
  return pieces
}

function stretchesOf(line: readonly Cell[]): readonly (readonly [Cell, Cell])[] {
  return line.slice(1).map((end, index) => [line[index] ?? end, end] as const)
}

function isOn(start: Cell, end: Cell, place: Cell): boolean {
  return Math.abs(away(start, place) + away(place, end) - away(start, end)) < near
}

function hasLength(line: readonly Cell[]): boolean {
  return line.some((point, index) => index > 0 && away(point, line[index - 1] ?? point) >= shortest)
}

function away(one: Cell, other: Cell): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

/** Places nearer than this are one, in cells. */
const near = 0.03
const shortest = 0.05

const drawn = {
  wall: 'told.wallDrawn',
  terrain: 'told.terrainDrawn',
  door: 'told.doorDrawn',
  window: 'told.windowDrawn',
} as const
const became = {
  wall: 'told.becameWall',
  terrain: 'told.becameTerrain',
  door: 'told.becameDoor',
  window: 'told.becameWindow',
} as const
