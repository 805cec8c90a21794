import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, termsOf } from './fold.ts'

test('case and accents do not matter', () => {
  expect(fold('Ä ÇÉLÈBRE Straße')).toBe('a celebre straße')
  expect(termsOf('  Muhle   ÉLAN ')).toEqual(['muhle', 'elan'])
})

test('a folded text is as long as the text, so that its places are places in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(text)).toHaveLength(text.length)
    }),
  )
})
