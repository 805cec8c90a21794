import { expect, test } from 'vitest'
import type { Block } from './level-blocks.ts'
import { createBlockCache } from './level-cache.ts'

const KIB = 1024
const place = new Uint8Array(16).fill(1)

test('blocks are found where they begin, in their own room only', () => {
  const cache = createBlockCache(1024 * KIB)
  const block = blockOf(11, 40 * KIB)
  cache.keep(place, block)
  expect(cache.find(place, 11)).toBe(block)
  expect(cache.find(place, 12)).toBeUndefined()
  expect(cache.find(new Uint8Array(16).fill(2), 11)).toBeUndefined()
})

test('it holds no more than it may, and lets go of what was asked for longest ago', () => {
  const cache = createBlockCache(130 * KIB)
  for (const seq of [1, 2, 3]) cache.keep(place, blockOf(seq, 40 * KIB))
  cache.find(place, 1)
  cache.keep(place, blockOf(4, 40 * KIB))
  cache.keep(place, blockOf(4, 40 * KIB))
  const found = [1, 2, 3, 4].filter((seq) => cache.find(place, seq) !== undefined)
  expect(found).toEqual([1, 3, 4])
})

test('a small block is not kept: it may become part of a larger one', () => {
  const cache = createBlockCache(1024 * KIB)
  cache.keep(place, blockOf(1, KIB))
  expect(cache.find(place, 1)).toBeUndefined()
})

function blockOf(seq: number, bytes: number): Block {
  return { firstSeq: seq, lastSeq: seq, hashes: new Uint8Array(32), list: new Uint8Array(bytes) }
}
