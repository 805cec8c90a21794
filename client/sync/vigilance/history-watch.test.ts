import type { LogEpoch } from '#relay/wire'
import { expect, test } from 'vitest'
import type { LogPosition } from '../log/position.ts'
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
