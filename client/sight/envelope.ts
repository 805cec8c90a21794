import { between, crossing, isSameLine, reachAlong } from './stretch.ts'
import type { Direction, Stretch } from './stretch.ts'
import { sliver, wholeTurn } from './turn.ts'

/**
 * The nearest stretches round an eye: sorted by turn, never overlapping, gaps where nothing stands.
 * The lower envelope of segments in polar coordinates, grown one stretch at a time; any order gives the
 * same envelope, near ones first is quickest.
 */
export interface Envelope {
  readonly stretches: readonly Stretch[]
  /** Puts a stretch in where it is nearest. What lies behind what, of it or of others, is told. */
  add(stretch: Stretch, onHidden?: (hidden: Stretch) => void): void
  /** Whether everything between two turns and at least this far away is hidden. */
  hides(startTurn: number, endTurn: number, distanceSquared: number): boolean
}

/** An envelope with nothing in it. */
export function createEnvelope(): Envelope {
  const stretches: Stretch[] = []

  function add(added: Stretch, onHidden?: (hidden: Stretch) => void): void {
    const first = firstEndingAfter(stretches, added.start.turn)
    if (onHidden === undefined && isBehind(stretches, first, added)) return
    const woven = weave(stretches, first, added, onHidden)
    if (woven.isChanged) stretches.splice(first, woven.consumed, ...woven.kept)
  }

  function hides(startTurn: number, endTurn: number, distanceSquared: number): boolean {
    let reached = startTurn
    for (let i = firstEndingAfter(stretches, startTurn); i < stretches.length; i += 1) {
      const stretch = stretches[i]
      if (stretch === undefined || stretch.start.turn > reached + sliver) return false
      if (stretch.farSquared >= distanceSquared) return false
      reached = stretch.end.turn
      if (reached >= endTurn - sliver) return true
    }
    return reached >= Math.min(endTurn, wholeTurn) - sliver
  }

  return { stretches, add, hides }
}

interface Woven {
  readonly kept: Stretch[]
  readonly consumed: number
  readonly isChanged: boolean
}

/** Whether all of a stretch lies behind what stands there: most do, so this asks before any weaving. */
function isBehind(stretches: readonly Stretch[], first: number, added: Stretch): boolean {
  let at = added.start
  for (let i = first; i < stretches.length && at.turn < added.end.turn; i += 1) {
    const old = stretches[i]
    if (old === undefined || old.start.turn > at.turn) return false
    const until = old.end.turn < added.end.turn ? old.end : added.end
    if (order(old, added, at) > 0 || order(old, added, until) > 0) return false
    at = until
  }
  return at.turn >= added.end.turn
}

/** Walks along the added stretch past what stands there, keeping the nearer at each turn. */
function weave(
  stretches: readonly Stretch[],
  first: number,
  added: Stretch,
  onHidden?: (hidden: Stretch) => void,
): Woven {
  const kept: Stretch[] = []
  let isChanged = false
  let at = added.start
  let index = first

  function keep(part: Stretch | undefined, isNew: boolean): void {
    if (part === undefined) return
    isChanged ||= isNew
    const last = kept[kept.length - 1]
    if (last !== undefined && last.end.turn === part.start.turn && isSameLine(last, part)) {
      kept.pop()
      keep(between(part, last.start, part.end), isNew)
    } else {
      kept.push(part)
    }
  }

  function contest(old: Stretch, from: Direction, to: Direction): void {
    const isNewNearer = isNearer(added, old, from, to)
    const [nearer, farther] = isNewNearer ? [added, old] : [old, added]
    keep(between(nearer, from, to), isNewNearer)
    if (onHidden === undefined) return
    const hidden = between(farther, from, to)
    if (hidden !== undefined) onHidden(hidden)
  }

  for (; index < stretches.length; index += 1) {
    const old = stretches[index]
    if (old === undefined || old.start.turn >= added.end.turn) break
    if (old.start.turn > at.turn) {
      keep(between(added, at, old.start), true)
      at = old.start
    } else {
      keep(between(old, old.start, at), false)
    }
    const until = old.end.turn < added.end.turn ? old.end : added.end
    const turning = turningPoint(added, old, at, until)
    if (turning === undefined) {
      contest(old, at, until)
    } else {
      contest(old, at, turning)
      contest(old, turning, until)
    }
    keep(between(old, until, old.end), false)
    at = until
  }
  if (at.turn < added.end.turn) keep(between(added, at, added.end), true)
  return { kept, consumed: index - first, isChanged }
}

/** Where two stretches change places between two directions, if they do. */
function turningPoint(
  one: Stretch,
  other: Stretch,
  from: Direction,
  to: Direction,
): Direction | undefined {
  if (order(one, other, from) * order(one, other, to) >= 0) return undefined
  const point = crossing(one, other)
  return point !== undefined && point.turn > from.turn && point.turn < to.turn ? point : undefined
}

/** Whether one stretch is nearer than the other all the way between two directions. */
function isNearer(one: Stretch, other: Stretch, from: Direction, to: Direction): boolean {
  const atStart = order(one, other, from)
  const atEnd = order(one, other, to)
  if (atStart * atEnd >= 0) return atStart + atEnd < 0
  // They change places at one of the ends, up to rounding: the greater difference decides.
  const startGap = Math.abs(reachAlong(one, from) / reachAlong(other, from) - 1)
  const endGap = Math.abs(reachAlong(one, to) / reachAlong(other, to) - 1)
  return (startGap > endGap ? atStart : atEnd) < 0
}

/** Below 0 when the first is nearer in that direction; 0 when they touch, up to rounding. */
function order(one: Stretch, other: Stretch, towards: Direction): -1 | 0 | 1 {
  const reach = reachAlong(one, towards)
  const otherReach = reachAlong(other, towards)
  const difference = reach - otherReach
  if (Math.abs(difference) <= (Math.abs(reach) + Math.abs(otherReach)) * touching) return 0
  return difference < 0 ? -1 : 1
}

/** The index of the first stretch that ends after a turn. */
function firstEndingAfter(stretches: readonly Stretch[], turn: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((stretches[middle]?.end.turn ?? Infinity) > turn) high = middle
    else low = middle + 1
  }
  return low
}

/** Reaches that differ by less than this part of themselves touch. */
const touching = 1e-13
