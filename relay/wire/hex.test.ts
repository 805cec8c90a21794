import { bytesToHex as nobleBytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex } from './hex.ts'

test('hex is what everybody else calls hex', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(bytesToHex(bytes)).toBe(nobleBytesToHex(bytes))
    }),
  )
})
