import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paddedLength } from './padding.ts'
import { decodePayload, encodePayload, partCapacity } from './payload.ts'

describe('what is inside a record', () => {
  test('comes back as it was, however it was padded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(50), (bytes, part) => {
        const payload = { document: 'log/12', part, parts: part + 1, bytes } as const
        expect(decodePayload(encodePayload(payload, 10_000))).toEqual(payload)
      }),
    )
  })

  test('bytes that are no payload are answered with undefined, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const payload = decodePayload(bytes)
        expect(payload === undefined || payload.part < payload.parts).toBe(true)
      }),
    )
  })

  test('names a document of a session and nothing else', () => {
    const payload = { document: 'scene/a/b', part: 0, parts: 1, bytes: new Uint8Array() }
    const encoded = encodePayload(payload as Parameters<typeof encodePayload>[0], 100)
    expect(decodePayload(encoded)).toBeUndefined()
  })

  test('a part of full capacity fits', () => {
    const bytes = new Uint8Array(partCapacity('table', 5000))
    const payload = { document: 'table', part: 4095, parts: 4096, bytes } as const
    expect(encodePayload(payload, 5000).length).toBeLessThanOrEqual(5000)
  })
})

describe('padding', () => {
  test('adds at most 12 percent above 64 bytes, and leaves few lengths to tell apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 65, max: 1_000_000 }), (length) => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(length)
        expect(padded).toBeLessThanOrEqual(length * 1.12)
        expect(paddedLength(padded)).toBe(padded)
      }),
    )
    const lengths = Array.from({ length: 10_000 }, (_, length) => paddedLength(length))
    expect(new Set(lengths).size).toBeLessThan(110)
  })
})
