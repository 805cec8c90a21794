import { z } from 'zod'

const tokensType = 'application/x-dungeon-lab-tokens'
const Ids = z.array(z.string().max(64)).min(1).max(5000)

/**
 * Puts tokens on the clipboard of the system, by id, so that whatever was copied last is what is pasted: tokens,
 * a picture, words. `names` is what other programs paste.
 */
export function putTokens(data: DataTransfer, ids: readonly string[], names: string): void {
  data.setData(tokensType, JSON.stringify(ids))
  data.setData('text/plain', names)
}

/** The tokens that were copied last; undefined when it was something else. */
export function tokensOn(data: Pick<DataTransfer, 'getData'>): readonly string[] | undefined {
  const text = data.getData(tokensType)
  if (text === '') return undefined
  try {
    return Ids.safeParse(JSON.parse(text)).data
  } catch {
    // Another page may write under that name what it likes.
    return undefined
  }
}

interface Placed {
  readonly scene: string
  readonly x: number
  readonly y: number
  readonly size: number
}

/**
 * How far copies go from where the tokens stand, in cells: one aside on their own scene, on another one to the
 * middle of what is seen, as a group and inside of it.
 */
export function pasteBy(
  tokens: readonly Placed[],
  scene: { readonly id: string; readonly columns: number; readonly rows: number },
  middle: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } {
  if (tokens.every(({ scene: on }) => on === scene.id)) return { x: 1, y: 1 }
  const along = (axis: 'x' | 'y', cells: number): number => {
    const from = Math.min(...tokens.map((token) => token[axis]))
    const to = Math.max(...tokens.map((token) => token[axis] + token.size))
    const start = Math.round(middle[axis] - (to - from) / 2)
    return Math.max(Math.min(start, Math.floor(cells - (to - from))), 0) - Math.floor(from)
  }
  return { x: along('x', scene.columns), y: along('y', scene.rows) }
}
