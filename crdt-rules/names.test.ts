import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import { readName, writeName } from './names.ts'

const ids = fc.stringMatching(/^[0-9a-z]{0,200}$/)

describe('[BY1] a segment of a path in bytes', () => {
  test('is read as it was written, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(ids, fc.string({ unit: 'grapheme' }))), (names) => {
        const decoder = decoding.createDecoder(bytesOf(...names))
        expect(names.map(() => readName(decoder))).toEqual(names)
        expect(decoding.hasContent(decoder)).toBe(false)
      }),
    )
  })

  test.each([
    ['an id of fifteen', 'a0123456789wxyz', [31, 50, 161]],
    ['one left over', 'zzzz', [9, 182, 63, 35]],
    ['two left over', '0a', [5, 0, 10]],
    ['a capital', 'aB', [0, 2, 97, 66]],
    ['an umlaut', 'ä', [0, 2, 195, 164]],
    ['nothing', '', [1]],
  ])('takes few bytes: %s', (_what, name, start) => {
    expect([...bytesOf(name)].slice(0, start.length)).toEqual(start)
    expect(bytesOf(name).length).toBe(name.length === 15 ? 11 : start.length)
  })

  test('ends early, or holds what is no character: it is refused', () => {
    for (const bytes of [
      [31, 50],
      [3, 36],
      [7, 255, 255],
      [2, 97],
      [0, 2, 97],
      [255, 255, 255, 127],
    ]) {
      expect(() => readName(decoding.createDecoder(new Uint8Array(bytes)))).toThrow()
    }
  })
})

function bytesOf(...names: readonly string[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const name of names) writeName(encoder, name)
  return encoding.toUint8Array(encoder)
}
