import type { Json } from '#crdt-rules'
import { z } from 'zod'
import type { Mask } from './mask.ts'
import { samplesPerCell } from './mask.ts'

/**
 * What one member has seen of one scene, kept as tiles of 16 by 16 samples. A tile is 256 bits in base64,
 * 44 letters, under a key of its own; the join of two versions is the bitwise or, a pure union. So a step
 * writes the few tiles it changed, tiles never seen cost nothing, and a map of 100 by 100 cells explored
 * to the last corner is 169 tiles, 7.4 kB.
 */
export interface Explored {
  has(x: number, y: number): boolean
  /** Adds what a mask holds; answers the tiles that grew, each to be written with `add`. */
  add(mask: Mask): ExploredTileChange[]
  /** Takes away what a mask holds; answers the tiles that shrank, each to be written with `set`. */
  remove(mask: Mask): ExploredTileChange[]
  /** Takes a tile as the document holds it now; a malformed one counts as never seen. */
  put(key: string, tile: unknown): void
  /** Visits every sample that was seen, by its column and row of samples. */
  eachSeen(visit: (column: number, row: number) => void): void
  /** The tiles with anything in them. */
  tiles(): ReadonlyMap<string, string>
}

/** One tile as it is to be written: the key names its place, the last segment of its path. */
export interface ExploredTileChange {
  readonly key: string
  readonly tile: string
}

/** A tile as documents hold it. */
export const ExploredTile = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)

/** Everything seen in either of two tiles: the join for the merge rule `union`. */
export function joinExplored(left: Json, right: Json): Json {
  const one = bitsOf(left)
  const other = bitsOf(right)
  return tileOf(one.map((byte, i) => byte | (other[i] ?? 0)))
}

/** An explored area from nothing, or from tiles. */
export function createExplored(tiles: Iterable<readonly [string, unknown]> = []): Explored {
  const bitsByKey = new Map<string, Uint8Array>()

  function put(key: string, tile: unknown): void {
    bitsByKey.set(key, bitsOf(tile))
  }

  function change(mask: Mask, isSeen: boolean): ExploredTileChange[] {
    const changed = new Set<string>()
    forEachSample(mask, (column, row) => {
      const key = keyOf(column, row)
      const bits = bitsByKey.get(key) ?? new Uint8Array(tileBytes)
      const [byte, bit] = bitAt(column, row)
      const isSet = ((bits[byte] ?? 0) & bit) !== 0
      if (isSet === isSeen) return
      bits[byte] = (bits[byte] ?? 0) ^ bit
      bitsByKey.set(key, bits)
      changed.add(key)
    })
    return [...changed].map((key) => ({ key, tile: tileOf(bitsByKey.get(key)) }))
  }

  function has(x: number, y: number): boolean {
    const column = Math.floor(x * samplesPerCell)
    const row = Math.floor(y * samplesPerCell)
    const [byte, bit] = bitAt(column, row)
    return ((bitsByKey.get(keyOf(column, row))?.[byte] ?? 0) & bit) !== 0
  }

  for (const [key, tile] of tiles) put(key, tile)
  return {
    has,
    add: (mask) => change(mask, true),
    remove: (mask) => change(mask, false),
    put,
    eachSeen(visit) {
      for (const [key, bits] of bitsByKey) {
        const [across = 0, down = 0] = key.split('_').map((part) => Number(part) * tileSide)
        for (let inside = 0; inside < tileSide * tileSide; inside += 1) {
          if (((bits[inside >> 3] ?? 0) & (1 << (inside & 7))) === 0) continue
          visit(across + (inside % tileSide), down + Math.floor(inside / tileSide))
        }
      }
    },
    tiles: () => {
      const seen = [...bitsByKey].filter(([, bits]) => bits.some((byte) => byte !== 0))
      return new Map(seen.map(([key, bits]) => [key, tileOf(bits)]))
    },
  }
}

function forEachSample(mask: Mask, visit: (column: number, row: number) => void): void {
  for (let row = 0; row < mask.height; row += 1) {
    for (let column = 0; column < mask.width; column += 1) {
      if (mask.samples[row * mask.width + column] === 1) visit(mask.left + column, mask.top + row)
    }
  }
}

function keyOf(column: number, row: number): string {
  return `${Math.floor(column / tileSide)}_${Math.floor(row / tileSide)}`
}

/** The byte of a tile that holds a sample, and the bit in it. */
function bitAt(column: number, row: number): readonly [number, number] {
  const inside = (row & (tileSide - 1)) * tileSide + (column & (tileSide - 1))
  return [inside >> 3, 1 << (inside & 7)]
}

function bitsOf(tile: unknown): Uint8Array {
  const parsed = ExploredTile.safeParse(tile)
  if (!parsed.success) return new Uint8Array(tileBytes)
  return Uint8Array.from(atob(parsed.data), (letter) => letter.charCodeAt(0))
}

function tileOf(bits: Uint8Array = new Uint8Array(tileBytes)): string {
  return btoa(String.fromCharCode(...bits))
}

/** In samples; a power of two. */
const tileSide = 16
const tileBytes = (tileSide * tileSide) / 8
