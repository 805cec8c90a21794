import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOwner, keysOf, recordOf, tabOf } from '../testing/people.ts'
import {
  bytesEqual,
  decodeCertificate,
  decodeMessage,
  decodeRecord,
  decodeRecordHead,
  encodeCertificate,
  encodeMessage,
  encodeRecord,
  isMalformed,
  RECORD_HEADER_BYTES,
  recordAdditionalData,
  verifyRecord,
} from './index.ts'
import { anyFrame } from '../testing/frames.ts'

describe('frames', () => {
  test('every frame comes back as it was sent, alone or with others in one message', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { minLength: 1, maxLength: 4 }), (frames) => {
        expect(decodeMessage(encodeMessage(...frames))).toEqual(frames)
      }),
    )
  })

  test('random bytes are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const answer = decodeMessage(bytes)
        expect(isMalformed(answer) || answer.length > 0).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('a damaged message is read or refused, and what is read says the same when sent again', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, place, change) => {
        const bytes = encodeMessage(frame).slice()
        const index = place % bytes.length
        bytes[index] = (bytes[index] ?? 0) ^ change
        const answer = decodeMessage(bytes)
        if (isMalformed(answer)) return
        const again = encodeMessage(...answer)
        // Limits of a later version are read over, which is the one thing that may get lost.
        if (answer.every(({ type }) => type !== 'welcome')) expect(again).toEqual(bytes)
      }),
      { numRuns: 2000 },
    )
  })

  test('a message cut short anywhere is refused or shorter', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(), (frame, place) => {
        const bytes = encodeMessage(frame)
        const answer = decodeMessage(bytes.subarray(0, place % bytes.length))
        expect(isMalformed(answer)).toBe(true)
      }),
    )
  })

  test('nothing is read beyond the message, even inside a larger buffer', () => {
    const larger = new Uint8Array(1000).fill(1)
    const cut = larger.subarray(10, 20)
    cut.set([9, 9, 1, 200, 1])
    expect(decodeMessage(cut)).toMatchObject({ type: 'malformed' })
  })

  test('a false count of items is refused before memory is given to it', () => {
    const frame = Uint8Array.of(9, 0xff, 0xff, 0xff, 0xff, 0x0f)
    expect(decodeMessage(Uint8Array.of(frame.length, ...frame))).toMatchObject({
      type: 'malformed',
      reason: 'The bytes end too early.',
    })
    const empty = Uint8Array.of(9, 100, ...new Uint8Array(100))
    expect(decodeMessage(Uint8Array.of(empty.length, ...empty))).toMatchObject({
      type: 'malformed',
      reason: 'The bytes end too early.',
    })
  })

  test('more frames than the reader takes are refused', () => {
    const frames = [{ type: 'ping' }, { type: 'ping' }] as const
    const message = encodeMessage(...frames)
    expect(decodeMessage(message, 2)).toEqual(frames)
    expect(decodeMessage(message, 1)).toMatchObject({ type: 'malformed' })
  })
})

describe('records', () => {
  const device = createOwner().device('gm')
  const record = recordOf(device, 3, { tab: tabOf(7), keyEpoch: 2, stream: 0x05000009 })

  test('a record comes back as it was written, and its signature holds', () => {
    expect(decodeRecord(encodeRecord(record))).toEqual(record)
    expect(verifyRecord(device.room, record)).toBe(true)
  })

  test('altering any single byte is refused or breaks the signature', () => {
    const bytes = encodeRecord(record)
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = bytes.slice()
      altered[index] = (altered[index] ?? 0) ^ 1
      const read = decodeRecord(altered)
      const holds = !isMalformed(read) && verifyRecord(device.room, read)
      expect(holds, `byte ${index}`).toBe(false)
    }
  }, 60_000)

  test('every header byte is in the additional data of the seal', () => {
    const bytes = encodeRecord(record)
    const usual = recordAdditionalData(device.room, record)
    for (let index = 0; index < RECORD_HEADER_BYTES; index += 1) {
      const altered = bytes.slice()
      altered[index] = (altered[index] ?? 0) ^ 1
      const read = decodeRecord(altered)
      const isSame =
        !isMalformed(read) && bytesEqual(recordAdditionalData(device.room, read), usual)
      expect(isSame, `byte ${index}`).toBe(false)
    }
  })

  test('a record counts in its own room only', () => {
    expect(verifyRecord(createOwner('another').room, record)).toBe(false)
  })

  test('random bytes are read or refused, never thrown at, by the short reading as by the full', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400, size: 'max' }), fc.boolean(), (bytes, isNear) => {
        if (isNear) bytes.set(encodeRecord(record).subarray(0, Math.min(60, bytes.length)))
        const full = decodeRecord(bytes)
        const head = isMalformed(full)
          ? full
          : { stream: full.stream, author: full.author, tab: full.tab, ctr: full.ctr }
        expect(decodeRecordHead(bytes)).toEqual(head)
      }),
      { numRuns: 1000 },
    )
  })

  test('altering any byte is refused by the short reading when it is by the full', () => {
    const bytes = encodeRecord(record)
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = bytes.slice()
      altered[index] = (altered[index] ?? 0) ^ 0xff
      expect(isMalformed(decodeRecordHead(altered))).toBe(isMalformed(decodeRecord(altered)))
    }
  })
})

describe('certificates', () => {
  test('both kinds come back as they were written', () => {
    const owner = createOwner()
    const terms = { member: 5, expiresAtMs: 1_900_000_000_000, uses: 3 }
    for (const certificate of owner.invite('link', terms).device('alice', { member: 5 }).chain) {
      expect(decodeCertificate(encodeCertificate(certificate))).toEqual(certificate)
    }
  })

  test('random bytes are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 149, maxLength: 149 }), (bytes) => {
        bytes[0] = 1
        bytes[1] = 1 + ((bytes[1] ?? 0) % 2)
        expect(decodeCertificate(bytes)).toBeTypeOf('object')
      }),
    )
  })

  test('a key is never its own text: two keys make two', () => {
    expect(bytesEqual(keysOf('alice').publicKey, keysOf('bob').publicKey)).toBe(false)
  })
})
