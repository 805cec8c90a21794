import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tellMore, type ToldLine } from './told-lines.ts'

const nothing: readonly ToldLine[] = []

test('a fight that ends and begins again with the same first turn is told as two', () => {
  const first = tellMore(tellMore(nothing, ['A fight begins.']), ["Brannor's turn"])
  const second = tellMore(tellMore(first, ['It is over.', 'A fight begins.']), ["Brannor's turn"])
  expect(second.map(({ text }) => text)).toEqual([
    "Brannor's turn",
    'It is over.',
    'A fight begins.',
    "Brannor's turn",
  ])
  expect(new Set(second.map(({ id }) => id)).size).toBe(4)
})

test('whatever is told, the last four lines stand in order, each with an id that it keeps and no other has', () => {
  const words = fc.constantFrom('A fight begins.', "Brannor's turn", 'It is over.')
  fc.assert(
    fc.property(fc.array(fc.array(words, { maxLength: 6 }), { maxLength: 12 }), (batches) => {
      const textOf = new Map<number, string>()
      let told = nothing
      for (const batch of batches) {
        told = tellMore(told, batch)
        for (const { id, text } of told) {
          expect(textOf.get(id) ?? text).toBe(text)
          textOf.set(id, text)
        }
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
      }
      expect(told.map(({ text }) => text)).toEqual(batches.flat().slice(-4))
      // Each line ever shown had its own: every batch shows the last four of its lines.
      expect(textOf.size).toBe(batches.reduce((sum, batch) => sum + Math.min(batch.length, 4), 0))
    }),
  )
})
