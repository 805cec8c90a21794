import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOwner, snapshotOf } from '../testing/people.ts'
import {
  bytesEqual,
  decodeSnapshot,
  encodeSnapshot,
  isMalformed,
  SNAPSHOT_HEADER_BYTES,
  snapshotAdditionalData,
  snapshotIdOf,
  verifySnapshot,
} from './index.ts'

const owner = createOwner()
const gm = owner.device('gm')
const snapshot = snapshotOf(gm, { seq: 7, hash: new Uint8Array(32).fill(9) })
const bytes = encodeSnapshot(snapshot)

describe('a snapshot', () => {
  test('is read as it was written, and holds for its room only', () => {
    const read = decodeSnapshot(bytes)
    if (isMalformed(read)) throw new Error(read.reason)
    expect(encodeSnapshot(read)).toEqual(bytes)
    expect(verifySnapshot(owner.room, read)).toBe(true)
    expect(verifySnapshot(createOwner('other').room, read)).toBe(false)
  })

  test('with any byte altered is refused, and its seal and name are others', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = new Uint8Array(bytes)
      altered[at] = (altered[at] ?? 0) ^ 0x01
      expect(snapshotIdOf(altered)).not.toBe(snapshotIdOf(bytes))
      const read = decodeSnapshot(altered)
      if (isMalformed(read)) continue
      expect(verifySnapshot(owner.room, read)).toBe(false)
      const seal = snapshotAdditionalData(owner.room, read)
      const isSame = bytesEqual(seal, snapshotAdditionalData(owner.room, snapshot))
      expect(isSame).toBe(at >= SNAPSHOT_HEADER_BYTES)
    }
  })

  test('of any bytes is read or refused, never thrown at', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 400 }), (any) => {
      const read = decodeSnapshot(any)
      if (!isMalformed(read)) expect(encodeSnapshot(read)).toEqual(any)
    })
    fc.assert(property)
  })
})
