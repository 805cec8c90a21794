import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { createOwner } from '../testing/people.ts'
import { encodePinManifest } from '../wire/index.ts'
import { emptyPinBoard, readPinBoard } from './pin-board.ts'
import { contentOf, hashOf } from './testing/visitor.ts'

const owner = createOwner('tavern')
const GRACE_MS = 1000
const hers = hashOf(contentOf(1))
const his = hashOf(contentOf(2))

test('a board comes back as it was written: hashes, counters, and who said it when', () => {
  const board = emptyPinBoard()
    .with(manifestOf('alice', 7, hers), saidAt(5000, false))
    .with(manifestOf('gm', 3, his), saidAt(5100, true))
  const again = readPinBoard(board.encode())
  expect([again.isPinned(hers), again.isPinned(his), again.entries]).toEqual([true, true, 2])
  expect(again.counterOf(manifestOf('alice', 7).device)).toBe(7)
  expect(again.counterOf(manifestOf('gm', 3).device)).toBe(3)
  const soon = again.with(manifestOf('second', 1), saidAt(5999, true))
  expect([soon.isPinned(hers), soon.isPinned(his)]).toEqual([true, false])
  const late = again.with(manifestOf('second', 1), saidAt(6000, true))
  expect([late.isPinned(hers), late.isPinned(his)]).toEqual([false, false])
})

test('a board of before, which does not say when, pins as it did, and a GM replaces all of it', () => {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, 1)
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint8Array(encoder, encodePinManifest(manifestOf('alice', 7, hers)))
  encoding.writeVarUint(encoder, 0)
  const board = readPinBoard(encoding.toUint8Array(encoder))
  expect(board.isPinned(hers)).toBe(true)
  const after = board.with(manifestOf('gm', 1, his), saidAt(GRACE_MS, true))
  expect([after.isPinned(hers), after.isPinned(his)]).toEqual([false, true])
})

test('a board that makes no sense pins nothing', () => {
  const { entries } = readPinBoard(Uint8Array.of(2, 200, 1))
  expect(entries).toBe(0)
})

function manifestOf(name: string, counter: number, ...hashes: readonly (typeof hers)[]) {
  const { publicKey } = owner.device(name).keys
  return { device: publicKey, counter, hashes: new Set(hashes), signature: new Uint8Array(64) }
}

function saidAt(atMs: number, isGm: boolean) {
  return { isGm, atMs, graceMs: GRACE_MS, mostEntries: 100 }
}
