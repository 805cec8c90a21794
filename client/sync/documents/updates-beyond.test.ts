import { createGate, summarise } from '#crdt-rules'
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
