import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createGate, type Arrival } from './gate.ts'
import { summarise } from './update-summary.ts'

function arrived(update: Uint8Array): Arrival {
  const summary = summarise(update)
  if (summary === undefined) throw new Error('This is no update.')
  return { update, summary }
}

function overwrites(count: number): { doc: Y.Doc; updates: Arrival[] } {
  const doc = new Y.Doc()
  const updates: Arrival[] = []
  doc.on('update', (update: Uint8Array) => updates.push(arrived(update)))
  for (let number = 0; number < count; number += 1) doc.getMap('values').set('hp', number)
  return { doc, updates }
}

describe('the gate in front of a document', () => {
  test('[AR1] holds an update that overtook its author until the gap is filled: no value is missing in between', () => {
    const { updates } = overwrites(3)
    const [first, second, third] = updates
    if (!first || !second || !third) throw new Error('There should be three updates.')
    const doc = new Y.Doc()
    const gate = createGate(doc)
    const apply = (update: Uint8Array) => Y.applyUpdate(doc, update)
    gate.pass([first], apply)
    gate.pass([third], apply)
    expect(doc.getMap('values').get('hp')).toBe(0)
    gate.pass([second], apply)
    expect(doc.getMap('values').get('hp')).toBe(2)
  })

  test('[AR1] holds what replaces letters until all is there that it stands between: none are gone in between', () => {
    const [one, other] = [new Y.Doc(), new Y.Doc()]
    one.getText('words').insert(0, 'a goblin')
    const first = Y.encodeStateAsUpdate(one)
    Y.applyUpdate(other, first)
    one.getText('words').insert(2, 'sad ')
    const second = Y.encodeStateAsUpdate(one, Y.encodeStateVectorFromUpdate(first))
    Y.applyUpdate(other, second)
    let third = new Uint8Array()
    other.on('update', (update: Uint8Array) => (third = Uint8Array.from(update)))
    other.transact(() => {
      other.getText('words').delete(0, 2)
      other.getText('words').insert(0, 'one ')
    })
    const doc = new Y.Doc()
    const gate = createGate<Arrival>(doc)
    const shownAfter = (update: Uint8Array) => {
      gate.pass([arrived(update)], (passed) => Y.applyUpdate(doc, passed))
      return doc.getText('words').toJSON()
    }
    expect(shownAfter(first)).toBe('a goblin')
    expect(shownAfter(third)).toBe('a goblin')
    expect(shownAfter(second)).toBe('one sad goblin')
  })

  test('[AR1] in whatever order and however often they come, all of them arrive in the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (count, order) => {
          const { doc: author, updates } = overwrites(count)
          const doc = new Y.Doc()
          const gate = createGate(doc)
          const chaos = order.flatMap((at) => updates[at % count] ?? [])
          for (const update of [...chaos, ...[...updates].reverse()]) {
            gate.pass([update], (bytes) => Y.applyUpdate(doc, bytes))
          }
          expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(author))
          expect(doc.getMap('values').get('hp')).toBe(count - 1)
        },
      ),
    )
  })

  test('[AR1] an update with a gap inside and the one that fills it do not wait for each other for ever', () => {
    const { updates } = overwrites(3)
    const [first, second, third] = updates.map(({ update }) => update)
    if (!first || !second || !third) throw new Error('There should be three updates.')
    const doc = new Y.Doc()
    const gate = createGate(doc)
    const apply = (update: Uint8Array) => Y.applyUpdate(doc, update)
    gate.pass([arrived(second), arrived(Y.mergeUpdates([first, third]))], apply)
    expect(doc.getMap('values').get('hp')).toBe(2)
  })

  test('[AR1] updates of two authors that wait for each other in a circle go together', () => {
    const [first, second] = [overwrites(3), overwrites(3)]
    const [a0, a1, a2] = first.updates.map(({ update }) => update)
    const [b0, b1, b2] = second.updates.map(({ update }) => update)
    if (!a0 || !a1 || !a2 || !b0 || !b1 || !b2) throw new Error('There should be six updates.')
    const doc = new Y.Doc()
    const gate = createGate(doc)
    const apply = (update: Uint8Array) => Y.applyUpdate(doc, update)
    gate.pass([arrived(Y.mergeUpdates([a1, a2, b0]))], apply)
    expect(doc.store.clients.size).toBe(0)
    gate.pass([arrived(Y.mergeUpdates([a0, b1, b2]))], apply)
    expect([...doc.store.clients.keys()].sort()).toEqual(
      [first.doc.clientID, second.doc.clientID].sort(),
    )
    expect(doc.store.pendingStructs).toBeNull()
  })

  test('[AR1] an update that deletes what is not there yet is held whole, and comes whole after it', () => {
    const [author, editor] = [new Y.Doc(), new Y.Doc()]
    author.getArray('line').insert(0, ['from afar'])
    const before = Y.encodeStateAsUpdate(author)
    Y.applyUpdate(editor, before)
    const edits: Uint8Array[] = []
    editor.on('update', (update: Uint8Array) => edits.push(update))
    editor.transact(() => {
      editor.getArray('line').delete(0, 1)
      editor.getMap('values').set('hp', 5)
    })
    const doc = new Y.Doc()
    const gate = createGate(doc)
    const apply = (update: Uint8Array) => Y.applyUpdate(doc, update)
    gate.pass(edits.map(arrived), apply)
    expect([gate.held.length, doc.getMap('values').get('hp')]).toEqual([1, undefined])
    gate.pass([arrived(before)], apply)
    expect([gate.held.length, doc.getMap('values').get('hp')]).toEqual([0, 5])
    expect([doc.getArray('line').length, doc.store.pendingDs]).toEqual([0, null])
  })
})
