import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes } from './bytes.ts'
import { writeCount } from './counts.ts'
import { encodeAckFrame } from './encode-acks.ts'
import { encodeFrame } from './encode-frame.ts'
import { TAB_BYTES, tabIdFromBytes } from './ids.ts'

const item = fc.record({
  tab: fc
    .uint8Array({ minLength: TAB_BYTES, maxLength: TAB_BYTES })
    .map((bytes) => tabIdFromBytes(bytes)),
  ctr: fc.nat(),
  seq: fc.maxSafeNat(),
})

test('an ACK frame is the same bytes in one pass as piece by piece', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 200 }), (items) => {
      const frame = encodeFrame({ type: 'ack', items })
      const length = new Uint8Array(9)
      const end = writeCount(length, 0, frame.length)
      const whole = concatBytes(length.subarray(0, end), frame)
      expect(encodeAckFrame({ type: 'ack', items })).toEqual(whole)
    }),
  )
})
