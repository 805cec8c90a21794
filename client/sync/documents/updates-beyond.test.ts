import { createGate, summarise } from '#crdt-rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ArrivedUpdate } from './arrived-update.ts'
import { createCoverage } from './coverage.ts'
import { updatesBeyond } from './updates-beyond.ts'

function writtenOneByOne(): {
  update: Uint8Array
  summary: NonNullable<ReturnType<typeof summarise>>
}[] {
  const updates: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const value of [1, 2, 3]) doc.getMap('values').set('hp', value)
  return updates.map((update) => {
    const summary = summarise(update)
    if (summary === undefined) throw new Error('This is no update.')
    return { update, summary }
  })
}

test('what still waits at the gate is put back into a log that lacks it, and nothing the log has', () => {
  const [first, second, third] = writtenOneByOne()
  if (!first || !second || !third) throw new Error('There should be three updates.')
  const doc = new Y.Doc()
  const gate = createGate<ArrivedUpdate>(doc)
  gate.pass([first, third], (update) => Y.applyUpdate(doc, update))

  const toNothing = new Y.Doc()
  for (const update of [...updatesBeyond({ doc, gate }, createCoverage()), second.update]) {
    Y.applyUpdate(toNothing, update)
  }
  expect(toNothing.getMap('values').get('hp')).toBe(3)

  const whole = createCoverage()
  for (const { summary } of [first, second, third]) whole.add(summary)
  expect(updatesBeyond({ doc, gate }, whole)).toEqual([])
})

test('the difference completes whoever has what is covered, and deletes nothing that is covered', () => {
  const edit = fc.tuple(fc.nat(1), fc.boolean(), fc.nat(9))
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 30 }), fc.nat(30), (edits, known) => {
      const docs = [new Y.Doc(), new Y.Doc()] as const
      const updates: Uint8Array[] = []
      for (const doc of docs) {
        doc.on('update', (update: Uint8Array, origin: unknown) => {
          if (origin === 'other') return
          updates.push(update)
          for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'other')
        })
      }
      for (const [author, isDeletion, at] of edits) {
        const list = (author === 0 ? docs[0] : docs[1]).getArray('list')
        if (isDeletion && list.length > at) list.delete(at)
        else list.push([updates.length])
      }
      const [doc] = docs
      const coverage = createCoverage()
      const reader = new Y.Doc()
      const covered = updates.slice(0, known)
      for (const update of covered) {
        coverage.add(summarise(update) ?? { structs: [], deletions: [] })
        Y.applyUpdate(reader, update)
      }
      const beyond = updatesBeyond({ doc, gate: createGate<ArrivedUpdate>(doc) }, coverage)
      for (const update of beyond) {
        const deleted = summarise(update)?.deletions ?? []
        expect(coverage.deletionsBeyond(deleted)).toEqual(deleted)
        Y.applyUpdate(reader, update)
      }
      expect(Y.encodeStateAsUpdate(reader)).toEqual(Y.encodeStateAsUpdate(doc))
    }),
  )
})
