import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nativeSha256 } from './native-cryptography.ts'
import { sha256 } from './wire/index.ts'

test('what Node hashes is what everybody hashes', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    expect(nativeSha256(bytes)).toEqual(sha256(bytes))
  })
  fc.assert(property)
})
