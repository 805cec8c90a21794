import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesEqual, concatBytes } from './bytes.ts'
import { encodeFrame } from './encode-frame.ts'
import { encodeRecordLists, encodeRecordsFrame } from './encode-records.ts'
import type { Records } from './frame.ts'
import { decodeMessage, encodeMessage } from './message.ts'
import { placesIn, recordListBytes, writeRecordList } from './record-list.ts'

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

test('records that came in one message are written as those that did not, whichever are left out', () => {
  const lengths = fc.array(fc.constantFrom(182, 200, 127 + 182, 16_383, 16_384), { maxLength: 20 })
  const property = fc.property(lengths, fc.infiniteStream(fc.boolean()), (all, kept) => {
    const sent = all.map((length, index) => new Uint8Array(length).fill(index + 1))
    const [append] = [decodeMessage(encodeMessage({ type: 'append', records: sent }))].flat()
    const came = append?.type === 'append' ? append.records : []
    const chosen = came.filter(() => kept.next().value)
    const apart = chosen.map((record) => record.slice())
    const frame = { from: 1, more: false, records: chosen }
    const bytes = encodeRecordsFrame(frame)
    expect(bytesEqual(bytes, encodeRecordsFrame({ ...frame, records: apart }))).toBe(true)

    const list = new Uint8Array(recordListBytes(chosen))
    writeRecordList(list, 0, chosen)
    const lists = { from: 1, more: false, count: chosen.length, lists: [list] }
    expect(bytesEqual(bytes, concatBytes(...encodeRecordLists(lists)))).toBe(true)
    const read = placesIn(list).map(({ start, end }) => list.subarray(start, end))
    expect(read.map((record) => [record.length, record[0]])).toEqual(
      apart.map((record) => [record.length, record[0]]),
    )
  })
  fc.assert(property, { numRuns: 50 })
})

test('a list that is cut short is not read', () => {
  for (const list of [[5, 1, 2], [0x80], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]]) {
    expect(() => placesIn(Uint8Array.from(list))).toThrow(RangeError)
  }
})
