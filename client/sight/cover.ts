import type { Point } from './wall.ts'

/** What a GM does to an area by hand: shows it to all, hides it from all, or leaves it to the tokens' eyes. */
export type CoverDeed = 'reveal' | 'hide' | 'sight'

/** One area that a GM went over by hand. */
export interface CoverArea {
  readonly id: string
  readonly deed: CoverDeed
  /** Its corners, in cells. */
  readonly outline: readonly Point[]
}

/** All that was done by hand, the latest last; before the first of it everything is hidden, or nothing. */
export interface Cover {
  readonly isAll: boolean
  readonly areas: readonly CoverArea[]
}

/** How a place stands by hand: where it is `open` the tokens' eyes decide. */
export type Covered = 'hidden' | 'revealed' | 'open'

/** Nothing was done by hand. */
export const noCover: Cover = { isAll: false, areas: [] }

/** Whether the hand of a GM makes any difference. */
export function covers(cover: Cover): boolean {
  return cover.isAll || cover.areas.length > 0
}

/** How a place stands: the latest area over it decides. */
export function coverAt({ isAll, areas }: Cover, x: number, y: number): Covered {
  const area = areas.findLast(({ outline }) => isInside(outline, x, y))
  if (area === undefined) return isAll ? 'hidden' : 'open'
  return coveredBy[area.deed]
}

const coveredBy = { reveal: 'revealed', hide: 'hidden', sight: 'open' } as const

/** By the even-odd rule. */
function isInside(outline: readonly Point[], x: number, y: number): boolean {
  let inside = false
  let before = outline.at(-1)
  for (const corner of outline) {
    if (before !== undefined && corner.y > y !== before.y > y) {
      const share = (y - corner.y) / (before.y - corner.y)
      if (x < corner.x + share * (before.x - corner.x)) inside = !inside
    }
    before = corner
  }
  return inside
}
