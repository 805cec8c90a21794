import { describe, expect, test } from 'vitest'
import { playSchedule } from './schedule.ts'

describe('devices that write apart, hear late, twice, in any order, restart and undo', () => {
  // A failing seed repeats alone: add it to the list below, named after what it found.
  for (let block = 0; block < 8; block += 1) {
    test(`[MR1] [MR2] [RU3] [RU4] [EX1] [UN3] [AR1] schedules ${block * 50} to ${block * 50 + 49}`, () => {
      for (let seed = block * 50; seed < block * 50 + 50; seed += 1) {
        expect(() => playSchedule(seed)).not.toThrow()
      }
    })
  }
})
