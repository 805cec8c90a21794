import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesEqual, concatBytes } from './bytes.ts'
import { encodeFrame } from './encode-frame.ts'
import { encodeRecordsFrame } from './encode-records.ts'
import type { Records } from './frame.ts'
import { decodeMessage } from './message.ts'

test('the one pass writes what the general way writes, whatever the lengths', () => {
  const record = fc.oneof(
    fc.uint8Array({ minLength: 182, maxLength: 300 }),
    fc.constant(new Uint8Array(16_384)),
    fc.constant(new Uint8Array(16_500).fill(7)),
  )
  const frames: fc.Arbitrary<Records> = fc.record({
    type: fc.constant('records' as const),
    from: fc.oneof(fc.maxSafeNat(), fc.constantFrom(127, 128, 2 ** 31, 2 ** 32, 2 ** 53 - 1)),
    more: fc.boolean(),
    records: fc.array(record, { maxLength: 140 }),
  })
  const property = fc.property(frames, (frame) => {
    const general = encodeFrame(frame)
    const bytes = encodeRecordsFrame(frame)
    const length = bytes.subarray(0, bytes.length - general.length)
    expect(bytesEqual(bytes, concatBytes(length, general))).toBe(true)
    const [read] = [decodeMessage(bytes)].flat()
    expect(read?.type === 'records' && read.records.length).toBe(frame.records.length)
  })
  fc.assert(property, { numRuns: 50 })
})
