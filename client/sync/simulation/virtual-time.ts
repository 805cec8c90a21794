import type { Schedule } from '../schedule.ts'

/** Time that passes only when told to, and a queue of what happens in it. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly schedule: Schedule
  /** Lets time pass; whatever falls due happens, in order, each in a turn of its own. */
  pass(durationMs: number): Promise<void>
  /** Time stands still until this settles: what is done outside of it takes no time. */
  hold<Value>(work: Promise<Value>): Promise<Value>
  /** Lets time pass until something holds, for so long at most; answers whether it does. */
  passUntil(holds: () => boolean, longestMs: number): Promise<boolean>
}

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
  isCancelled: boolean
}

const START_MS = Date.UTC(2026, 10, 20, 20)

/** Time that stands still at an evening in 2026. */
export function createVirtualTime(): VirtualTime {
  const heap: Due[] = []
  const held = new Set<Promise<void>>()
  let nowMs = START_MS
  let order = 0

  /**
   * Lets every promise that can settle do so: Node runs what waits for its next tick when no promise has anything left
   * to do. Unlike a round of the event loop, of which an evening would have thousands, that asks nothing of the system.
   */
  async function turn(): Promise<void> {
    await new Promise<void>((resolve) => process.nextTick(resolve))
    while (held.size > 0) {
      await Promise.all(held)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async function happenNext(untilMs: number): Promise<boolean> {
    const next = heap[0]
    if (next === undefined || next.atMs > untilMs) return false
    pop(heap)
    if (next.isCancelled) return true
    nowMs = next.atMs
    next.run()
    await turn()
    return true
  }

  async function passUntil(holds: () => boolean, longestMs: number): Promise<boolean> {
    const untilMs = nowMs + longestMs
    await turn()
    while (!holds()) {
      if (!(await happenNext(untilMs))) {
        nowMs = untilMs
        return holds()
      }
    }
    return true
  }

  return {
    now: () => nowMs,
    schedule(delayMs, run) {
      order += 1
      const due: Due = { atMs: nowMs + Math.max(0, delayMs), order, run, isCancelled: false }
      push(heap, due)
      return () => {
        due.isCancelled = true
      }
    },
    hold(work) {
      const settled = work.then(
        () => undefined,
        () => undefined,
      )
      held.add(settled)
      void settled.then(() => held.delete(settled))
      return work
    },
    async pass(durationMs) {
      await passUntil(() => false, durationMs)
    },
    passUntil,
  }
}

function isBefore(left: Due, right: Due): boolean {
  return left.atMs === right.atMs ? left.order < right.order : left.atMs < right.atMs
}

function push(heap: Due[], due: Due): void {
  let index = heap.push(due) - 1
  while (index > 0) {
    const above = (index - 1) >> 1
    const parent = heap[above]
    if (parent === undefined || isBefore(parent, due)) break
    heap[index] = parent
    index = above
  }
  heap[index] = due
}

function pop(heap: Due[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let index = 0
  for (;;) {
    const left = heap[2 * index + 1]
    const right = heap[2 * index + 2]
    if (left === undefined) break
    const isLeft = right === undefined || isBefore(left, right)
    const child = isLeft ? left : right
    if (!isBefore(child, last)) break
    heap[index] = child
    index = 2 * index + (isLeft ? 1 : 2)
  }
  heap[index] = last
}
