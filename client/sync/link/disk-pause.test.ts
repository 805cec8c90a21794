import { expect, test } from 'vitest'
import { createDiskPause } from './disk-pause.ts'

function begin() {
  let nowMs = 1_000_000
  let timers: { atMs: number; run: () => void }[] = []
  const pause = createDiskPause({
    now: () => nowMs,
    jitter: () => 0.999,
    schedule(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
  })
  function pass(ms: number): void {
    nowMs += ms
    const due = timers.filter(({ atMs }) => atMs <= nowMs)
    timers = timers.filter(({ atMs }) => atMs > nowMs)
    for (const { run } of due) run()
  }
  /** How long something that is asked now has to wait, to the second. */
  function waitMs(): number {
    let ran = false
    pause.after(() => {
      ran = true
    })
    let waited = 0
    for (; !ran; waited += 1000) pass(1000)
    return waited
  }
  return { pause, pass, waitMs }
}

test('nothing waits before the disk was ever full', () => {
  expect(begin().waitMs()).toBe(0)
})

test('each refusal makes the next attempt wait longer, up to twenty seconds, and the first stored record ends that', () => {
  const { pause, waitMs } = begin()
  const waits = [1, 2, 3, 4].map(() => {
    pause.refused()
    return waitMs()
  })
  expect(waits).toEqual([10_000, 20_000, 20_000, 20_000])
  pause.stored()
  expect(waitMs()).toBe(0)
  pause.refused()
  expect(waitMs()).toBe(10_000)
})

test('who only reads for a while after a refusal is not made to wait for what was long ago', () => {
  const { pause, pass, waitMs } = begin()
  pause.refused()
  pause.refused()
  pass(600_000)
  pause.refused()
  expect(waitMs()).toBe(10_000)
})

test('a refusal meanwhile takes what waited with it, and of several only the last one runs', () => {
  const { pause, pass } = begin()
  const ran: string[] = []
  pause.refused()
  pause.after(() => ran.push('on a connection that is gone'))
  pause.refused()
  pause.after(() => ran.push('asked first'))
  pause.after(() => ran.push('asked last'))
  pass(60_000)
  expect(ran).toEqual(['asked last'])
})
