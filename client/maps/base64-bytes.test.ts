import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64ToBytes } from './base64-bytes.ts'
import { base64Of } from './testing/images.ts'

test('bytes come back from base64, padded or not, broken into lines or not, in both alphabets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = base64Of(bytes)
      expect(base64ToBytes(text)).toEqual(bytes)
      expect(base64ToBytes(text.replace(/=/g, ''))).toEqual(bytes)
      expect(base64ToBytes(text.replace(/.{20}/g, '$&\r\n'))).toEqual(bytes)
      expect(base64ToBytes(text.replaceAll('+', '-').replaceAll('/', '_'))).toEqual(bytes)
    }),
  )
})

test('text with anything else in it is no base64', () => {
  for (const text of ['map.png', 'http://x', '{}', 'äöü', '\u{1F5FA}']) {
    expect(base64ToBytes(text)).toBeUndefined()
  }
})
