import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { contentBytes } from './digest.ts'

/** Two people write, each seeing the other's writes now and then. */
function writtenTogether(numbers: readonly number[]): {
  docs: [Y.Doc, Y.Doc]
  updates: Uint8Array[]
} {
  const docs: [Y.Doc, Y.Doc] = [new Y.Doc(), new Y.Doc()]
  const updates: Uint8Array[] = []
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'other') updates.push(update)
    })
  }
  for (const number of numbers) {
    const doc = docs[number % 2 === 0 ? 0 : 1]
    const words = doc.getText('words')
    if (number % 5 === 0 && words.length > 0) words.delete(number % words.length, 1)
    else if (number % 3 === 0)
      doc.getMap('values').set(`key${number % 4}`, new Uint8Array([number]))
    else words.insert(number % (words.length + 1), `a${number}`)
    if (number % 7 === 0) join(...docs)
  }
  join(...docs)
  return { docs, updates }
}

function join(left: Y.Doc, right: Y.Doc): void {
  Y.applyUpdate(left, Y.encodeStateAsUpdate(right), 'other')
  Y.applyUpdate(right, Y.encodeStateAsUpdate(left), 'other')
}

test('replicas with the same content have the same digest, in whatever pieces it came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 30 }), (numbers) => {
      const { docs, updates } = writtenTogether(numbers)
      const singly = new Y.Doc()
      for (const update of updates) Y.applyUpdate(singly, update)
      const uncollected = new Y.Doc({ gc: false })
      for (const update of [...updates].reverse()) Y.applyUpdate(uncollected, update)
      const whole = new Y.Doc()
      Y.applyUpdateV2(whole, Y.encodeStateAsUpdateV2(singly))
      const expected = contentBytes(docs[0])
      for (const doc of [docs[1], singly, uncollected, whole]) {
        expect(contentBytes(doc)).toEqual(expected)
      }
    }),
  )
})

test('another value under the same clock has another digest: two histories of one client id show', () => {
  const [left, right] = [new Y.Doc(), new Y.Doc()]
  right.clientID = left.clientID
  left.getMap('values').set('hp', 7)
  right.getMap('values').set('hp', 6)
  expect(Y.encodeStateVector(left)).toEqual(Y.encodeStateVector(right))
  expect(contentBytes(left)).not.toEqual(contentBytes(right))
})
