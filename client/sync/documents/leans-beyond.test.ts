import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { summarise } from '#crdt-rules'
import { createCoverage } from './coverage.ts'
import { leansBeyond } from './leans-beyond.ts'

/** A document that knows a first edit of somebody else's, and the update of a second one made there. */
function editAfter(first: (doc: Y.Doc) => void, second: (doc: Y.Doc) => void) {
  const other = new Y.Doc()
  first(other)
  const before = Y.encodeStateAsUpdate(other)
  const own = new Y.Doc()
  Y.applyUpdate(own, before)
  const vector = Y.encodeStateVector(own)
  second(own)
  return { before, update: Y.encodeStateAsUpdate(own, vector) }
}

const ways: Record<string, readonly [(doc: Y.Doc) => void, (doc: Y.Doc) => void]> = {
  'deletes it': [
    (doc) => doc.getArray('list').push([1]),
    (doc) => doc.getArray('list').delete(0, 1),
  ],
  'follows it': [
    (doc) => doc.getText('words').insert(0, 'gob'),
    (doc) => doc.getText('words').insert(3, 'lin'),
  ],
  'comes before it': [
    (doc) => doc.getText('words').insert(0, 'lin'),
    (doc) => doc.getText('words').insert(0, 'gob'),
  ],
  'stands in it': [
    (doc) => doc.getMap('map').set('child', new Y.Map()),
    (doc) => (doc.getMap('map').get('child') as Y.Map<unknown>).set('hp', 7),
  ],
}

test.each(Object.entries(ways))('who %s leans on it until it is covered', (_, [first, second]) => {
  const { before, update } = editAfter(first, second)
  expect(leansBeyond(update, createCoverage())).toBe(true)
  const covered = createCoverage()
  covered.add(summarise(before) ?? { structs: [], deletions: [] })
  expect(leansBeyond(update, covered)).toBe(false)
})

test('writes beside each other lean on nothing, nor does an update on what it carries itself', () => {
  const { update } = editAfter(
    (doc) => doc.getMap('one').set('hp', 7),
    (doc) => {
      doc.getText('words').insert(0, 'goblin')
      doc.getText('words').insert(3, '-')
    },
  )
  expect(leansBeyond(update, createCoverage())).toBe(false)
})
