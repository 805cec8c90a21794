import { describe, expect, test } from 'vitest'
import { playSchedule } from './schedule.ts'
import { playTyping } from './typing-schedule.ts'

describe('devices that write apart, hear late, twice, in any order, restart and undo', () => {
  // A failing seed repeats alone: add it to the list below, named after what it found.
  for (let block = 0; block < 8; block += 1) {
    test(`[MR1] [MR2] [RU2] [RU3] [RU4] [RU11] [RU13] [RU14] [EX1] [UN3] [AR1] schedules ${block * 50} to ${block * 50 + 49}`, () => {
      for (let seed = block * 50; seed < block * 50 + 50; seed += 1) {
        expect(() => playSchedule(seed)).not.toThrow()
      }
    })
  }
})

test('[RU15] [UN5] of what people type apart nothing is lost, doubled or out of its place in 400 schedules', () => {
  for (let seed = 0; seed < 400; seed += 1) expect(() => playTyping(seed)).not.toThrow()
})

test('[UN5] a letter that several undos put back stands twice, and one more undo may add a third: 2228, 3666', () => {
  for (const seed of [2228, 3666]) expect(() => playTyping(seed)).not.toThrow()
})
