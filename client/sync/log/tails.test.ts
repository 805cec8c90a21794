import { expect, test } from 'vitest'
import { createTails } from './tails.ts'

const STREAM = 7

function tailsWith(...seqs: readonly number[]) {
  const tails = createTails()
  for (const seq of seqs) tails.add(STREAM, seq, 100)
  return tails
}

test('what follows the newest snapshot is counted from there', () => {
  const tails = tailsWith(1, 2, 3, 4)
  tails.covered(STREAM, 2, 0)
  expect(tails.get(STREAM)).toEqual({ records: 2, bytes: 200, first: 3, last: 4 })
})

test('a stream that one snapshot holds is remembered by its last record, until another holds it as well', () => {
  const tails = tailsWith(1, 2, 3)
  tails.covered(STREAM, 10, 0)
  expect(tails.get(STREAM)).toEqual({ records: 0, bytes: 0, first: 11, last: 3 })
  tails.covered(STREAM, 20, 2)
  expect(tails.get(STREAM)).toEqual({ records: 0, bytes: 0, first: 21, last: 3 })
  tails.covered(STREAM, 30, 20)
  expect(tails.get(STREAM)).toBeUndefined()
})

test('one that speaks again is counted from its snapshot', () => {
  const tails = tailsWith(1)
  tails.covered(STREAM, 10, 0)
  tails.add(STREAM, 15, 50)
  expect(tails.get(STREAM)).toEqual({ records: 1, bytes: 50, first: 11, last: 15 })
})

test('a snapshot that is told again changes nothing', () => {
  const tails = tailsWith(1, 15)
  tails.covered(STREAM, 10, 0)
  const before = tails.get(STREAM)
  tails.covered(STREAM, 10, 0)
  expect(tails.get(STREAM)).toEqual(before)
})
