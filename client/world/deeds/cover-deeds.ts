import type { RuleDocument } from '#crdt-rules'
import { entityOf } from '../documents/merged.ts'
import type { Ids } from '../ids.ts'
import type { CoverVerbs } from '../parts.ts'
import { StoredCover } from '../scene/scene-schemas.ts'
import { forgetExplored } from './map-deeds.ts'
import type { createQuietly } from './on-open-scene.ts'
import { line } from '../../texts/told.ts'
import { refuse } from '../refuse.ts'

interface CoverDeedsOptions {
  readonly ids: Ids
  readonly now: () => number
  readonly quietly: ReturnType<typeof createQuietly>
}

/** What a GM shows and hides by hand. Each area is a thing of its own, so that two GMs apart lose nothing. */
export function createCoverDeeds({ ids, now, quietly }: CoverDeedsOptions): CoverVerbs {
  return {
    coverArea(deed, outline) {
      const corners = outline
        .slice(0, mostCorners)
        .flatMap(({ x, y }) => [Math.round(x * 100), Math.round(y * 100)])
      const path = `cover.${ids.shape()}.area`
      return quietly({
        sentence: line(told[deed]),
        refuse: (document) =>
          document.check(path, { set: { deed, outline: corners, at: 0 } }) === undefined
            ? undefined
            : refuse('refused.areaTooSmall'),
        write(document) {
          document.create(entityOf(path))
          const at = Math.max(now(), latestIn(document) + 1)
          document.write(path, { set: { deed, outline: corners, at } })
        },
      })
    },

    coverAll: (isAll) =>
      quietly({
        sentence: line(isAll ? 'told.allCovered' : 'told.noneCovered'),
        write(document) {
          for (const id of document.entities('cover')) document.remove(`cover.${id}`)
          document.write('map.cover', { set: isAll })
        },
      }),

    resetExplored: () =>
      quietly({
        sentence: line('told.exploredForgotten'),
        write: (document) => forgetExplored(document, ids),
      }),
  }
}

/** What is seen lies below what is done now, whatever the clocks say. */
function latestIn(document: RuleDocument): number {
  return document.entities('cover').reduce((latest, id) => {
    const stored = StoredCover.safeParse(document.read(`cover.${id}.area`)).data
    return Math.max(latest, stored?.at ?? 0)
  }, 0)
}

const told = {
  reveal: 'told.areaRevealed',
  hide: 'told.areaHidden',
  sight: 'told.areaLeft',
} as const
const mostCorners = 400
