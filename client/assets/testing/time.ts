import type { Schedule } from '../asset-world.ts'

/** Time in the test's hands. */
export interface TestTime {
  readonly now: () => number
  readonly schedule: Schedule
  /** Lets so much time pass, with everything that falls due in it, and what that brings about. */
  pass(ms: number): Promise<void>
  /** Lets time pass until something holds; fails with the sentence when it does not within a day. */
  until(holds: () => boolean, sentence: string): Promise<void>
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Time that stands still until it is told to pass. */
export function createTestTime(): TestTime {
  let nowMs = 1_800_000_000_000
  let tasks: { readonly atMs: number; readonly run: () => void }[] = []

  async function runNext(untilMs: number): Promise<boolean> {
    await settle()
    const [next] = tasks.toSorted((left, right) => left.atMs - right.atMs)
    if (next === undefined || next.atMs > untilMs) return false
    tasks = tasks.filter((task) => task !== next)
    nowMs = Math.max(nowMs, next.atMs)
    next.run()
    return true
  }

  return {
    now: () => nowMs,
    schedule(delayMs, run) {
      if (delayMs <= 0) {
        const turn = setImmediate(run)
        return () => clearImmediate(turn)
      }
      const task = { atMs: nowMs + delayMs, run }
      tasks.push(task)
      return () => {
        tasks = tasks.filter((other) => other !== task)
      }
    },
    async pass(ms) {
      const untilMs = nowMs + ms
      while (await runNext(untilMs)) continue
      nowMs = untilMs
    },
    async until(holds, sentence) {
      const startMs = nowMs
      for (let idle = 0; !holds();) {
        if (nowMs - startMs > DAY_MS || idle > 200) {
          throw new Error(`It did not happen in time: ${sentence}`)
        }
        idle = (await runNext(Infinity)) ? 0 : idle + 1
      }
    },
  }
}

/** Lets everything go on that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 12; turns += 1) await new Promise((resolve) => setImmediate(resolve))
}
