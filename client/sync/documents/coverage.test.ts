import { hasGap, summarise, summariseDocument, type UpdateSummary } from '#crdt-rules'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createCoverage } from './coverage.ts'

/** Updates of two authors who write and delete in one document, in the order of writing. */
function updatesOf(edits: readonly (readonly [author: number, isDeletion: boolean])[]): {
  doc: Y.Doc
  updates: UpdateSummary[]
} {
  const docs = [new Y.Doc(), new Y.Doc()]
  const updates: UpdateSummary[] = []
  for (const [index, doc] of docs.entries()) {
    doc.clientID = index + 1
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'other') return
      const summary = summarise(update)
      if (summary !== undefined) updates.push(summary)
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'other')
    })
  }
  for (const [author, isDeletion] of edits) {
    const list = docs[author]?.getArray('list')
    if (list === undefined) continue
    if (isDeletion && list.length > 0) list.delete(Math.floor(list.length / 2))
    else list.push([1])
  }
  return { doc: docs[0] ?? new Y.Doc(), updates }
}

const edits = fc.array(fc.tuple(fc.nat(1), fc.boolean()), { maxLength: 40 })

describe('what is known to be safe of a document', () => {
  test('all of its updates together are all of the document, in whatever order they come', () => {
    fc.assert(
      fc.property(edits, fc.infiniteStream(fc.nat()), (list, chance) => {
        const { doc, updates } = updatesOf(list)
        const coverage = createCoverage()
        const shuffled = [...updates].sort(() => Number(chance.next().value) % 2 || -1)
        for (const update of [...shuffled, ...updates.slice(0, 3)]) coverage.add(update)
        expect(coverage.covers(summariseDocument(doc))).toBe(true)
        expect(coverage.stateVector()).toEqual(createCoverage(coverage.encode()).stateVector())
        expect(createCoverage(coverage.encode()).covers(summariseDocument(doc))).toBe(true)
      }),
    )
  })

  test('one update less is not all of it', () => {
    fc.assert(
      fc.property(edits, fc.nat(), (list, at) => {
        const { doc, updates } = updatesOf(list)
        fc.pre(updates.length > 0)
        const coverage = createCoverage()
        const left = at % updates.length
        for (const [index, update] of updates.entries()) if (index !== left) coverage.add(update)
        expect(coverage.covers(summariseDocument(doc))).toBe(false)
      }),
    )
  })

  test('bytes that are no coverage count as nothing known', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        expect(() => createCoverage(bytes)).not.toThrow()
      }),
    )
  })
})

describe('the summary of an update', () => {
  test('is undefined for bytes that are no update', () => {
    expect(summarise(Uint8Array.of(200, 1, 2))).toBeUndefined()
  })

  test('tells when structs are left out between others', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let number = 0; number < 3; number += 1) doc.getArray('list').push([number])
    const [first, second, third] = updates
    if (!first || !second || !third) throw new Error('There should be three updates.')
    const whole = summarise(Y.mergeUpdates([first, second, third]))
    const holed = summarise(Y.mergeUpdates([first, third]))
    expect([whole && hasGap(whole), holed && hasGap(holed)]).toEqual([false, true])
  })
})
