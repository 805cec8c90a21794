import { expect, test } from 'vitest'
import { createWakes } from './wakes.ts'

test('frames that show the same things wake once, when the first of them has ended', () => {
  const { wakes, delays } = setup()
  for (const nowMs of [100, 116, 132]) {
    wakes.at(1600, nowMs)
    wakes.at(2000, nowMs)
  }
  expect(delays()).toEqual([1520])
})

test('what ends after the next waking is asked for again by the frame that it brings', () => {
  const { wakes, delays, pass } = setup()
  wakes.at(1600, 100)
  wakes.at(2000, 100)
  expect(pass()).toBe(1)
  wakes.at(2000, 1620)
  expect(delays()).toEqual([1520, 400])
})

test('what ends sooner wakes sooner', () => {
  const { wakes, delays } = setup()
  wakes.at(6000, 0)
  wakes.at(1500, 0)
  expect(delays()).toEqual([6020, 1520])
})

test('a frame that began before the end, though it is drawn after it, wakes once more', () => {
  const { wakes, delays, pass } = setup()
  wakes.at(1600, 100)
  pass()
  wakes.at(1600, 1590)
  expect(delays()).toEqual([1520, 30])
})

/** `pass` lets all that was asked for so far happen, and answers how often it woke. */
function setup() {
  const asked: { readonly delayMs: number; readonly run: () => void }[] = []
  let woken = 0
  const wakes = createWakes({
    later: (delayMs, run) => void asked.push({ delayMs, run }),
    wake: () => (woken += 1),
  })
  return {
    wakes,
    delays: () => asked.map(({ delayMs }) => delayMs),
    pass() {
      for (const { run } of asked) run()
      return woken
    },
  }
}
