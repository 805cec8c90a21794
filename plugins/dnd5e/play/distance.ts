import type { WorldReader } from '#plugin-sdk'

const feetPerCell = 5

/**
 * Feet between two actors' tokens, 5 when they stand side by side; undefined when either has no
 * token or they are in different scenes. Diagonals count as straight lines.
 */
export function feetBetween(world: WorldReader, one: string, other: string): number | undefined {
  const first = footprint(world, one)
  const second = footprint(world, other)
  if (first === undefined || second === undefined || first.scene !== second.scene) return undefined
  const cells = Math.max(
    gap(first.x, second.x, first, second),
    gap(first.y, second.y, first, second),
  )
  return feetPerCell * (Math.floor(cells) + 1)
}

interface Footprint {
  readonly scene: unknown
  readonly x: number
  readonly y: number
  readonly size: number
}

function footprint(world: WorldReader, actor: string): Footprint | undefined {
  const token = world.tokenOf(actor)
  if (token === undefined) return undefined
  const size = world.read(`tokens.${token.id}.size`)
  const position = world.read(`tokens.${token.id}.position`)
  const scene =
    typeof position === 'object' && position !== null && 'scene' in position
      ? position.scene
      : undefined
  return { scene, x: token.x, y: token.y, size: typeof size === 'number' ? size : 1 }
}

/** Free cells between two spans that start at `from` and `to`. */
function gap(from: number, to: number, first: Footprint, second: Footprint): number {
  return Math.max(0, from < to ? to - from - first.size : from - to - second.size)
}
