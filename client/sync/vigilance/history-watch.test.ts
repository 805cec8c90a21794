import type { LogEpoch } from '#relay/wire'
import { describe, expect, test } from 'vitest'
import { seenEndOf, type LogPosition } from '../log/position.ts'
import { createHistoryWatch } from './history-watch.ts'

const epoch = 'AAAAAAAAAAAAAAAAAAAAAA' as LogEpoch
const place = (seq: number, mark = seq): LogPosition => ({
  epoch,
  seq,
  hash: new Uint8Array(32).fill(mark),
})

/** A device that has read the log up to 10. */
function begin() {
  const later: (() => void)[] = []
  const said: string[] = []
  let here: LogPosition | undefined = place(10)
  const watch = createHistoryWatch({
    schedule(_delayMs, run) {
      later.push(run)
      return () => later.splice(later.indexOf(run), 1)
    },
    position: () => here,
    onFork: () => said.push('fork'),
    onKeptBack: () => said.push('kept back'),
  })
  for (let seq = 1; seq <= 10; seq += 1) watch.grew(place(seq))
  return {
    watch,
    said,
    moveTo(position: LogPosition | undefined) {
      here = position
    },
    wait: () => later.splice(0).forEach((run) => run()),
  }
}

test('the same hash at the same place is no news, whole or cut short', () => {
  const { watch, said } = begin()
  watch.heard(place(7))
  watch.heard({ seq: 7, hash: place(7).hash.subarray(0, 8) })
  expect(said).toEqual([])
})

test('another hash at a place both know means that the relay shows two histories', () => {
  const { watch, said } = begin()
  watch.heard(place(7, 99))
  expect(said).toEqual(['fork'])
  expect(watch.counts).toEqual({ forks: 1, gaps: 0 })
})

describe('what the author of a record had seen', () => {
  const seen = (seq: number, mark = seq) => seenEndOf(place(seq, mark))

  test('raises no doubt when it is what this device has there, or more than it remembers', () => {
    const { watch } = begin()
    expect(watch.doubt(seen(7), 8)).toBeUndefined()
    expect(watch.doubt(seen(0, 99), 8)).toBeUndefined()
  })

  test('is another history when it is anything else', () => {
    const { watch, said } = begin()
    expect(watch.doubt(seen(7, 99), 11)).toBe('fork')
    expect(said).toEqual([])
    watch.confirmed('fork')
    expect(said).toEqual(['fork'])
    expect(watch.counts).toEqual({ forks: 1, gaps: 0 })
  })

  test('was kept back from this device when it goes further than where the record stands', () => {
    const { watch, said } = begin()
    expect(watch.doubt(seen(10), 11)).toBeUndefined()
    expect(watch.doubt(seen(11), 11)).toBe('keptBack')
    watch.confirmed('keptBack')
    expect(said).toEqual(['kept back'])
    expect(watch.counts).toEqual({ forks: 0, gaps: 1 })
  })

  test('proves nothing of another epoch of the log', () => {
    const { watch } = begin()
    const before = { ...seen(7, 99), epoch: new Uint8Array(16).fill(1) }
    expect(watch.doubt(before, 8)).toBeUndefined()
    watch.restarted()
    expect(watch.doubt(seen(7, 99), 8)).toBeUndefined()
  })
})

test('somebody who stays ahead means that something is kept back; one who is caught up with does not', () => {
  const { watch, said, moveTo, wait } = begin()
  watch.heard(place(12))
  moveTo(place(12))
  wait()
  expect(said).toEqual([])
  watch.heard(place(15))
  wait()
  expect(said).toEqual(['kept back'])
})

test('what was heard before the relay went away is forgotten: it may have come back from a backup', () => {
  const { watch, said, wait } = begin()
  watch.heard(place(15))
  watch.disconnected()
  wait()
  expect(said).toEqual([])
})

test('nothing is concluded while out of step, or of a log that is read anew', () => {
  const { watch, said, moveTo, wait } = begin()
  moveTo(undefined)
  watch.heard(place(15))
  wait()
  watch.restarted()
  watch.heard(place(7, 99))
  expect(said).toEqual([])
})
