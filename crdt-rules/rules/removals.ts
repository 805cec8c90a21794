import type { Entry } from '../entry.ts'
import type { Plan } from '../rule.ts'

/**
 * What is taken out of a collection leaves word: where it stands beside an addition of the same element, the two were
 * made apart, and people can be told. It changes no view, and goes when somebody who saw it adds the element again.
 */
export function isRemoval({ kind }: Entry): boolean {
  return kind === 'remove'
}

/** Whether there is something to see. */
export function hasAdditions(siblings: readonly Entry[]): boolean {
  return siblings.some(({ kind }) => kind === 'add')
}

/** Takes out what was meant, and leaves word of it, of the newest removals only; nothing where nothing was in. */
export function planRemoval(
  meant: readonly Entry[],
  word: Pick<Entry, 'value' | 'beside'>,
  seen: readonly Entry[],
): Plan {
  if (!hasAdditions(meant)) return { supersede: [], insert: [] }
  const others = seen.filter((entry) => isRemoval(entry) && !meant.includes(entry))
  return {
    supersede: [...meant, ...others.slice(0, -(mostRemovals - 1))],
    insert: [{ kind: 'remove', ...word }],
  }
}

/** The additions and removals among the siblings that are of one element, and so did not see each other. */
export function opposed(
  siblings: readonly Entry[],
  isOfOne: (removal: Entry, addition: Entry) => boolean,
): readonly Entry[] {
  const removals = siblings.filter(isRemoval)
  if (removals.length === 0) return []
  const additions = siblings.filter(({ kind }) => kind === 'add')
  return siblings.filter((entry) =>
    isRemoval(entry)
      ? additions.some((addition) => isOfOne(entry, addition))
      : removals.some((removal) => isOfOne(removal, entry)),
  )
}

/** More are not kept at a path: an element that is a whole object would otherwise pile up with each change. */
export const mostRemovals = 4
